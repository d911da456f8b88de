"""What every notice has: a kind, whom it speaks to, its words for the inbox and for the phone."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import ric

SMS_LENGTH = 70
SHORTEST_ITEM = 6
SHORT_NAME = 4
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")


class Kind(StrEnum):
    """What people are told about."""

    RECEIVED = "received"
    CORRECTIONS_ASKED = "corrections_asked"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    RESUMED = "resumed"
    SUPPLEMENTS_ASKED = "supplements_asked"
    PRE_REVIEW_FAILED = "pre_review_failed"
    ORIGINALS_WANTED = "originals_wanted"
    ORIGINALS_RECEIVED = "originals_received"
    NO_LICENCE_NEEDED = "no_licence_needed"
    SENT_BACK = "sent_back"
    DEEMED_ACCEPTED = "deemed_accepted"
    EXTENDED = "extended"
    PARTY_TOLD = "party_told"
    HEARING_OFFERED = "hearing_offered"
    HEARING_CALLED = "hearing_called"
    FEE_ASKED = "fee_asked"
    FEE_PAID = "fee_paid"
    RENEWED = "renewed"
    CERTIFICATES_READY = "certificates_ready"
    LAPSED = "lapsed"
    TERMINATED = "terminated"
    VOIDED = "voided"
    TAKEN_BACK = "taken_back"
    FORWARDED = "forwarded"
    UPPER_RESULT = "upper_result"
    ORIGINALS_AWAITED = "originals_awaited"
    BLOCKED = "blocked"
    WHOLE_EXTENDED = "whole_extended"
    ALL_DECIDED = "all_decided"
    ALL_DELIVERED = "all_delivered"
    ALL_ENDED = "all_ended"
    ADDITIONS_ASKED = "additions_asked"
    ADDITIONS_MISSED = "additions_missed"
    GLASS_BROKEN = "glass_broken"
    PHONE_CODE = "phone_code"
    PASSWORD_RECOVERED = "password_recovered"  # noqa: S105 -- the word, not one of them
    PHONE_CHANGED = "phone_changed"
    ASSURANCE_RAISED = "assurance_raised"
    ASSURANCE_FELL = "assurance_fell"
    SIGNED_IN_ELSEWHERE = "signed_in_elsewhere"
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    MANDATE_OFFERED = "mandate_offered"
    MANDATE_GIVEN = "mandate_given"
    MANDATE_ENDED = "mandate_ended"


@dataclass(frozen=True)
class About:
    """The application that a notice is about: whose, for what, its number, and the hall that writes."""

    hall: str
    applicant: str
    item: str
    case_number: str


@dataclass(frozen=True)
class Wording:
    """A notice in words: for the inbox, and in short for the phone."""

    kind: Kind
    title: str
    body: str
    sms: str


def masked(name: str) -> str:
    """A name that its bearer recognises and strangers do not: 陈*, 泉州…公司."""
    if len(name) <= SHORT_NAME:
        return name[:1] + "*" * (len(name) - 1)
    return f"{name[:2]}…{name[-2:]}"


def has_id_number(text: str) -> bool:
    """Whether a citizen's identity number stands in this text; GB 11643, with its check digit."""
    return any(ric.is_valid(found.upper()) for found in ID_NUMBER.findall(text))


def wording(kind: Kind, about: About, *, title: str, body: str, sms: str, to: str = "") -> Wording:
    """`to` is whom the notice speaks to when it is not the applicant."""
    who = about.applicant if to else "您"
    return Wording(
        kind=kind,
        title=f"{title}：{shortened(about.item, 60)}",
        body=f"{to or about.applicant}：\n{who}申请办理“{about.item}”（办件编号 {about.case_number}）。{body}",
        sms=_sms(about, to=to or about.applicant, outcome=sms),
    )


def _sms(about: About, *, to: str, outcome: str) -> str:
    """One part of a text message: the names of item and hall give way, the outcome and the number never do."""
    ending = f"”{outcome}。{about.case_number}"
    greeting = f"{masked(to)}："
    room = SMS_LENGTH - len(ending) - len(greeting) - len("【】“")
    hall = shortened(about.hall, room - SHORTEST_ITEM)
    return f"【{hall}】{greeting}“{shortened(about.item, room - len(hall))}{ending}"


def shortened(text: str, length: int) -> str:
    """The beginning of a text, no longer than this."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def in_words(day: date) -> str:
    """2026 年 9 月 21 日."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def short_day(day: date) -> str:
    """9月21日."""
    return f"{day.month}月{day.day}日"
