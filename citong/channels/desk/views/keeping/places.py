"""Halls and windows: opened, changed, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.organisations import facade as organisations

from ...screens import official, sent, show, today
from ...structure_forms import HallChange, HallOpening, WindowForm
from .forms import fill_in

keepers = permitted(organisations.P.KEEP_STRUCTURE)


@keepers
def halls(request: HttpRequest) -> HttpResponse:
    """Where people can go: the halls that are open, with their windows."""
    return show(request, "desk/keeping/halls.html", {"halls": list(organisations.halls())})


@keepers
def hall(request: HttpRequest, hall_id: int) -> HttpResponse:
    """One hall: where it is, when it is open, and who is met at which window."""
    return show(request, "desk/keeping/hall.html", {"place": organisations.hall(hall_id)})


@keepers
def opening(request: HttpRequest) -> HttpResponse:
    """A hall opens."""
    form = HallOpening(sent(request))

    def open_it() -> None:
        organisations.open_hall(**form.cleaned_data, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=open_it,
        title="新设大厅",
        go="开设",
        then="开设后：首页马上能看到它的地址和时间；再给它开窗口。",
        said="大厅已经开设。",
        back=reverse("desk:halls"),
    )


@keepers
def change(request: HttpRequest, hall_id: int) -> HttpResponse:
    """A hall is called otherwise, has moved, or opens at other hours."""
    place = organisations.hall(hall_id)
    now = {field: getattr(place, field) for field in ("name", "address", "hours", "phone")}
    form = HallChange(sent(request), initial=now)

    def change_it() -> None:
        organisations.change_hall(hall_id, **form.cleaned_data, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=change_it,
        title=f"更改{place.name}",
        go="保存",
        then="保存后：首页和办事指南马上按新的显示。",
        said="已经保存。",
        back=_hall(hall_id),
    )


@keepers
@require_POST
def closing(request: HttpRequest, hall_id: int) -> HttpResponse:
    """Nobody is sent to this hall any more."""
    organisations.close_hall(hall_id, by=official(request), at=timezone.now())
    messages.success(request, "大厅已经关闭，首页不再显示。")
    return redirect("desk:halls")


@keepers
def window_opening(request: HttpRequest, hall_id: int) -> HttpResponse:
    """A department opens a window in a hall."""
    place = organisations.hall(hall_id)
    form = WindowForm(sent(request), departments=_departments())

    def open_it() -> None:
        organisations.open_window(place.code, **_said(form), by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=open_it,
        title=f"{place.name}开一个窗口",
        go="开窗口",
        then="开了以后：这个单位的办事指南里会写着这个窗口。",
        said="窗口已经开了。",
        back=_hall(hall_id),
    )


@keepers
def window_change(request: HttpRequest, window_id: int) -> HttpResponse:
    """A window gets another number, moves, or is staffed by another department."""
    window = organisations.window(window_id)
    now = {"number": window.number, "floor": window.floor, "department": window.department_id}
    form = WindowForm(sent(request), initial=now, departments=_departments())

    def change_it() -> None:
        organisations.change_window(window_id, **_said(form), by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=change_it,
        title=f"更改{window.hall.name} {window.number} 号窗口",
        go="保存",
        then="保存后：办事指南马上按新的显示。",
        said="已经保存。",
        back=_hall(window.hall_id),
    )


@keepers
@require_POST
def window_closing(request: HttpRequest, window_id: int) -> HttpResponse:
    """Nobody is sent to this window any more."""
    window = organisations.close_window(window_id, by=official(request), at=timezone.now())
    messages.success(request, "窗口已经关了，办事指南不再写它。")
    return redirect(_hall(window.hall_id))


def _hall(hall_id: int) -> str:
    return reverse("desk:hall", args=[hall_id])


def _departments() -> dict[int, str]:
    return {each.pk: each.name for each in organisations.departments(on=today())}


def _said(form: WindowForm) -> dict[str, Any]:  # Any: values of forms
    said = {**form.cleaned_data}
    return {"department_id": int(said.pop("department")), **said}
