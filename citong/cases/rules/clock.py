"""The two clocks of a case: what the law allows and what the office promised. Pure: dates in, dates out.

Administrative Licensing Act: art. 42 (twenty working days from acceptance), art. 45 (eight procedures whose time does
not count), art. 82 (working days). Civil Code: art. 201 (the day of the event is not counted), art. 203 (a last day
that is a holiday moves to the next working day).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from citong.kernel.workdays import (
    WorkCalendar,
    add_working_days,
    days_off_between,
    next_working_day,
    working_days_between,
)

ARTICLE_42 = "《行政许可法》第四十二条"
STATUTORY_DAYS = 20  # art. 42, unless another law says otherwise
ACCEPTANCE_DAYS = 5  # art. 32: to tell what is missing, or to accept


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAYS = "W"
    NATURAL_DAYS = "N"


class Stops(StrEnum):
    """Which clock a pause stops."""

    PROMISED = "promised"
    BOTH = "both"


class Procedure(StrEnum):
    """The eight procedures of art. 45; no other stops the statutory clock."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    EXAMINATION = "examination"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"


PROCEDURE_NAMES = {
    Procedure.HEARING: "听证",
    Procedure.TENDER: "招标",
    Procedure.AUCTION: "拍卖",
    Procedure.EXAMINATION: "检验",
    Procedure.TESTING: "检测",
    Procedure.QUARANTINE: "检疫",
    Procedure.APPRAISAL: "鉴定",
    Procedure.EXPERT_REVIEW: "专家评审",
}


@dataclass(frozen=True)
class Limit:
    """How many days, of which kind, and by which rule."""

    days: int
    unit: Unit = Unit.WORKING_DAYS
    article: str = ARTICLE_42


@dataclass(frozen=True)
class Pause:
    """Time that does not count; `until` is None while it lasts."""

    since: date
    until: date | None
    stops: Stops = Stops.BOTH
    reason: str = ""


@dataclass(frozen=True)
class Explanation:
    """Why a date is the last day: what was counted from, how much, and what was left out."""

    start: date
    limit: Limit
    paused_days: int
    days_off: tuple[date, ...]
    due_on: date
    is_provisional: bool


def last_day(start: date, limit: Limit, *, pauses: Sequence[Pause], calendar: WorkCalendar) -> date | None:
    """The last day in time, counting from the day after `start`; None while a pause lasts."""
    if any(pause.until is None for pause in pauses):
        return None
    if limit.unit is Unit.WORKING_DAYS:
        return add_working_days(start, limit.days + paused_days(pauses, limit.unit, calendar), calendar)
    end = start + timedelta(days=limit.days + paused_days(pauses, limit.unit, calendar))
    return next_working_day(end, calendar)


def paused_days(pauses: Iterable[Pause], unit: Unit, calendar: WorkCalendar) -> int:
    """How many days the ended pauses cover together; a day covered twice counts once. First day out, last day in."""
    total = 0
    for since, until in _union(pauses):
        whole = unit is Unit.NATURAL_DAYS
        total += (until - since).days if whole else working_days_between(since, until, calendar)
    return total


def _union(pauses: Iterable[Pause]) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    for since, until in sorted((p.since, p.until) for p in pauses if p.until is not None):
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], until))
        else:
            spans.append((since, until))
    return spans


def statutory_pauses(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses that the law knows: only these stop the statutory clock."""
    return [pause for pause in pauses if pause.stops is Stops.BOTH]


def explain(start: date, limit: Limit, *, pauses: Sequence[Pause], calendar: WorkCalendar) -> Explanation | None:
    """The last day with its reasons; None while a pause lasts."""
    due = last_day(start, limit, pauses=pauses, calendar=calendar)
    if due is None:
        return None
    off = days_off_between(start, due, calendar) if limit.unit is Unit.WORKING_DAYS else []
    return Explanation(
        start=start,
        limit=limit,
        paused_days=paused_days(pauses, limit.unit, calendar),
        days_off=tuple(off),
        due_on=due,
        is_provisional=calendar.is_provisional(due),
    )


def in_words(why: Explanation) -> str:
    """An explanation as a sentence for people."""
    unit = "个工作日" if why.limit.unit is Unit.WORKING_DAYS else "天"
    parts = [f"从 {_day(why.start)}的第二天起算 {why.limit.days} {unit}"]
    if why.paused_days:
        parts.append(f"另加停止计时的 {why.paused_days} {unit}")
    if why.days_off:
        parts.append(f"周末和节假日不算（共 {len(why.days_off)} 天）")
    words = "，".join(parts) + f"，最后一天是 {why.due_on.year} 年 {_day(why.due_on)}"
    basis = f"（{why.limit.article}）" if why.limit.article else ""
    notice = f"。{why.due_on.year} 年放假安排还没有公布，这个日期可能会调整" if why.is_provisional else ""
    return f"{words}{basis}{notice}。"


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"
