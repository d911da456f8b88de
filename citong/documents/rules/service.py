"""Service 送达: how a letter reached its recipient, from which day it counts, and what proves it. Pure.

Administrative letters are served in the ways of the Civil Procedure Act, arts 87 to 95 (2023).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Civil Procedure Act, art. 95: thirty days after the announcement the letter is deemed served.
ANNOUNCED_DAYS = 30


class Way(StrEnum):
    """How a letter is handed over."""

    IN_PERSON = "in_person"
    BY_POST = "by_post"
    ELECTRONIC = "electronic"
    LEFT_BEHIND = "left_behind"
    ANNOUNCED = "announced"


WAY_NAMES: Mapping[Way, str] = {
    Way.IN_PERSON: "当面送达",
    Way.BY_POST: "邮寄送达",
    Way.ELECTRONIC: "电子送达",
    Way.LEFT_BEHIND: "留置送达",
    Way.ANNOUNCED: "公告送达",
}
# Somebody took it with their own hands, and signed.
TAKEN = frozenset({Way.IN_PERSON, Way.BY_POST})


@dataclass(frozen=True)
class Handover:
    """What is said about a service before it is recorded."""

    recipient: str
    how: Way
    delivered_on: date
    received_by: str = ""
    relation: str = ""
    witnesses: Sequence[str] = ()
    has_evidence: bool = False


def served_on(how: Way, delivered_on: date) -> date:
    """From which day the letter counts as served."""
    return delivered_on + timedelta(days=ANNOUNCED_DAYS) if how is Way.ANNOUNCED else delivered_on


def handover_faults(handover: Handover, *, issued_on: date, today: date) -> dict[str, str]:
    """What is wrong with a service, by field."""
    faults = _wrong_day(handover.delivered_on, issued_on=issued_on, today=today)
    if not handover.recipient.strip():
        faults["recipient"] = "请写明送达给谁。"
    if handover.how in TAKEN and not handover.received_by.strip():
        faults["received_by"] = "请写明是谁签收的。"
    # Art. 88: an adult of the household, the legal representative, an agent; said so that it can be checked.
    if handover.received_by.strip() not in {"", handover.recipient.strip()} and not handover.relation.strip():
        faults["relation"] = "不是本人签收的，请写明签收人和受送达人的关系。"
    # Art. 89: with witnesses of the neighbourhood or the employer, or recorded in pictures.
    if handover.how is Way.LEFT_BEHIND and not (any(handover.witnesses) or handover.has_evidence):
        faults["witnesses"] = "留置送达要有见证人，或者附上照片、录像。"
    return faults


def _wrong_day(delivered_on: date, *, issued_on: date, today: date) -> dict[str, str]:
    if delivered_on > today:
        return {"delivered_on": "送达日期不能晚于今天。"}
    if delivered_on < issued_on:
        return {"delivered_on": "送达日期不能早于文书的日期。"}
    return {}
