"""The working calendar has changed: the last days of open office work are worked out again, the old ones kept."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..lifecycle import RECOMPUTE, CountersigningState
from ..models import Countersigning, Task
from ..rules import due_day
from .moves import write_countersigning, write_task


@transaction.atomic
def recompute_terms(*, first_day: date, last_day: date, by: Actor, at: datetime) -> int:
    """The calendar changed between these days; returns how many terms moved."""
    asking = Countersigning.objects.filter(
        state=CountersigningState.ASKING, due_on__gte=first_day, sent_at__date__lte=last_day
    )
    open_tasks = Task.objects.filter(ended_at=None, due_on__gte=first_day, issued_at__date__lte=last_day)
    moved = [
        _countersigning_moved(each, by=by, at=at)
        for each in asking.select_for_update(of=("self",)).order_by("id").iterator()
    ]
    moved += [
        _task_moved(each, by=by, at=at) for each in open_tasks.select_for_update(of=("self",)).order_by("id").iterator()
    ]
    return sum(moved)


def _countersigning_moved(countersigning: Countersigning, *, by: Actor, at: datetime) -> bool:
    before = countersigning.due_on
    sent_on = timezone.localdate(countersigning.sent_at)
    countersigning.due_on = due_day(sent_on, countersigning.days, organisations.work_calendar())
    if countersigning.due_on == before:
        return False
    countersigning.save(update_fields=["due_on"])
    countersigning.opinions.filter(is_awaited=True).update(due_on=countersigning.due_on)
    state, change = countersigning.state, _change(before, countersigning.due_on)
    write_countersigning(countersigning, RECOMPUTE, before=state, by=by, name=by.name, at=at, **change)
    return True


def _task_moved(task: Task, *, by: Actor, at: datetime) -> bool:
    before = task.due_on
    task.due_on = due_day(timezone.localdate(task.issued_at), task.days, organisations.work_calendar())
    if task.due_on == before:
        return False
    task.overdue_at = task.overdue_at if task.due_on < timezone.localdate(at) else None
    task.save(update_fields=["due_on", "overdue_at"])
    task.parts.update(due_on=task.due_on)
    write_task(task, RECOMPUTE, before=task.state, by=by, name=by.name, at=at, **_change(before, task.due_on))
    return True


def _change(before: date, now: date) -> dict[str, str]:
    return {"due_from": before.isoformat(), "due_on": now.isoformat()}
