"""Questions about the working calendar."""

from functools import lru_cache

from django.db import connection
from django.db.models import Prefetch, QuerySet

from citong.kernel.workdays import WorkCalendar

from ..errors import NoSuchYear
from ..models import CalendarChange, CalendarDay, CalendarYear


def work_calendar() -> WorkCalendar:
    """The working calendar as it stands; one tiny query, the days are kept in the process until they change."""
    return _calendar_of_version(calendar_version())


def calendar_version() -> int:
    """Rises with every change of the calendar; 0 before the first."""
    with connection.cursor() as cursor:  # by hand: asked by every verb that counts days (benchmarks/moves)
        cursor.execute("select coalesce(max(id), 0) from organisations_calendarchange")
        (version,) = cursor.fetchone()
    return int(version)


@lru_cache(maxsize=1)
def _calendar_of_version(_version: int) -> WorkCalendar:
    return WorkCalendar(
        exceptions=dict(CalendarDay.objects.order_by("day").values_list("day", "is_working")),
        official_years=frozenset(
            CalendarYear.objects.filter(official=True).order_by("year").values_list("year", flat=True)
        ),
    )


def calendar_year(year: int) -> CalendarYear:
    """A year of the calendar, with its days in order."""
    found = calendar_years().filter(pk=year).first()
    if found is None:
        raise NoSuchYear(f"还没有 {year} 年的工作日历。")
    return found


def calendar_years() -> QuerySet[CalendarYear]:
    """The years that the calendar knows, in order, each with its days."""
    days = CalendarDay.objects.order_by("day")
    return CalendarYear.objects.prefetch_related(Prefetch("days", days)).order_by("year")


def calendar_changes() -> QuerySet[CalendarChange]:
    """What was changed in the calendar, newest first."""
    return CalendarChange.objects.order_by("-pk")
