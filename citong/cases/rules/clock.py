"""The two clocks of a case: what the law allows and what the office promised. Pure: dates in, dates out.

Administrative Licensing Act: art. 42 (twenty working days from acceptance, and their extension), art. 45 (eight
procedures whose time does not count), art. 82 (working days). Civil Code: art. 201 (the day of the event is not
counted), art. 202 (months end on the same day, or on the last of the month), art. 203 (a last day that is a holiday
moves to the next working day).

A clock is read from a ledger: the day it started, the pauses, the extensions. Nothing is kept that can be worked out.

- The day on which a pause begins counts, the day on which it ends does not; overlapping pauses count once.
- A pause that begins after the term has run out does not bring the term back.
- A term never ends while a pause lasts, and never on a day off.
- An extension is a term in working days that begins when the limit has ended.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from citong.kernel.workdays import (
    WorkCalendar,
    add_working_days,
    days_off_between,
    next_working_day,
    working_days_between,
)

from .procedures import PROCEDURE_NAMES, STATUTORY_PROCEDURES, Excludes, Procedure, Stops, stops
from .terms import ACCEPTANCE_DAYS, ARTICLE_42, STATUTORY_DAYS

__all__ = [
    "ACCEPTANCE_DAYS",
    "ARTICLE_42",
    "PROCEDURE_NAMES",
    "STATUTORY_DAYS",
    "STATUTORY_PROCEDURES",
    "Excludes",
    "Explanation",
    "Extension",
    "Limit",
    "Pause",
    "Procedure",
    "Stops",
    "Unit",
    "explain",
    "in_words",
    "last_day",
    "paused_days",
    "remaining",
    "statutory_extensions",
    "statutory_pauses",
    "stops",
]

HOURS_A_DAY = 24
MONTHS_A_YEAR = 12
WHILE_IT_LASTS = date.max  # where a pause ends that has not ended
Span = tuple[date, date]


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAYS = "W"
    NATURAL_DAYS = "N"
    MONTHS = "M"
    HOURS = "H"


UNIT_NAMES = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.NATURAL_DAYS: "天",
    Unit.MONTHS: "个月",
    Unit.HOURS: "小时",
}


@dataclass(frozen=True)
class Limit:
    """How much, of which unit, and by which rule."""

    amount: int
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
class Extension:
    """Working days more, by which rule, and which clocks they move."""

    days: int
    article: str = ARTICLE_42
    moves: Stops = Stops.BOTH


@dataclass(frozen=True)
class Explanation:
    """Why a date is the last day: what was counted from, how much, what was added and what was left out."""

    start: date
    limit: Limit
    paused_days: int
    days_off: tuple[date, ...]
    due_on: date
    is_provisional: bool
    extensions: tuple[Extension, ...] = ()
    moved_from: date | None = None  # the day on which the limit or an extension would have ended, were it not off


def last_day(
    start: date,
    limit: Limit,
    *,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension] = (),
    calendar: WorkCalendar,
) -> date | None:
    """The last day in time, counting from the day after `start`; None while a pause lasts.

    With a promise of nothing, decided on the spot, it is `start` itself, or the first working day after it.
    """
    ends = _ends(start, limit, pauses=pauses, extensions=extensions, calendar=calendar)
    return next_working_day(ends[-1], calendar) if ends else None


def _ends(
    start: date, limit: Limit, *, pauses: Sequence[Pause], extensions: Sequence[Extension], calendar: WorkCalendar
) -> list[date]:
    """Where the limit ends, and each extension after it, be it a day off; nothing while a pause lasts."""
    spans, ends, begin = spans_of(pauses), list[date](), start
    for part in (limit, *(Limit(extension.days) for extension in extensions)):
        end = _run(begin, part, spans, calendar)
        if end is None:
            return []
        ends.append(end)
        begin = next_working_day(end, calendar)
    return ends


def _run(start: date, limit: Limit, spans: Sequence[Span], calendar: WorkCalendar) -> date | None:
    """Where one limit ends; each pause that begins in its time moves the end on by what the pause covers of it."""
    end = _unpaused(start, limit, calendar)
    for since, until in spans:
        if until <= start:
            continue
        if since > next_working_day(end, calendar):
            break
        if until == WHILE_IT_LASTS:
            return None
        end = max(_moved(end, (max(since, start), until), limit.unit, calendar), until)
    return end


def _unpaused(start: date, limit: Limit, calendar: WorkCalendar) -> date:
    if limit.unit is Unit.WORKING_DAYS:
        return add_working_days(start, limit.amount, calendar)
    if limit.unit is Unit.MONTHS:
        return _months_later(start, limit.amount)
    if limit.unit is Unit.HOURS:
        # A day without its hour stands for its end, as it does for days; `moments` knows the hour.
        return start + timedelta(days=-(-limit.amount // HOURS_A_DAY))
    return start + timedelta(days=limit.amount)


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, MONTHS_A_YEAR)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _moved(end: date, span: Span, unit: Unit, calendar: WorkCalendar) -> date:
    days = _covered(span, unit, calendar)
    return add_working_days(end, days, calendar) if unit is Unit.WORKING_DAYS else end + timedelta(days=days)


def _covered(span: Span, unit: Unit, calendar: WorkCalendar) -> int:
    since, until = span
    return working_days_between(since, until, calendar) if unit is Unit.WORKING_DAYS else (until - since).days


def spans_of(pauses: Iterable[Pause]) -> list[Span]:
    """The pauses as spans that do not touch, in order; one that ended before it began, by a clock set back, is none."""
    spans: list[Span] = []
    for since, until in sorted((pause.since, pause.until or WHILE_IT_LASTS) for pause in pauses):
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], until))
        elif since <= until:
            spans.append((since, until))
    return spans


def paused_days(pauses: Iterable[Pause], unit: Unit, calendar: WorkCalendar) -> int:
    """How many days the ended pauses cover together; a day covered twice counts once. First day out, last day in.

    Working days for a limit in working days, calendar days for any other.
    """
    ended = [pause for pause in pauses if pause.until is not None]
    return sum(_covered(span, unit, calendar) for span in spans_of(ended))


def statutory_pauses(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses that the law knows: only these stop the statutory clock."""
    return [pause for pause in pauses if pause.stops is Stops.BOTH]


