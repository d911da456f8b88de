"""When things happen: citizens at any hour of the day and most of them at some, offices in their office hours."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from citong.kernel.workdays import WorkCalendar, add_working_days, next_working_day

ZONE = ZoneInfo(settings.TIME_ZONE)
MORNING = (time(8), time(12))
AFTERNOON = (time(14, 30), time(17, 30))
# How many applications an hour brings, of a thousand: two peaks in office hours, a third when supper is over.
BY_HOUR = dict(zip(range(7, 24), (15, 60, 110, 115, 85, 35, 30, 70, 95, 85, 60, 35, 40, 65, 60, 30, 10), strict=True))
BY_WEEKDAY = (1.25, 1.1, 1.0, 1.0, 0.95)
DAY_OFF = 0.18
LATELY = 15  # days


def filing_instants(
    number: int, *, until: date, years: int, lately: float, calendar: WorkCalendar, random: Random
) -> list[datetime]:
    """The instants at which so many applications are handed in before `until`, in order.

    The share `lately` of them falls on the last days; the others are spread over the years, more and more.
    """
    days = [until - timedelta(days=n) for n in range(365 * years, 0, -1)]
    growing = [_volume(day, calendar) * (1 + 0.6 * place / len(days)) for place, day in enumerate(days)]
    of_late = [_volume(day, calendar) for day in days[-LATELY:]]
    recent = sum(random.random() < lately for _ in range(number))
    chosen = random.choices(days[-LATELY:], cum_weights=list(accumulate(of_late)), k=recent)
    chosen += random.choices(days, cum_weights=list(accumulate(growing)), k=number - recent)
    return sorted(citizens_instant(day, random=random) for day in chosen)


def _volume(day: date, calendar: WorkCalendar) -> float:
    return BY_WEEKDAY[min(day.weekday(), 4)] if calendar.is_working_day(day) else DAY_OFF


def citizens_instant(day: date, *, random: Random) -> datetime:
    """Some time of this day at which people are awake."""
    hour = _drawn(list(BY_HOUR), list(BY_HOUR.values()), random)
    return datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), tzinfo=ZONE)


def _drawn(hours: Sequence[int], weights: Sequence[int], random: Random) -> int:
    return random.choices(hours, weights=weights)[0]


def office_instant(after: datetime, *, days: int, calendar: WorkCalendar, random: Random) -> datetime:
    """An instant in office hours, `days` working days after this one; 0 means as soon as the office comes to it."""
    earliest = after + timedelta(minutes=random.randrange(6, 50))
    day = next_working_day(add_working_days(earliest.date(), days, calendar), calendar)
    half = MORNING if random.random() < 0.55 else AFTERNOON
    at = _between(half, day, random)
    if at >= earliest:
        return at
    if _is_open(earliest.time()):
        return earliest
    if earliest.time() < AFTERNOON[0]:
        return _between(AFTERNOON, day, random)
    return _between(half, next_working_day(day + timedelta(days=1), calendar), random)


def soonest(after: datetime, *, calendar: WorkCalendar, random: Random) -> datetime:
    """The next moment in office hours after this one."""
    earliest = after + timedelta(minutes=random.randrange(6, 50))
    if calendar.is_working_day(earliest.date()) and _is_open(earliest.time()):
        return earliest
    return office_instant(after, days=0, calendar=calendar, random=random)


def first_thing(day: date, *, random: Random) -> datetime:
    """Just after the office has opened."""
    return datetime.combine(day, MORNING[0], tzinfo=ZONE) + timedelta(minutes=random.randrange(2, 20))


def _between(half: tuple[time, time], day: date, random: Random) -> datetime:
    first, last = (datetime.combine(day, moment, tzinfo=ZONE) for moment in half)
    return first + timedelta(seconds=random.randrange(int((last - first).total_seconds())))


def _is_open(moment: time) -> bool:
    return any(begin <= moment < end for begin, end in (MORNING, AFTERNOON))
