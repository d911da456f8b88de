"""Changing the working calendar. Every change raises its version and is told, because terms may end on other days.

Administrative Licensing Act, art. 82: terms are counted in working days, without statutory holidays.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from chinese_calendar.constants import Holiday, holidays, workdays
from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.outbox import publish
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoSuchYear
from ..facts import CalendarChanged
from ..models import CalendarChange, CalendarDay, CalendarYear
from ..rules import P
from .permission import refuse_unless

OFFICIAL_SOURCE = "国务院办公厅关于部分节假日安排的通知"
ESTIMATE_SOURCE = "按《全国年节及纪念日放假办法》推算，等国务院办公厅通知"
# The days off by the regulation of 2024-11-10 itself; which weekends are moved is not known before the notice.
ESTIMATED_DAYS = (
    (date(2027, 1, 1), "元旦"),
    (date(2027, 2, 5), "春节"),
    (date(2027, 2, 6), "春节"),
    (date(2027, 2, 7), "春节"),
    (date(2027, 2, 8), "春节"),
    (date(2027, 4, 5), "清明"),
    (date(2027, 5, 1), "劳动节"),
    (date(2027, 5, 2), "劳动节"),
    (date(2027, 6, 9), "端午"),
    (date(2027, 9, 15), "中秋"),
    (date(2027, 10, 1), "国庆节"),
    (date(2027, 10, 2), "国庆节"),
    (date(2027, 10, 3), "国庆节"),
)


@transaction.atomic
def seed_calendar(*, by: Actor, at: datetime) -> int:
    """Enter the years known so far; years that are there already stay. Returns how many were added."""
    refuse_unless(P.KEEP_CALENDAR, by=by)
    _lock_calendar()
    days = _known_days()
    absent = sorted({day.year_id for day in days} - set(CalendarYear.objects.values_list("pk", flat=True)))
    if not absent:
        return 0
    estimated = {day.year for day, _ in ESTIMATED_DAYS}
    CalendarYear.objects.bulk_create(
        CalendarYear(
            year=year, official=year not in estimated, source=ESTIMATE_SOURCE if year in estimated else OFFICIAL_SOURCE
        )
        for year in absent
    )
    CalendarDay.objects.bulk_create(day for day in days if day.year_id in absent)
    what = f"录入 {absent[0]} 年到 {absent[-1]} 年的工作日历"
    _change(what, first=date(absent[0], 1, 1), last=date(absent[-1], 12, 31), by=by, at=at)
    return len(absent)


def _known_days() -> list[CalendarDay]:
    names = {holiday.value: holiday.chinese for holiday in Holiday}
    off = [(day, False, names[name]) for day, name in holidays.items()]
    on = [(day, True, f"{names[name]}调休上班") for day, name in workdays.items()]
    estimated = [(day, False, name) for day, name in ESTIMATED_DAYS]
    return [
        CalendarDay(day=day, year_id=day.year, is_working=is_working, name=name)
        for day, is_working, name in [*off, *on, *estimated]
    ]


@transaction.atomic
def publish_calendar_year(
    year: int, *, days: Sequence[tuple[date, bool, str]], source: str, by: Actor, at: datetime
) -> CalendarYear:
    """The State Council's notice for a year has come: its days replace what was entered or estimated before."""
    refuse_unless(P.KEEP_CALENDAR, by=by)
    _check_days(year, days)
    _lock_calendar()
    entered, _ = CalendarYear.objects.update_or_create(year=year, defaults={"official": True, "source": source})
    CalendarDay.objects.filter(year=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, year=entered, is_working=is_working, name=name) for day, is_working, name in days
    )
    _change(f"公布 {year} 年的工作日历", first=date(year, 1, 1), last=date(year, 12, 31), by=by, at=at)
    return entered


def _check_days(year: int, days: Iterable[tuple[date, bool, str]]) -> None:
    seen: set[date] = set()
    faults = {}
    for number, (day, _, _) in enumerate(days, start=1):
        if day.year != year:
            faults[f"第 {number} 行"] = f"{day} 不在 {year} 年。"
        elif day in seen:
            faults[f"第 {number} 行"] = f"{day} 前面已经写过。"
        seen.add(day)
    if not seen:
        faults["days"] = "一天都没有写。"
    if faults:
        raise InvalidInput("日历里有几行不对，没有公布。", faults=faults)


@transaction.atomic
def set_calendar_day(day: date, *, is_working: bool, name: str, by: Actor, at: datetime) -> CalendarDay:
    """A single day is worked, or not, against the ordinary week."""
    refuse_unless(P.KEEP_CALENDAR, by=by)
    _lock_calendar()
    CalendarYear.objects.get_or_create(year=day.year, defaults={"official": False, "source": "手工录入"})
    changed, _ = CalendarDay.objects.update_or_create(
        day=day, defaults={"year_id": day.year, "is_working": is_working, "name": name}
    )
    _change(f"{day} 改为{'上班' if is_working else '放假'}：{name}", first=day, last=day, by=by, at=at)
    return changed


@transaction.atomic
def clear_calendar_day(day: date, *, by: Actor, at: datetime) -> None:
    """A day follows the ordinary week again."""
    refuse_unless(P.KEEP_CALENDAR, by=by)
    _lock_calendar()
    removed, _ = CalendarDay.objects.filter(pk=day).delete()
    if not removed:
        raise NoSuchYear(f"{day} 没有特别安排，不用取消。")
    _change(f"{day} 取消特别安排", first=day, last=day, by=by, at=at)


def _lock_calendar() -> None:
    """One change at a time, so that versions become visible in their order and no reader keeps an older calendar."""
    take_turns("organisations.calendar")


def _change(what: str, *, first: date, last: date, by: Actor, at: datetime) -> None:
    change = CalendarChange.objects.create(at=at, by=by.id, what=what[:200])
    audit.record("organisations.calendar_changed", subject=ref("calendar", change.pk), by=by, at=at)
    publish(CalendarChanged(first_day=first.isoformat(), last_day=last.isoformat()))
