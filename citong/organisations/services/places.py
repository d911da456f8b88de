"""Halls and their windows: where departments can be met. They open, change, and close; what was is kept."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import HallExists, HallInUse, NoSuchHall, NoSuchWindow, WindowExists
from ..models import Hall, Window
from ..queries.structure import department_by_id
from ..queries.structure import division as division_of_code
from ..rules import P
from .naming import refuse_unnamed
from .permission import refuse_unless


@transaction.atomic
def open_hall(
    code: str, *, name: str, address: str, hours: str, division: str, phone: str = "", by: Actor, at: datetime
) -> Hall:
    """A service hall opens its doors."""
    refuse_unless(P.KEEP_STRUCTURE, by=by)
    refuse_unnamed(code=code, name=name, address=address, hours=hours)
    hall, created = Hall.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "address": address,
            "hours": hours,
            "division": division_of_code(division),
            "phone": phone,
        },
    )
    if not created:
        raise HallExists("已经有过同样代码的大厅。", remedy="请换一个代码；关了的大厅，代码也不再用。", hall=hall.pk)
    audit.record("organisations.hall_opened", subject=ref("hall", hall.pk), by=by, at=at)
    return hall


@transaction.atomic
def change_hall(hall_id: int, *, name: str, address: str, hours: str, phone: str, by: Actor, at: datetime) -> Hall:
    """A hall is called otherwise, has moved, or opens at other hours."""
    refuse_unless(P.KEEP_STRUCTURE, by=by)
    refuse_unnamed(name=name, address=address, hours=hours)
    hall = _open_hall(hall_id)
    hall.name, hall.address, hall.hours, hall.phone = name.strip(), address.strip(), hours.strip(), phone.strip()
    hall.save(update_fields=["name", "address", "hours", "phone"])
    audit.record("organisations.hall_changed", subject=ref("hall", hall_id), by=by, at=at)
    return hall


@transaction.atomic
def close_hall(hall_id: int, *, by: Actor, at: datetime) -> Hall:
    """Nobody is sent there any more; its windows have been closed before."""
    refuse_unless(P.KEEP_STRUCTURE, by=by)
    hall = _open_hall(hall_id)
    if hall.windows.filter(closed_at=None).exists():
        raise HallInUse("这个大厅还有开着的窗口。", remedy="请先关窗口，再关大厅。", hall=hall_id)
    hall.closed_at = at
    hall.save(update_fields=["closed_at"])
    audit.record("organisations.hall_closed", subject=ref("hall", hall_id), by=by, at=at)
    return hall


@transaction.atomic
def open_window(hall_code: str, *, number: str, department_id: int, floor: str = "", by: Actor, at: datetime) -> Window:
    """A department opens a window in a hall."""
    refuse_unless(P.KEEP_STRUCTURE, by=by, department_id=department_id)
    refuse_unnamed(number=number)
    hall = Hall.objects.select_for_update(of=("self",)).filter(code=hall_code, closed_at=None).first()
    if hall is None:
        raise NoSuchHall("找不到这个大厅，或者已经关了。", hall=hall_code)
    _refuse_taken(hall.pk, number.strip())
    window = Window.objects.create(
        hall=hall, number=number.strip(), department=department_by_id(department_id), floor=floor.strip()
    )
    audit.record("organisations.window_opened", subject=ref("window", window.pk), by=by, at=at)
    return window


@transaction.atomic
def change_window(window_id: int, *, number: str, department_id: int, floor: str, by: Actor, at: datetime) -> Window:
    """A window gets another number, moves, or is staffed by another department."""
    window = _open_window(window_id)
    refuse_unless(P.KEEP_STRUCTURE, by=by, department_id=window.department_id)
    refuse_unless(P.KEEP_STRUCTURE, by=by, department_id=department_id)
    refuse_unnamed(number=number)
    if number.strip() != window.number:
        _refuse_taken(window.hall_id, number.strip())
    window.number, window.floor, window.department = number.strip(), floor.strip(), department_by_id(department_id)
    window.save(update_fields=["number", "floor", "department"])
    subject = ref("window", window_id)
    audit.record("organisations.window_changed", subject=subject, by=by, at=at, department=department_id)
    return window


@transaction.atomic
def close_window(window_id: int, *, by: Actor, at: datetime) -> Window:
    """Nobody is sent to this window any more; its number may be given to another."""
    window = _open_window(window_id)
    refuse_unless(P.KEEP_STRUCTURE, by=by, department_id=window.department_id)
    window.closed_at = at
    window.save(update_fields=["closed_at"])
    audit.record("organisations.window_closed", subject=ref("window", window_id), by=by, at=at)
    return window


def _open_hall(hall_id: int) -> Hall:
    hall = Hall.objects.select_for_update(of=("self",)).filter(pk=hall_id, closed_at=None).first()
    if hall is None:
        raise NoSuchHall("找不到这个大厅，或者已经关了。", hall=hall_id)
    return hall


def _open_window(window_id: int) -> Window:
    """The window, its hall locked before it, so that numbers are given out one after the other."""
    known = Window.objects.filter(pk=window_id).first()
    if known is not None:
        Hall.objects.select_for_update(of=("self",)).get(pk=known.hall_id)
    window = Window.objects.select_for_update(of=("self",)).filter(pk=window_id, closed_at=None).first()
    if window is None:
        raise NoSuchWindow("找不到这个窗口，或者已经关了。", window=window_id)
    return window


def _refuse_taken(hall_id: int, number: str) -> None:
    """The hall is locked."""
    if Window.objects.filter(hall=hall_id, number=number, closed_at=None).exists():
        raise WindowExists("这个大厅已经有同样号码的窗口。", remedy="请换一个号码。", number=number)
