"""How sure we are of who somebody is: one scale, what raises it, for how long. Pure."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.db.models import IntegerChoices


class Assurance(IntegerChoices):
    """How sure we are of who somebody is; one internal scale."""

    NONE = 0, "未注册"
    REGISTERED = 1, "已注册"
    REAL_NAME = 2, "已实名"
    ADVANCED = 3, "高级实名"
    CERTIFICATE = 4, "数字证书"


class Method(StrEnum):
    """What raises assurance."""

    SOURCE = "source"  # name, document and two more proofs agree with their sources
    COUNTER = "counter"  # a clerk has seen the person and the document
    BUSINESS_LICENCE = "business_licence"  # the enterprise has shown its electronic licence
    PARTNER = "partner"  # another hall or site, whose word we take, has verified the document
    CERTIFICATE = "certificate"  # somebody has signed with the key of a certificate


class Attribute(StrEnum):
    """The proof beside document and telephone (国办函〔2016〕108号: the document, and two of these)."""

    SOCIAL_CARD = "social_card"
    BANK_CARD = "bank_card"
    HOUSING_FUND = "housing_fund"
    DRIVER_FILE = "driver_file"


class Outcome(StrEnum):
    """What a source says."""

    MATCH = "match"
    MISMATCH = "mismatch"
    NO_RECORD = "no_record"
    SILENT = "silent"


WORTH = {
    Method.SOURCE: Assurance.REAL_NAME,
    Method.PARTNER: Assurance.REAL_NAME,  # unless more was agreed with the partner
    Method.COUNTER: Assurance.ADVANCED,
    Method.BUSINESS_LICENCE: Assurance.CERTIFICATE,
    Method.CERTIFICATE: Assurance.CERTIFICATE,
}
ATTRIBUTE_NAMES = {
    Attribute.SOCIAL_CARD: "社会保障卡卡号",
    Attribute.BANK_CARD: "银行卡卡号",
    Attribute.HOUSING_FUND: "住房公积金账号",
    Attribute.DRIVER_FILE: "驾驶证档案编号",
}


class Counting(Protocol):
    """A proof, as far as it counts."""

    level: int
    valid_until: date | None


def level_of(proofs: Iterable[Counting], *, on: date) -> Assurance:
    """What these proofs are worth on a day: as much as the best of them that has not run out.

    No law lets a comparison with the source run out. What a clerk saw ends with the document that was shown, a
    certificate's word with the certificate: the day stands with the proof.
    """
    worth = [each.level for each in proofs if each.valid_until is None or each.valid_until >= on]
    return Assurance(max(worth, default=Assurance.REGISTERED))
