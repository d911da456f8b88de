"""How sure the hall is of who somebody is, in words for them: what it is now, from where, and what raises it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.identity.facade import Assurance, Method

WORDS: Final = {
    Assurance.NONE: "还没有注册。",
    Assurance.REGISTERED: "我们知道这个手机号是您的，还没有核对过您的姓名和证件。",
    Assurance.REAL_NAME: "姓名、证件、手机号和另一项号码，都和登记的对得上。",
    Assurance.ADVANCED: "工作人员当面看过您本人和证件。",
    Assurance.CERTIFICATE: "您出示过电子营业执照或者数字证书，这是最高的等级。",
}
METHODS: Final = {
    Method.SOURCE: "网上核对姓名和证件",
    Method.COUNTER: "大厅窗口核验",
    Method.BUSINESS_LICENCE: "出示电子营业执照",
    Method.CERTIFICATE: "数字证书签名",
}


@dataclass(frozen=True)
class Evidence:
    """One proof, for its holder."""

    method: str
    level: str
    on: date
    until: date | None
    is_over: bool


@dataclass(frozen=True)
class Standing:
    """The level of an account and what it stands on."""

    level: Assurance
    words: str
    evidence: tuple[Evidence, ...]
    is_phone_proven: bool
    can_check_name: bool
    can_show_licence: bool


def standing_of(account: identity.Account) -> Standing:
    """What the account's holder is told."""
    level = Assurance(account.assurance)
    return Standing(
        level=level,
        words=WORDS[level],
        evidence=tuple(_evidence(each) for each in identity.proofs_of(account)),
        is_phone_proven=account.phone_proven_at is not None,
        can_check_name=level < Assurance.REAL_NAME,
        can_show_licence=account.enterprise_id is not None and level < Assurance.CERTIFICATE,
    )


def _evidence(proof: identity.Proof) -> Evidence:
    return Evidence(
        method=METHODS[Method(proof.method)],
        level=Assurance(proof.level).label,
        on=timezone.localdate(proof.proved_at),
        until=proof.valid_until,
        is_over=proof.ended_at is not None,
    )


@dataclass(frozen=True)
class Gap:
    """What an item asks for online, and what somebody has, where that is less."""

    wanted: Assurance
    has: Assurance
    methods: str


HOW: Final = {
    Assurance.REAL_NAME: "可以马上在网上核对，一两分钟就好",
    Assurance.ADVANCED: "请带证件到大厅窗口核验，当场生效",
    Assurance.CERTIFICATE: "单位可以马上在网上出示电子营业执照",
}


def gap_before(definition: catalogue.Definition, party: identity.Party) -> Gap | None:
    """What is missing for this applicant to hand in online; None when nothing is."""
    wanted = Assurance(definition.assurances.online)
    return Gap(wanted, party.assurance, HOW[wanted]) if party.assurance < wanted else None
