"""Supervised tasks as those who take part in them may see them."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission, reach_of
from citong.organisations import facade as organisations

from ..errors import NoSuchTask
from ..lifecycle import TASK, TASK_MOVES
from ..models import Extension, Task, TaskPart, TaskStep
from ..rules import P, supervising
from .pages import After, after, below


def task(task_id: int, *, viewer: Actor) -> Task:
    """One that the viewer's department set or takes part in, with its parts, extensions and history."""
    found = _whole().filter(pk=task_id).filter(_visible_to(viewer)).first()
    if found is None:
        raise NoSuchTask("找不到这件督办。")
    return found


def tasks_about(a_ref: str, *, viewer: Actor) -> list[Task]:
    """Those about something, such as case:42, newest first."""
    found = Task.objects.select_related("department").filter(about=a_ref).exclude(about="")
    return list(found.filter(_visible_to(viewer)).order_by("-id")[:50])


def parts_awaited_from(viewer: Actor, *, after_row: After | None = None, size: int = 20) -> list[TaskPart]:
    """What the viewer's department has to do, most urgent first."""
    found = _parts().filter(department=viewer.department, is_awaited=True)
    return list(after(found, after_row).order_by("due_on", "id")[:size])


def parts_of(viewer: Actor, *, before: int | None = None, size: int = 20) -> list[TaskPart]:
    """Everything in which the viewer's department ever took part, newest first."""
    return list(below(_parts().filter(department=viewer.department), before).order_by("-id")[:size])


def tasks_to_answer(viewer: Actor, *, after_row: After | None = None, size: int = 20) -> list[Task]:
    """The tasks set by the viewer's department whose report, or wish for more time, waits for an answer."""
    found = _listed().filter(department=viewer.department, awaits_answer=True)
    return list(after(found, after_row).order_by("due_on", "id")[:size])


def tasks_issued_by(viewer: Actor, *, before: int | None = None, size: int = 20) -> list[Task]:
    """The tasks that the viewer's department has set, newest first."""
    return list(below(_listed().filter(department=viewer.department), before).order_by("-id")[:size])


def task_moves(a_task: Task, *, viewer: Actor) -> list[str]:
    """What the viewer may do with it now, in the order of the lifecycle."""
    part = next((part for part in a_task.parts.all() if part.department_id == viewer.department), None)
    is_ours = viewer.department == a_task.department_id
    supervises = is_ours and any(has_permission(viewer, each) for each in supervising(a_task.department.kind))
    answers = part is not None and has_permission(viewer, P.ANSWER)
    open_to = _of_supervisor(a_task) if supervises else set()
    if answers and part is not None:
        open_to |= {"report_progress"} | (_of_lead(a_task) if part.is_lead else set())
    return [move for move in TASK.moves_from(a_task.state) if move in open_to]


def pending_extension(a_task: Task) -> Extension | None:
    """The wish for more time that waits for an answer."""
    return next((asked for asked in a_task.extensions.all() if asked.answered_at is None), None)


def task_move_name(move: str) -> str:
    """A move in words for people."""
    return TASK_MOVES[move]


def _of_supervisor(a_task: Task) -> set[str]:
    answers = {"grant_extension", "refuse_extension"} if pending_extension(a_task) else set()
    return {"urge", "accept", "send_back", "withdraw"} | answers


def _of_lead(a_task: Task) -> set[str]:
    return {"report_done"} if pending_extension(a_task) else {"report_done", "ask_extension"}


def _visible_to(viewer: Actor) -> Q:
    reach = reach_of(viewer, P.READ)
    found = organisations.within(reach)
    if reach.everywhere or viewer.department not in reach.departments:
        return found
    return found | Q(Exists(TaskPart.objects.filter(task=OuterRef("pk"), department=viewer.department)))


def _whole() -> QuerySet[Task]:
    return _listed().prefetch_related(
        Prefetch("extensions", Extension.objects.order_by("id")),
        Prefetch("steps", TaskStep.objects.select_related("department").order_by("id")),
    )


def _listed() -> QuerySet[Task]:
    """The leading department first."""
    parts = TaskPart.objects.select_related("department").order_by("-is_lead", "id")
    return Task.objects.select_related("department").prefetch_related(Prefetch("parts", parts))


def _parts() -> QuerySet[TaskPart]:
    return TaskPart.objects.select_related("task__department")
