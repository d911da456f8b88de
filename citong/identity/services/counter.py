"""What a clerk does for somebody who stands there with their document."""

from datetime import date, datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import NotThePerson
from ..models import Account, IdType
from ..rules import numbers as rules
from ..rules.codes import Purpose
from ..rules.levels import Method
from ..rules.names import normal_enterprise_name, normal_name
from ..rules.permissions import P
from .assurance import add_proof
from .changes import move_phone
from .permission import refuse_unless_somewhere
from .phone_codes import tried, use
from .refusing import refuse_faults


@transaction.atomic
def verify_at_window(
    *, id_type: str, id_number: str, name: str, document_until: date | None = None, by: Actor, at: datetime
) -> Account:
    """A clerk has compared the person with the document, and the document with what the account says: level three.

    For an enterprise the document is its licence, with the handler's own document beside it. The proof holds as long as
    the document does.
    """
    refuse_unless_somewhere(P.VOUCH, by=by)
    account = _of_document(id_type, id_number, name=name)
    add_proof(account, method=Method.COUNTER, source=by.id, valid_until=document_until, by=by, at=at)
    return account


def change_phone_at_window(
    *, id_type: str, id_number: str, name: str, phone: str, code: str, browser: str, by: Actor, at: datetime
) -> Account:
    """Somebody has lost their telephone: a clerk has seen the document, and the new number gets a code."""
    refuse_unless_somewhere(P.VOUCH, by=by)
    phone = rules.normal_mobile(phone)
    refuse_faults(phone=rules.check_mobile(phone))
    with transaction.atomic():
        _of_document(id_type, id_number, name=name)
    challenge = tried(phone, purpose=Purpose.NEW_PHONE, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = _of_document(id_type, id_number, name=name)
        use(challenge, at=at)
        move_phone(account, phone=phone, by=by, at=at)
        audit.record("identity.phone_changed_at_window", subject=ref("account", account.pk), by=by, at=at)
    return account


def _of_document(id_type: str, id_number: str, *, name: str) -> Account:
    """The account of who is named by this document, locked; a clerk learns nothing of it by one of the two alone."""
    found = Account.objects.select_for_update(of=("self",)).filter(is_active=True, staff=None)
    if id_type == IdType.CREDIT_CODE:
        body = {"uscc": organisations.normal_credit_code(id_number), "name": normal_enterprise_name(name)}
        account = (
            found.filter(**{f"enterprise__{field}": value for field, value in body.items()}).order_by("pk").first()
        )
    else:
        holder = {"id_type": id_type, "id_number": rules.normal_number(id_number), "name": normal_name(name)}
        own = {f"person__{field}": value for field, value in holder.items()}
        account = found.filter(enterprise=None, **own).order_by("pk").first()
    if account is None:
        raise NotThePerson(
            "没有找到姓名和证件都对得上的账号。",
            remedy="请照证件原样再输一遍；还没有账号的，可以在这里为本人注册。",
        )
    return account
