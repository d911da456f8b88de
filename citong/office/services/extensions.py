"""More time for a supervised task: asked for by the leading department, answered by the supervisor."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..errors import ExtensionPending, NothingAsked, WordsMissing
from ..lifecycle import TASK
from ..models import Extension, Task
from ..rules import due_day
from .moves import step_task
from .roles import led, supervised
from .wording import faults_of_days, remark, words


@transaction.atomic
def ask_extension(task_id: int, *, days: int, reason: str, by: Actor, at: datetime) -> Extension:
    """The leading department needs so many more working days, and says why."""
    task, name = led(task_id, by=by)
    TASK.after("ask_extension", task.state)
    if task.extensions.filter(answered_at=None).exists():
        raise ExtensionPending("上一次延期申请还没有答复。", remedy="请等交办单位答复。")
    if faults := faults_of_days(days):
        raise WordsMissing("延期申请还不能提交。", faults=faults)
    said = words(reason, field="reason", missing="请写明为什么要延期。")
    step_task(task, "ask_extension", by=by, name=name, at=at, note=said, days=days)
    asked = Extension.objects.create(task=task, days=days, reason=said, asked_at=at, asked_by=by.id, asked_by_name=name)
    task.awaits_answer = True
    task.save(update_fields=["awaits_answer"])
    return asked


@transaction.atomic
def grant_extension(task_id: int, *, answer: str = "", by: Actor, at: datetime) -> Task:
    """The supervisor gives the time that was asked for; it counts on from the term as it was."""
    task, name = supervised(task_id, by=by)
    TASK.after("grant_extension", task.state)
    asked = _pending(task)
    before = task.due_on
    task.days += asked.days
    task.due_on = due_day(timezone.localdate(task.issued_at), task.days, organisations.work_calendar())
    _answer(asked, granted=True, answer=remark(answer, field="answer"), name=name, at=at)
    change = {"days": asked.days, "due_from": before.isoformat(), "due_on": task.due_on.isoformat()}
    step_task(task, "grant_extension", by=by, name=name, at=at, note=asked.answer, **change)
    task.awaits_answer = False
    task.overdue_at = task.overdue_at if task.due_on < timezone.localdate(at) else None
    task.save(update_fields=["days", "due_on", "awaits_answer", "overdue_at"])
    task.parts.update(due_on=task.due_on)
    return task


@transaction.atomic
def refuse_extension(task_id: int, *, answer: str, by: Actor, at: datetime) -> Task:
    """The term stays as it is, and why."""
    task, name = supervised(task_id, by=by)
    TASK.after("refuse_extension", task.state)
    asked = _pending(task)
    said = words(answer, field="answer", missing="请写明为什么不同意延期。")
    _answer(asked, granted=False, answer=said, name=name, at=at)
    step_task(task, "refuse_extension", by=by, name=name, at=at, note=said, days=asked.days)
    task.awaits_answer = False
    task.save(update_fields=["awaits_answer"])
    return task


def set_aside(task: Task, *, why: str, name: str, at: datetime) -> None:
    """What was asked for is no longer needed."""
    for asked in task.extensions.filter(answered_at=None):
        _answer(asked, granted=False, answer=why, name=name, at=at)


def _pending(task: Task) -> Extension:
    asked = task.extensions.filter(answered_at=None).first()
    if asked is None:
        raise NothingAsked("没有等待答复的延期申请。", remedy="请刷新页面看看现在的情况。")
    return asked


def _answer(asked: Extension, *, granted: bool, answer: str, name: str, at: datetime) -> None:
    asked.granted, asked.answer, asked.answered_at, asked.answered_by_name = granted, answer, at, name
    asked.save(update_fields=["granted", "answer", "answered_at", "answered_by_name"])
