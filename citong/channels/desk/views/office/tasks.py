"""Supervised tasks 督办: what the department has to do, setting tasks, reporting, judging what was reported."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from citong.channels.kit.guards import permitted, staff_only
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, NotFound
from citong.kernel.permissions import has_permission
from citong.kernel.workdays import WorkCalendar
from citong.office import facade as office
from citong.organisations import facade as organisations

from ...forms import add_faults
from ...office_forms import Setting
from ...office_page import TASK_STEPS, OfficeLine, case_behind, events_of, line_of_task, others_than
from ...pages import SIZE, address, after_in, before_in
from ...screens import official, sent, show
from .steps import Said, beginning, case_named, take_step

TABS = {"": "要我们办的", "parts": "交过我们的"}
SUPERVISORS_TABS = {"judge": "等我们答复的", "issued": "我们交办的"}
EMPTY = {
    "": ("没有要办的督办", "交给本单位牵头或者协办的，会出现在这里，先到期的排在前面。"),
    "parts": ("还没有督办交给过本单位", "交给本单位的，办完以后也留在这里。"),
    "judge": ("没有等答复的督办", "牵头部门报告办结、申请延期以后，会出现在这里。"),
    "issued": ("本单位还没有交办过督办", "要督促别的部门办一件事，点“交办”。"),
}
# The main step of a task, whose form stands on its page.
FIRST_STEPS = ("accept", "grant_extension", "report_done")


@staff_only
def tasks(request: HttpRequest) -> HttpResponse:
    """What the department has to do, what it was ever set; of supervisors, what they have set and must answer."""
    viewer = official(request)
    supervises = _supervises(viewer)
    tabs = TABS | SUPERVISORS_TABS if supervises else TABS
    kind = request.GET.get("kind", "")
    kind = kind if kind in tabs else ""
    lines, next_url = _page(request, viewer, kind=kind)
    context = {
        "title": "督办",
        "kind": kind,
        "tabs": [(label, address("desk:tasks", kind=name), name == kind) for name, label in tabs.items()],
        "lines": lines,
        "next_url": next_url,
        "empty": EMPTY[kind],
        "others_head": "谁来办" if kind in SUPERVISORS_TABS else "谁交办的",
        "new_url": reverse("desk:task_new") if supervises else "",
        "new_label": "交办",
    }
    return show(request, "desk/office/list.html", context)


def _supervises(viewer: Actor) -> bool:
    if viewer.department is None or not any(has_permission(viewer, each) for each in office.SUPERVISING_SOMEWHERE):
        return False
    kind = organisations.department_by_id(viewer.department).kind
    return any(has_permission(viewer, each) for each in office.supervising(kind))


def _page(request: HttpRequest, viewer: Actor, *, kind: str) -> tuple[list[OfficeLine], str]:
    shown: Said = {"today": timezone.localdate(), "calendar": organisations.work_calendar()}
    after, before = after_in(request.GET), before_in(request.GET)
    if kind == "issued":
        issued = office.tasks_issued_by(viewer, before=before, size=SIZE + 1)
        return _of_tasks(issued, **shown), _older(kind, [each.pk for each in issued])
    if kind == "judge":
        waiting = office.tasks_to_answer(viewer, after_row=after, size=SIZE + 1)
        return _of_tasks(waiting, **shown), _later(kind, [(each.due_on, each.pk) for each in waiting])
    if kind == "parts":
        parts = office.parts_of(viewer, before=before, size=SIZE + 1)
        return _of_parts(parts, **shown), _older(kind, [each.pk for each in parts])
    parts = office.parts_awaited_from(viewer, after_row=after, size=SIZE + 1)
    return _of_parts(parts, **shown), _later(kind, [(each.due_on, each.pk) for each in parts])


def _of_tasks(found: list[office.Task], *, today: date, calendar: WorkCalendar) -> list[OfficeLine]:
    return [
        line_of_task(
            each,
            others="、".join(part.department.short_name for part in each.parts.all()),
            today=today,
            calendar=calendar,
        )
        for each in found[:SIZE]
    ]


def _of_parts(found: list[office.TaskPart], *, today: date, calendar: WorkCalendar) -> list[OfficeLine]:
    return [
        line_of_task(
            each.task,
            others=f"{each.task.department.short_name}（本单位{'牵头' if each.is_lead else '协办'}）",
            today=today,
            calendar=calendar,
        )
        for each in found[:SIZE]
    ]


def _older(kind: str, ids: list[int]) -> str:
    return address("desk:tasks", kind=kind, before=ids[SIZE - 1]) if len(ids) > SIZE else ""


def _later(kind: str, rows: list[tuple[date, int]]) -> str:
    if len(rows) <= SIZE:
        return ""
    due_on, pk = rows[SIZE - 1]
    return address("desk:tasks", kind=kind, after=f"{due_on}_{pk}")


@permitted(*office.SUPERVISING_SOMEWHERE)
def new(request: HttpRequest) -> HttpResponse:
    """Set a task to other departments."""
    viewer, now = official(request), timezone.now()
    if not _supervises(viewer):
        raise office.NotYourDuty("本单位的这个岗位不交办督办。", remedy="请联系政府督查部门或者行政服务中心。")
    departments = others_than(viewer, on=timezone.localdate(now))
    form = Setting(sent(request), departments=departments, initial=beginning(request))
    if form.is_valid() and (about := case_named(request, form)) is not None:
        try:
            issued = office.issue_task(_order(form.cleaned_data, about=about), by=viewer, at=now)
        except InvalidInput as refused:
            add_faults(form, refused)
        else:
            messages.success(request, f"督办已经交办，编号 {issued.number}。")
            return redirect("desk:task", issued.pk)
    context = {"form": form, "title": "交办督办", "back": reverse("desk:tasks"), "home": "督办"}
    context["then"] = "交办后：编号，牵头和协办部门马上看到；过了期限还没有报告办结的，会标出超期。"
    return show(request, "desk/office/new.html", context, status=422 if form.errors else 200)


def _order(said: Said, *, about: str) -> office.Order:
    return office.Order(
        title=said["title"],
        text=said["text"],
        lead=said["lead"],
        assisting=said["assisting"],
        days=said["days"],
        about=about,
        key=said["key"],
    )


@staff_only
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task: what is to be done, by whom, how far it is, what can be done now."""
    viewer, today = official(request), timezone.localdate()
    found = office.task(task_id, viewer=viewer)
    moves = office.task_moves(found, viewer=viewer)
    first = next((move for move in FIRST_STEPS if move in moves), "")
    context = {
        "task": found,
        "line": line_of_task(found, others="", today=today, calendar=organisations.work_calendar()),
        "about": case_behind(found.about, viewer=viewer),
        "parts": list(found.parts.all()),
        "pending": office.pending_extension(found),
        "events": events_of(found.steps.all(), named=office.task_move_name, departments={}),
        "step": TASK_STEPS.get(first),
        "form": TASK_STEPS[first].form() if first else None,
        "step_url": reverse("desk:task_step", args=[found.pk, first]) if first else "",
        "moves": [
            (reverse("desk:task_step", args=[found.pk, move]), TASK_STEPS[move]) for move in moves if move != first
        ],
    }
    return show(request, "desk/office/task.html", context)


@staff_only
def step(request: HttpRequest, task_id: int, move: str) -> HttpResponse:
    """A step with a task, on a page of its own."""
    viewer = official(request)
    found = office.task(task_id, viewer=viewer)
    if move not in TASK_STEPS:
        raise NotFound("没有找到这个页面。")
    verb = VERBS[move]
    return take_step(
        request,
        TASK_STEPS[move],
        may=move in office.task_moves(found, viewer=viewer),
        act=lambda said: verb(found.pk, **said, by=viewer, at=timezone.now()),
        back=reverse("desk:task", args=[found.pk]),
        context={"thing": found, "home": "督办", "home_url": reverse("desk:tasks")},
    )


VERBS: dict[str, Any] = {  # Any: verbs that take what their form has asked
    "urge": office.urge_task,
    "report_progress": office.report_progress,
    "report_done": office.report_done,
    "ask_extension": office.ask_extension,
    "grant_extension": office.grant_extension,
    "refuse_extension": office.refuse_extension,
    "accept": office.accept_report,
    "send_back": office.send_report_back,
    "withdraw": office.withdraw_task,
}
