"""Questions about divisions, departments, posts, staff, halls, and working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, FilteredRelation, Prefetch, Q, QuerySet

from citong.kernel.workdays import WorkCalendar

from .errors import NoSuchDepartment, NoSuchDivision, NoSuchPost, NoSuchStaff, NoSuchYear
from .models import CalendarChange, CalendarDay, CalendarYear, Department, Division, Hall, Post, Staff, Window

SIGNIFICANT_DIGITS = {
    Division.Level.PROVINCE: 2,
    Division.Level.CITY: 4,
    Division.Level.COUNTY: 6,
    Division.Level.TOWN: 9,
    Division.Level.VILLAGE: 12,
}


@dataclass(frozen=True)
class Standing:
    """As whom a member of staff acts on a day: for which department, in which posts, with which duties."""

    staff_id: int
    name: str
    department_id: int
    posts: frozenset[int]
    duties: frozenset[str]


def division(code: str) -> Division:
    """The division under this 12-digit code."""
    found = Division.objects.select_related("parent").filter(pk=code).first()
    if found is None:
        raise NoSuchDivision("没有这个行政区划代码。", division=code)
    return found


def children_of(code: str) -> QuerySet[Division]:
    """The divisions right below this one, by code."""
    return Division.objects.filter(parent=code).order_by("code")


def streets_of(code: str) -> QuerySet[Division]:
    """All streets and townships within this division, by code."""
    above = division(code)
    prefix = code[: SIGNIFICANT_DIGITS[Division.Level(above.level)]]
    return Division.objects.filter(level=Division.Level.TOWN, code__startswith=prefix).order_by("code")


def department(code: str) -> Department:
    """The department under this short name."""
    return _one_department(Q(code=code))


def department_by_id(department_id: int) -> Department:
    """The department with this id."""
    return _one_department(Q(pk=department_id))


def department_by_uscc(uscc: str) -> Department:
    """The department with this unified social credit code."""
    return _one_department(Q(uscc=uscc))


def _one_department(wanted: Q) -> Department:
    found = Department.objects.select_related("division").filter(wanted).first()
    if found is None:
        raise NoSuchDepartment("找不到这个部门。")
    return found


def departments(*, on: date) -> QuerySet[Department]:
    """The departments that exist on this day, by code."""
    return (
        Department.objects.select_related("division")
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
        .order_by("code")
    )


def current_department(department_id: int, *, on: date) -> Department:
    """Who answers on this day for what the department did: itself, or the last of its successors."""
    found = department_by_id(department_id)
    while found.valid_to is not None and found.valid_to <= on and found.successor_id is not None:
        found = department_by_id(found.successor_id)
    return found


def posts_of(department_id: int) -> QuerySet[Post]:
    """The posts of a department, by code."""
    return Post.objects.select_related("department").filter(department=department_id).order_by("code")


def post(department_code: str, post_code: str) -> Post:
    """The post of this department under this code."""
    found = posts_by_keys([(department_code, post_code)])
    if not found:
        raise NoSuchPost("这个部门没有这个岗位。", department=department_code, post=post_code)
    return found[department_code, post_code]


def posts_by_keys(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Post]:
    """The posts under these pairs of department code and post code, in one query; what does not exist is left out."""
    wanted = set(keys)
    found = Post.objects.select_related("department").filter(
        department__code__in={department_code for department_code, _ in wanted}, code__in={code for _, code in wanted}
    )
    by_key = {(each.department.code, each.code): each for each in found.order_by("department__code", "code")}
    return {key: each for key, each in by_key.items() if key in wanted}


def staffed_posts(keys: Iterable[tuple[str, str]], *, on: date) -> dict[tuple[str, str], int]:
    """How many people hold each of these posts on this day, by codes of department and post; one query.

    Posts that do not exist, or whose department does not on this day, are left out.
    """
    wanted = set(keys)
    held = Q(assignments__valid_from__lte=on) & (Q(assignments__valid_to=None) | Q(assignments__valid_to__gt=on))
    found = (
        posts_on(on)
        .filter(department__code__in={department_code for department_code, _ in wanted})
        .annotate(holders=Count("assignments__staff", filter=held, distinct=True))
    )
    counted = {(each.department.code, each.code): each.holders for each in found}
    return {key: holders for key, holders in counted.items() if key in wanted}


def posts_on(day: date) -> QuerySet[Post]:
    """The posts of all departments that exist on this day, each with its department, by their codes."""
    exists = Q(department__valid_to=None) | Q(department__valid_to__gt=day)
    posts = Post.objects.select_related("department").filter(exists, department__valid_from__lte=day)
    return posts.order_by("department__code", "code")


def staff_member(staff_id: int) -> Staff:
    """Somebody who works here, with the department."""
    found = Staff.objects.select_related("department").filter(pk=staff_id).first()
    if found is None:
        raise NoSuchStaff("找不到这位工作人员。")
    return found


def staff_of(department_id: int) -> QuerySet[Staff]:
    """Who works for this department, by number."""
    return Staff.objects.select_related("department").filter(department=department_id).order_by("number")


def standing_of(staff_id: int, *, on: date) -> Standing:
    """As whom this member of staff acts on this day; one query."""
    held = FilteredRelation(
        "assignments",
        condition=Q(assignments__valid_from__lte=on)
        & (Q(assignments__valid_to=None) | Q(assignments__valid_to__gt=on)),
    )
    rows = list(
        Staff.objects.filter(pk=staff_id)
        .annotate(held=held)
        .order_by("held__post")
        .values_list("name", "department_id", "held__post_id", "held__post__duty")
    )
    if not rows:
        raise NoSuchStaff("找不到这位工作人员。")
    name, department_id = rows[0][:2]
    posts = {post_id: duty for _, _, post_id, duty in rows if post_id is not None}
    return Standing(staff_id, name, department_id, posts=frozenset(posts), duties=frozenset(posts.values()))


def halls() -> QuerySet[Hall]:
    """All halls by code, each with its windows and their departments."""
    windows = Window.objects.select_related("department").order_by("number")
    return Hall.objects.select_related("division").prefetch_related(Prefetch("windows", windows)).order_by("code")


def windows_of(department_id: int) -> QuerySet[Window]:
    """Where a department can be met: its windows, with their halls."""
    return Window.objects.select_related("hall").filter(department=department_id).order_by("hall__code", "number")


def work_calendar() -> WorkCalendar:
    """The working calendar as it stands; one tiny query, the days are kept in the process until they change."""
    return _calendar_of_version(calendar_version())


def calendar_version() -> int:
    """Rises with every change of the calendar; 0 before the first."""
    return CalendarChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


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
