"""For whom an account applies."""

from dataclasses import dataclass
from enum import StrEnum

from ..errors import StaffDoNotApply
from ..models import Account, Assurance, IdType


class PartyKind(StrEnum):
    """Who can apply for something."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class Party:
    """Whoever applies, as written into an application; an enterprise is represented by its handler 经办人.

    `assurance` is how sure we are of them at this moment; it is not written down, it lets them apply or not.
    """

    kind: PartyKind
    name: str
    id_type: str
    id_number: str
    phone: str
    legal_representative: str = ""
    address: str = ""
    handler_name: str = ""
    handler_id_type: str = ""
    handler_id_number: str = ""
    assurance: Assurance = Assurance.REGISTERED


def party_of(an_account: Account) -> Party:
    """For whom the account applies: its person, or its enterprise through that person."""
    person, enterprise = an_account.person, an_account.enterprise
    if person is None:
        raise StaffDoNotApply(
            "工作人员账号只能用来办公，不能申请办事。", remedy="办自己的事，请用手机号另外注册一个个人账号。"
        )
    assurance = Assurance(an_account.assurance)
    if enterprise is None:
        return Party(
            PartyKind.PERSON, person.name, person.id_type, person.id_number, an_account.phone, assurance=assurance
        )
    return Party(
        PartyKind.ENTERPRISE,
        enterprise.name,
        IdType.CREDIT_CODE,
        enterprise.uscc,
        an_account.phone,
        legal_representative=enterprise.legal_representative,
        address=enterprise.address,
        handler_name=person.name,
        handler_id_type=person.id_type,
        handler_id_number=person.id_number,
        assurance=assurance,
    )
