"""The two who move a task: whoever supervises it, and the department that leads it."""

from citong.kernel.actors import Actor

from ..errors import NotAsked
from ..models import Task
from ..rules import P, supervising
from .moves import locked_task
from .permission import acting_as


def supervised(task_id: int, *, by: Actor) -> tuple[Task, str]:
    """The task, locked, and the name of whoever supervises it; refuses all others."""
    task = locked_task(task_id, by=by)
    if task.department_id != by.department:
        raise NotAsked("只有交办这件督办的单位能做这一步。")
    return task, acting_as(by, permissions=supervising(task.department.kind))


def led(task_id: int, *, by: Actor) -> tuple[Task, str]:
    """The task, locked, and the name of whoever speaks for its leading department; refuses all others."""
    task = locked_task(task_id, by=by)
    if not task.parts.filter(department=by.department, is_lead=True).exists():
        raise NotAsked("这一步由牵头部门来做。")
    return task, acting_as(by, permissions={P.ANSWER})
