"""Questions about halls and their windows."""

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Length

from ..errors import NoSuchHall, NoSuchWindow
from ..models import Hall, Window


def halls() -> QuerySet[Hall]:
    """The halls that are open, by code, each with its open windows, 2 before 10, and their departments."""
    windows = Window.objects.select_related("department").filter(closed_at=None).order_by(Length("number"), "number")
    open_ones = Hall.objects.select_related("division").filter(closed_at=None)
    return open_ones.prefetch_related(Prefetch("windows", windows)).order_by("code")


def hall(hall_id: int) -> Hall:
    """The hall under this id with its windows, unless it has closed."""
    found = halls().filter(pk=hall_id).first()
    if found is None:
        raise NoSuchHall("找不到这个大厅，或者已经关了。")
    return found


def window(window_id: int) -> Window:
    """The window under this id, with its hall, unless it has closed."""
    found = Window.objects.select_related("hall").filter(pk=window_id, closed_at=None).first()
    if found is None:
        raise NoSuchWindow("找不到这个窗口，或者已经关了。")
    return found


def windows_of(department_id: int) -> QuerySet[Window]:
    """Where a department can be met: its windows, with their halls."""
    open_ones = Window.objects.select_related("hall").filter(department=department_id, closed_at=None)
    return open_ones.order_by("hall__code", "number")