def statutory_extensions(extensions: Iterable[Extension]) -> list[Extension]:
    """The extensions that move the statutory clock too."""
    return [extension for extension in extensions if extension.moves is Stops.BOTH]


def remaining(
    start: date,
    limit: Limit,
    *,
    today: date,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension] = (),
    calendar: WorkCalendar,
) -> int:
    """How many days are left after today, working days for a limit in working days; negative once it is over.

    While a pause lasts it stays what it was on the day the pause began.
    """
    until_today = [replace(pause, until=today) if pause.until is None else pause for pause in pauses]
    due = last_day(start, limit, pauses=until_today, extensions=extensions, calendar=calendar)
    return _covered((today, due or today), limit.unit, calendar)


def explain(
    start: date,
    limit: Limit,
    *,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension] = (),
    calendar: WorkCalendar,
) -> Explanation | None:
    """The last day with its reasons; None while a pause lasts."""
    ends = _ends(start, limit, pauses=pauses, extensions=extensions, calendar=calendar)
    if not ends:
        return None
    due = next_working_day(ends[-1], calendar)
    counted = [(max(since, start), until) for since, until in spans_of(pauses) if until > start and since <= due]
    in_working_days = limit.unit is Unit.WORKING_DAYS
    return Explanation(
        start=start,
        limit=limit,
        paused_days=sum(_covered(span, limit.unit, calendar) for span in counted),
        days_off=tuple(days_off_between(start, due, calendar)) if in_working_days else (),
        due_on=due,
        is_provisional=calendar.is_provisional(due),
        extensions=tuple(extensions),
        moved_from=next((end for end in ends if not calendar.is_working_day(end)), None),
    )


def in_words(why: Explanation) -> str:
    """An explanation as a sentence for people."""
    words = "，".join([_counting(why), *_additions(why), *_left_out(why)])
    basis = f"（{why.limit.article}）" if why.limit.article else ""
    notice = f"。{why.due_on.year} 年放假安排还没有公布，这个日期可能会调整" if why.is_provisional else ""
    return f"{words}，最后一天是 {why.due_on.year} 年 {_day(why.due_on)}{basis}{notice}。"


def _counting(why: Explanation) -> str:
    if not why.limit.amount:
        return f"{_day(why.start)}当天办结"
    since = f"从 {_day(why.start)}" + ("起算" if why.limit.unit is Unit.HOURS else "的第二天起算")
    return f"{since} {why.limit.amount} {UNIT_NAMES[why.limit.unit]}"


def _additions(why: Explanation) -> list[str]:
    unit = Unit.WORKING_DAYS if why.limit.unit is Unit.WORKING_DAYS else Unit.NATURAL_DAYS
    paused = [f"另加停止计时的 {why.paused_days} {UNIT_NAMES[unit]}"] if why.paused_days else []
    return paused + [
        f"经批准延长 {extension.days} 个工作日" + (f"（{extension.article}）" if extension.article else "")
        for extension in why.extensions
    ]


def _left_out(why: Explanation) -> list[str]:
    if why.moved_from:
        return [f"{_day(why.moved_from)}不上班，顺延到下一个工作日"]
    return [f"周末和节假日不算（共 {len(why.days_off)} 天）"] if why.days_off else []


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"
