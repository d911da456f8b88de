"""Arithmetic on working days. Pure: give it a calendar, get back a date.

Administrative Licensing Act, art. 82: periods are counted in working days, without statutory holidays.
Civil Code, arts 200-204: the day of the event is not counted; a last day that is a holiday moves to the next
working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked: Monday to Friday, but for the days listed (holidays off, make-up weekends on).

    A year that is not in `official_years` has no published holiday notice yet: dates in it are provisional.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def is_provisional(self, day: date) -> bool:
        """Whether the notice of this day's year is still awaited."""
        return day.year not in self.official_years


def add_working_days(start: date, days: int, calendar: WorkCalendar) -> date:
    """The date `days` working days after `start`, which itself is not counted; `start` when `days` is 0."""
    day = start
    while days > 0:
        day += ONE_DAY
        days -= calendar.is_working_day(day)
    return day


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days lie after `start`, up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """`day` itself when it is worked, else the first working day after it."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def days_off_between(start: date, end: date, calendar: WorkCalendar) -> list[date]:
    """The days after `start`, up to and including `end`, that are not counted; for explanations."""
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return [day for day in span if not calendar.is_working_day(day)]
