"""Supervised tasks 督办, in the order in which it usually happens: set, urged, reported, accepted or sent back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.numbering import next_in_series
from citong.kernel.outbox import publish
from citong.kernel.turns import take_turns
from citong.organisations import facade as organisations

from ..errors import NotAsked, NotYourDuty, WordsMissing
from ..facts import TaskOverdue
from ..lifecycle import TASK, TaskState
from ..models import Task, TaskPart
from ..rules import P, due_day, supervising, task_number
from .extensions import set_aside
from .moves import locked_task, step_task, write_task
from .permission import acting_as
from .roles import led, supervised
from .wording import faults_of_a_paper, faults_of_departments, remark, words


@dataclass(frozen=True)
class Order:
    """A task as it is set: to whom, who assists, by when. Set twice under one key, it is the same task."""

    title: str
    text: str
    lead: int
    days: int
    assisting: Collection[int] = ()
    about: str = ""
    key: str = ""


@transaction.atomic
def issue_task(order: Order, *, by: Actor, at: datetime) -> Task:
    """Set a task to a department, which leads, and to others that assist, within so many working days."""
    department, name = _supervisor(by)
    if order.key:
        take_turns("office.issue", by.id, order.key)
        if earlier := Task.objects.filter(issued_by=by.id, key=order.key).first():
            return earlier
    if faults := _faults_of(order, by=by, at=at):
        raise WordsMissing("督办还不能交办。", faults=faults)
    task = Task(
        title=order.title.strip(),
        text=order.text.strip(),
        about=order.about,
        key=order.key,
        days=order.days,
        department=department,
    )
    _file(task, by=by, name=name, at=at)
    TaskPart.objects.bulk_create(
        TaskPart(task=task, department_id=each, is_lead=each == order.lead, due_on=task.due_on)
        for each in (order.lead, *sorted(set(order.assisting)))
    )
    return task


def _faults_of(order: Order, *, by: Actor, at: datetime) -> dict[str, str]:
    today = timezone.localdate(at)
    faults = {
        **faults_of_a_paper(title=order.title, text=order.text, days=order.days),
        **faults_of_departments([order.lead], own=by.department, field="lead", on=today),
    }
    if order.lead in order.assisting:
        faults["assisting"] = "牵头部门不用再选成协办。"
    elif order.assisting:
        faults |= faults_of_departments(order.assisting, own=by.department, field="assisting", on=today)
    return faults


def _supervisor(by: Actor) -> tuple[organisations.Department, str]:
    if by.department is None:
        raise NotYourDuty("您现在没有岗位，不能交办督办。", contact="本单位管理员")
    department = organisations.department_by_id(by.department)
    return department, acting_as(by, permissions=supervising(department.kind))


def _file(task: Task, *, by: Actor, name: str, at: datetime) -> None:
    """Complete it, number it last, and put it on record."""
    today, word = timezone.localdate(at), task.department.letter_word
    task.due_on = due_day(today, task.days, organisations.work_calendar())
    task.issued_at, task.issued_by, task.issued_by_name = at, by.id, name
    task.number = task_number(
        letter_word=word, year=today.year, serial=next_in_series(f"office/task/{word}/{today.year}")
    )
    task.state = TASK.after("issue", TaskState.DRAFT)
    task.save(force_insert=True)
    write_task(task, "issue", before=TaskState.DRAFT, by=by, name=name, at=at)


@transaction.atomic
def urge_task(task_id: int, *, note: str = "", by: Actor, at: datetime) -> Task:
    """The supervisor asks for it; every urge is counted and stays in the history."""
    task, name = supervised(task_id, by=by)
    step_task(task, "urge", by=by, name=name, at=at, note=remark(note, field="note"))
    task.urges += 1
    task.save(update_fields=["urges"])
    return task


@transaction.atomic
def report_progress(task_id: int, *, text: str, by: Actor, at: datetime) -> Task:
    """A department that takes part says how far it is."""
    task = locked_task(task_id, by=by)
    if not task.parts.filter(department=by.department).exists():
        raise NotAsked("这件督办没有交给本单位办理。")
    name = acting_as(by, permissions={P.ANSWER})
    TASK.after("report_progress", task.state)
    said = words(text, field="text", missing="请写明进展。")
    step_task(task, "report_progress", by=by, name=name, at=at, note=said)
    return task


@transaction.atomic
def report_done(task_id: int, *, text: str, by: Actor, at: datetime) -> Task:
    """The leading department says that it is done, and what came of it; more time is then no longer asked for."""
    task, name = led(task_id, by=by)
    TASK.after("report_done", task.state)
    said = words(text, field="text", missing="请写明办理结果。")
    step_task(task, "report_done", by=by, name=name, at=at, note=said)
    set_aside(task, why="已经报告办结，不再需要延期。", name=name, at=at)
    task.awaits_answer = True
    task.save(update_fields=["state", "awaits_answer"])
    task.parts.update(is_awaited=False)
    return task


@transaction.atomic
def accept_report(task_id: int, *, conclusion: str = "", by: Actor, at: datetime) -> Task:
    """The supervisor is satisfied: the task is over."""
    task, name = supervised(task_id, by=by)
    task.conclusion = remark(conclusion, field="conclusion")
    step_task(task, "accept", by=by, name=name, at=at, note=task.conclusion)
    _end(task, at=at)
    return task


@transaction.atomic
def send_report_back(task_id: int, *, reason: str, by: Actor, at: datetime) -> Task:
    """It is not done yet, and why; the term stays, more time has to be asked for."""
    task, name = supervised(task_id, by=by)
    TASK.after("send_back", task.state)
    said = words(reason, field="reason", missing="请写明哪里没有办好。")
    step_task(task, "send_back", by=by, name=name, at=at, note=said)
    task.awaits_answer = False
    task.save(update_fields=["state", "awaits_answer"])
    task.parts.update(is_awaited=True)
    return task


@transaction.atomic
def withdraw_task(task_id: int, *, reason: str, by: Actor, at: datetime) -> Task:
    """The supervisor takes it back, with the reason."""
    task, name = supervised(task_id, by=by)
    TASK.after("withdraw", task.state)
    said = words(reason, field="reason", missing="请写明为什么撤销。")
    step_task(task, "withdraw", by=by, name=name, at=at, note=said)
    set_aside(task, why="督办已经撤销。", name=name, at=at)
    _end(task, at=at)
    return task


def _end(task: Task, *, at: datetime) -> None:
    task.ended_at, task.awaits_answer = at, False
    task.save(update_fields=["state", "awaits_answer", "conclusion", "ended_at"])
    task.parts.update(is_awaited=False)


@transaction.atomic
def mark_overdue(task_id: int, *, by: Actor, at: datetime) -> bool:
    """The last day went by without a report: marked once, and told; by the clock."""
    task = locked_task(task_id)
    if task.state != TaskState.OPEN or task.overdue_at is not None or timezone.localdate(at) <= task.due_on:
        return False
    step_task(task, "mark_overdue", by=by, name=by.name, at=at, due_on=task.due_on.isoformat())
    task.overdue_at = at
    task.save(update_fields=["overdue_at"])
    lead = task.parts.get(is_lead=True)
    publish(TaskOverdue(task.pk, lead.department_id, task.due_on.isoformat()))
    return True
