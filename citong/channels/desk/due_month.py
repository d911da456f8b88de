"""A month with what is due on each of its days."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.http import urlencode

from citong.cases import facade as cases
from citong.kernel.workdays import WorkCalendar

MOST_SHOWN = 99
YEARS = 50  # nothing is due longer ago or later than that
LATE = "late"


@dataclass(frozen=True)
class DueDay:
    """A day: how much is due, whether it is worked, where it leads."""

    day: date
    number: int
    url: str
    word: str
    kind: str
    is_today: bool
    is_provisional: bool

    @property
    def shown(self) -> str:
        """How much is due; beyond two digits it is enough to know that it is a lot."""
        return f"{self.number} 件" if self.number <= MOST_SHOWN else f"{MOST_SHOWN}+ 件"


def weeks_of(
    first: date, due: cases.DueDays, *, today: date, calendar_of_work: WorkCalendar, whole: bool
) -> list[list[DueDay | None]]:
    """The weeks of the month from Monday; days of other months are left out."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [
        [
            _day(day, due, today=today, calendar_of_work=calendar_of_work, whole=whole)
            if day.month == first.month
            else None
            for day in week
        ]
        for week in weeks
    ]


def last_of(first: date) -> date:
    """The last day of the month."""
    return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])


def month_in(text: str, *, today: date) -> date:
    """The first day of the month that an address names; of this month, when it names none that can be read."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if abs(first.year - today.year) <= YEARS else today.replace(day=1)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """The first day of the month after."""
    return last_of(first) + timedelta(days=1)


def address(name: str, *, whole: bool, **said: str) -> str:
    """The address of a screen of this calendar, for one's posts or the whole department."""
    query = urlencode({**said, **({"whole": "1"} if whole else {})})
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _day(day: date, due: cases.DueDays, *, today: date, calendar_of_work: WorkCalendar, whole: bool) -> DueDay:
    number, is_worked = due.by_day.get(day, 0), calendar_of_work.is_working_day(day)
    differs = is_worked != (day.weekday() < calendar.SATURDAY)
    word = "" if not differs else "班" if is_worked else "休"
    return DueDay(
        day=day,
        number=number,
        url=address("desk:due_list", whole=whole, on=day.isoformat()) if number else "",
        word=word,
        kind="on" if word == "班" else "holiday" if word == "休" else "" if is_worked else "off",
        is_today=day == today,
        is_provisional=calendar_of_work.is_provisional(day),
    )
