"""Calendars to count by, and the clock counted by hand."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import chinese_calendar
from hypothesis import strategies as st

from citong.cases.rules.clock import Extension, Limit, Pause, Unit
from citong.kernel.workdays import WorkCalendar

FIRST, LAST = date(2010, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
CHINA = WorkCalendar({day: chinese_calendar.is_workday(day) for day in DAYS}, frozenset(range(2010, 2027)))

starts = st.dates(date(2010, 1, 1), date(2028, 6, 30))
# Holidays and weekends worked, thrown over the year from any start on, as thick as no notice ever was.
invented = st.builds(
    lambda start, off, on: WorkCalendar(
        {start + timedelta(days=n): True for n in on} | {start + timedelta(days=n): False for n in off}
    ),
    starts,
    st.sets(st.integers(0, 120), max_size=40),
    st.sets(st.integers(0, 120), max_size=20),
)
calendars = st.one_of(st.just(CHINA), invented)


def by_hand(
    start: date, limit: Limit, *, pauses: Sequence[Pause], extensions: Sequence[Extension], calendar: WorkCalendar
) -> date | None:
    """The last day, by living through the days one after the other; None when a pause keeps it from ever ending.

    Each day that is not paused takes one from what is left. The term is over at the end of a working day on which
    nothing is left and no pause goes on; then an extension, if there is one, begins in the same way.
    """
    left, counts_days_off = _days_of(start, limit), limit.unit is not Unit.WORKING_DAYS
    more, day = list(extensions), start
    while True:
        while left > 0 or not calendar.is_working_day(day) or _goes_on(pauses, day):
            if any(pause.until is None and pause.since <= day for pause in pauses):
                return None
            day += timedelta(days=1)
            if not _is_paused(pauses, day) and (counts_days_off or calendar.is_working_day(day)):
                left -= 1
        if not more:
            return day
        left, counts_days_off = more.pop(0).days, False


def _days_of(start: date, limit: Limit) -> int:
    if limit.unit is Unit.HOURS:
        return limit.amount // 24 + (1 if limit.amount % 24 else 0)
    if limit.unit is not Unit.MONTHS:
        return limit.amount
    days, day = 0, start
    for _ in range(limit.amount):  # from month to month, then to the day of the month, if there is one
        step = monthrange(day.year, day.month)[1] - day.day + 1
        days, day = days + step, day + timedelta(days=step)
    return days + min(start.day, monthrange(day.year, day.month)[1]) - 1 if limit.amount else 0


def _is_paused(pauses: Sequence[Pause], day: date) -> bool:
    """The day on which a pause begins is not paused, the day on which it ends is."""
    return any(pause.since < day and (pause.until is None or day <= pause.until) for pause in pauses)


def _goes_on(pauses: Sequence[Pause], day: date) -> bool:
    """Whether a pause is on at the end of the day."""
    return any(pause.since <= day and (pause.until is None or day < pause.until) for pause in pauses)
