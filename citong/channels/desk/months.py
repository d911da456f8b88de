"""A year as twelve small months, each day said to be worked or not."""

import calendar
from dataclasses import dataclass
from datetime import date

from citong.organisations import facade as organisations

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Cell:
    """A day; `word` is 休 or 班 where it differs from the ordinary week."""

    day: date
    word: str
    name: str
    kind: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A month: its weeks from Monday, and its special days in words."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    words: tuple[str, ...]


def months_of(year: organisations.CalendarYear, *, today: date) -> list[Month]:
    """The twelve months of this year of the calendar."""
    special = {day.day: day for day in year.days.all()}
    return [_month(year.year, number, special, today=today) for number in range(1, 13)]


def _month(year: int, number: int, special: dict[date, organisations.CalendarDay], *, today: date) -> Month:
    weeks = calendar.Calendar().monthdatescalendar(year, number)
    inside = [day for day in special if day.month == number]
    return Month(
        number=number,
        weeks=tuple(
            tuple(_cell(day, special, today=today) if day.month == number else None for day in week) for week in weeks
        ),
        words=tuple(
            f"{day.day} 日（星期{WEEKDAYS[day.weekday()]}）{special[day].name}，{_work(special[day].is_working)}"
            for day in sorted(inside)
        ),
    )


def _cell(day: date, special: dict[date, organisations.CalendarDay], *, today: date) -> Cell:
    known = special.get(day)
    if known is None:
        return Cell(day, "", "", "off" if day.weekday() >= calendar.SATURDAY else "", day == today)
    kind, word = ("on", "班") if known.is_working else ("holiday", "休")
    return Cell(day, word, known.name, kind, day == today)


def _work(is_working: bool) -> str:
    return "上班" if is_working else "放假"
