"""The moment at which a term ends, for limits in hours and for whoever needs more than the day. Pure.

Civil Code, art. 201: hours run from the moment of the event, nights and days off included; art. 203: a last day that
is a day off moves to the next working day, and the last day ends at midnight. Days are days in China, which keeps one
time.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from citong.kernel.workdays import ONE_DAY, WorkCalendar, next_working_day

from .clock import WHILE_IT_LASTS, Extension, Limit, Pause, Unit, last_day, spans_of

CHINA = ZoneInfo("Asia/Shanghai")
A_MOMENT = timedelta(microseconds=1)


def last_moment(
    started_at: datetime,
    limit: Limit,
    *,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension] = (),
    calendar: WorkCalendar,
) -> datetime | None:
    """The moment until which a term lasts that began with an event at `started_at`; None while a pause lasts.

    Pauses are kept by the day, so each day of a pause is twenty-four hours of a limit in hours.
    """
    start = started_at.astimezone(CHINA)
    if limit.unit is not Unit.HOURS:
        day = last_day(start.date(), limit, pauses=pauses, extensions=extensions, calendar=calendar)
        return _end_of(day) if day else None
    end = _run(start, limit.amount, pauses, calendar)
    if end is None or not extensions:
        return end
    more = Limit(extensions[0].days)
    day = last_day(_day_of(end), more, pauses=pauses, extensions=extensions[1:], calendar=calendar)
    return _end_of(day) if day else None


def _run(start: datetime, hours: int, pauses: Sequence[Pause], calendar: WorkCalendar) -> datetime | None:
    end = start + timedelta(hours=hours)
    for since, until in spans_of(pauses):
        if until <= start.date():
            continue
        if since > _day_of(_on_a_working_day(end, calendar)):
            break
        if until == WHILE_IT_LASTS:
            return None
        end += until - max(since, start.date())
        if _day_of(end) < until:  # it began on the days off that the term's end had moved over
            end = _end_of(until)
    return _on_a_working_day(end, calendar)


def _on_a_working_day(end: datetime, calendar: WorkCalendar) -> datetime:
    day = _day_of(end)
    return end if calendar.is_working_day(day) else _end_of(next_working_day(day, calendar))


def _day_of(end: datetime) -> date:
    """The day that a term ends on; midnight is the end of a day, not the beginning of one."""
    return (end - A_MOMENT).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), CHINA)
