"""Arithmetic on working days. Pure: give it a calendar, get back a date.

Administrative Licensing Act, art. 82: periods are counted in working days, without statutory holidays.
Civil Code, arts 200-204: the day of the event is not counted; a last day that is a holiday moves to the next
working day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

SATURDAY = 5
WEEK, WORKED_A_WEEK = 7, 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked: Monday to Friday, but for the days listed (holidays off, make-up weekends on).

    A year that is not in `official_years` has no published holiday notice yet: dates in it are provisional. The mapping
    of exceptions must not change afterwards: the numbering of days is worked out from it once.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def is_provisional(self, day: date) -> bool:
        """Whether the notice of this day's year is still awaited."""
        return day.year not in self.official_years

    @cached_property
    def numbering(self) -> "Numbering":
        """The working days of this calendar, numbered from the first day of time on."""
        against_the_week = {
            day.toordinal(): 1 if is_worked else -1
            for day, is_worked in self.exceptions.items()
            if is_worked != (day.weekday() < SATURDAY)
        }
        turns = sorted(against_the_week)
        shifts = [0, *accumulate(against_the_week[turn] for turn in turns)]
        upto = [_weekdays_until(turn) + shift for turn, shift in zip(turns, shifts[1:], strict=True)]
        return Numbering(turns, shifts, upto)


@dataclass(frozen=True)
class Numbering:
    """Which working day a day is, and back, without walking there: the ordinary week is a division, and only the days
    that differ from it, some thirty a year, are looked up. 1 January of year 1 was a Monday, so weeks need no shift.
    """

    turns: Sequence[int]  # the days that differ from the ordinary week, as ordinals, in order
    shifts: Sequence[int]  # how many days more are worked than in ordinary weeks, before each turn and after the last
    upto: Sequence[int]  # how many days are worked until each turn, itself included

    def until(self, day: date) -> int:
        """How many working days there are until the end of this day."""
        ordinal = day.toordinal()
        return _weekdays_until(ordinal) + self.shifts[bisect_right(self.turns, ordinal)]

    def day(self, number: int) -> date:
        """The working day with this number."""
        ahead = bisect_left(self.upto, number)
        weeks, rest = divmod(number - self.shifts[ahead] - 1, WORKED_A_WEEK)
        ordinal = weeks * WEEK + rest + 1
        return date.fromordinal(min(ordinal, self.turns[ahead]) if ahead < len(self.turns) else ordinal)


def _weekdays_until(ordinal: int) -> int:
    weeks, rest = divmod(ordinal, WEEK)
    return weeks * WORKED_A_WEEK + min(rest, WORKED_A_WEEK)


def add_working_days(start: date, days: int, calendar: WorkCalendar) -> date:
    """The date `days` working days after `start`, which itself is not counted; `start` when `days` is 0."""
    if days <= 0:
        return start
    return calendar.numbering.day(calendar.numbering.until(start) + days)


def subtract_working_days(end: date, days: int, calendar: WorkCalendar) -> date:
    """The last date from which `days` working days lie ahead until `end`, that one counted; `end` when `days` is 0."""
    if days <= 0:
        return end
    return calendar.numbering.day(calendar.numbering.until(end) - days + 1) - ONE_DAY


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days lie after `start`, up to and including `end`; negative when `end` is earlier."""
    return calendar.numbering.until(end) - calendar.numbering.until(start)


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """`day` itself when it is worked, else the first working day after it."""
    return day if calendar.is_working_day(day) else add_working_days(day, 1, calendar)


def days_off_between(start: date, end: date, calendar: WorkCalendar) -> list[date]:
    """The days after `start`, up to and including `end`, that are not counted; for explanations."""
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return [day for day in span if not calendar.is_working_day(day)]
