"""The one place that changes the state of office work, and writes its history in the same breath."""

from datetime import datetime

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NoSuchCountersigning, NoSuchTask
from ..lifecycle import COUNTERSIGNING, TASK
from ..models import Countersigning, CountersigningStep, Task, TaskStep


def locked_countersigning(countersigning_id: int, *, by: Actor | None = None) -> Countersigning:
    """The countersigning, locked until the transaction ends; to a department outside it, it is not there."""
    rows = Countersigning.objects.select_for_update(of=("self",)).select_related("department")
    found = rows.filter(pk=countersigning_id).first()
    if found is None or (by is not None and not _is_among(found, by=by)):
        raise NoSuchCountersigning("找不到这件会签。")
    return found


def _is_among(countersigning: Countersigning, *, by: Actor) -> bool:
    if by.department == countersigning.department_id:
        return True
    return countersigning.opinions.filter(department=by.department).exists()


def locked_task(task_id: int, *, by: Actor | None = None) -> Task:
    """The task, locked until the transaction ends; to a department outside it, it is not there."""
    found = Task.objects.select_for_update(of=("self",)).select_related("department").filter(pk=task_id).first()
    if found is None or (by is not None and not _takes_part(found, by=by)):
        raise NoSuchTask("找不到这件督办。")
    return found


def _takes_part(task: Task, *, by: Actor) -> bool:
    return by.department == task.department_id or task.parts.filter(department=by.department).exists()


def step_countersigning(
    countersigning: Countersigning,
    move: str,
    *,
    by: Actor,
    name: str,
    at: datetime,
    note: str = "",
    **details: object,
) -> None:
    """Make the move or refuse it; the caller saves the countersigning once all is set."""
    before = countersigning.state
    countersigning.state = COUNTERSIGNING.after(move, before)
    write_countersigning(countersigning, move, before=before, by=by, name=name, at=at, note=note, **details)


def write_countersigning(
    countersigning: Countersigning,
    move: str,
    *,
    before: str,
    by: Actor,
    name: str,
    at: datetime,
    note: str = "",
    **details: object,
) -> None:
    """A line of history, and of the audit."""
    CountersigningStep.objects.create(
        countersigning=countersigning,
        move=move,
        from_state=before,
        to_state=countersigning.state,
        at=at,
        actor=by.id,
        actor_name=name,
        department_id=by.department,
        note=note,
        details=details,
    )
    subject = ref("countersigning", countersigning.pk)
    audit.record(f"office.countersigning.{move}", subject=subject, by=by, at=at, **details)


def step_task(task: Task, move: str, *, by: Actor, name: str, at: datetime, note: str = "", **details: object) -> None:
    """Make the move or refuse it; the caller saves the task once all is set."""
    before = task.state
    task.state = TASK.after(move, before)
    write_task(task, move, before=before, by=by, name=name, at=at, note=note, **details)


def write_task(
    task: Task,
    move: str,
    *,
    before: str,
    by: Actor,
    name: str,
    at: datetime,
    note: str = "",
    **details: object,
) -> None:
    """A line of history, and of the audit."""
    TaskStep.objects.create(
        task=task,
        move=move,
        from_state=before,
        to_state=task.state,
        at=at,
        actor=by.id,
        actor_name=name,
        department_id=by.department,
        note=note,
        details=details,
    )
    audit.record(f"office.task.{move}", subject=ref("task", task.pk), by=by, at=at, **details)
