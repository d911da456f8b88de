"""Organisations: divisions, departments with their posts and people, halls and windows, and the working calendar.

Other modules use this file and no other of this folder. A `valid_to` or an `on` that ends something is the first
day without it.
"""

from .errors import (
    CannotAppoint,
    CannotReorganise,
    DepartmentExists,
    HallExists,
    NoSuchDepartment,
    NoSuchDivision,
    NoSuchHall,
    NoSuchPost,
    NoSuchStaff,
    NoSuchYear,
    NotAnAdministrator,
    NotAssigned,
    PostExists,
    WindowExists,
)
from .facts import CalendarChanged, DepartmentReorganised
from .models import CalendarDay, CalendarYear
from .queries import (
    Standing,
    calendar_changes,
    calendar_version,
    calendar_year,
    calendar_years,
    children_of,
    current_department,
    department,
    department_by_id,
    department_by_uscc,
    departments,
    division,
    halls,
    post,
    posts_by_keys,
    posts_of,
    staff_member,
    staff_of,
    standing_of,
    streets_of,
    windows_of,
    work_calendar,
)
from .rules import check_credit_code, normal_credit_code, synthetic_credit_code, valid_credit_code
from .services.calendar import clear_calendar_day, publish_calendar_year, seed_calendar, set_calendar_day
from .services.divisions import load_divisions
from .services.structure import (
    appoint,
    create_post,
    end_assignment,
    establish_department,
    open_hall,
    open_window,
    reorganise,
)

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "load_divisions",
    "establish_department",
    "create_post",
    "appoint",
    "end_assignment",
    "open_hall",
    "open_window",
    "reorganise",
    "seed_calendar",
    "publish_calendar_year",
    "set_calendar_day",
    "clear_calendar_day",
    # asked
    "division",
    "children_of",
    "streets_of",
    "department",
    "department_by_id",
    "department_by_uscc",
    "departments",
    "current_department",
    "posts_of",
    "post",
    "posts_by_keys",
    "staff_member",
    "staff_of",
    "Standing",
    "standing_of",
    "halls",
    "windows_of",
    "work_calendar",
    "calendar_version",
    "calendar_year",
    "calendar_years",
    "calendar_changes",
    "CalendarYear",
    "CalendarDay",
    "check_credit_code",
    "normal_credit_code",
    "valid_credit_code",
    "synthetic_credit_code",
    # told
    "DepartmentReorganised",
    "CalendarChanged",
    # refused
    "NotAnAdministrator",
    "NoSuchDivision",
    "NoSuchDepartment",
    "NoSuchPost",
    "NoSuchStaff",
    "NoSuchHall",
    "NoSuchYear",
    "DepartmentExists",
    "CannotReorganise",
    "PostExists",
    "CannotAppoint",
    "NotAssigned",
    "HallExists",
    "WindowExists",
]
