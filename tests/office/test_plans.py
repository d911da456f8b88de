"""Lists stay cheap however much office work there is: PostgreSQL, left to itself, finds a page by its index."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from citong.kernel.actors import Actor
from citong.office import facade as office
from citong.office.models import Countersigning, Opinion, Task, TaskPart
from citong.office.queries.work import to_count, to_mark_overdue, to_remind
from citong.organisations.models import Post
from tests.cases.test_plans import used
from tests.factories.actors import brought_by, everywhere
from tests.factories.office import MONDAY, holder
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db

MANY, DEPARTMENTS = 12_000, 60
TODAY = date(2026, 9, 28)
COUNTERSIGNINGS, OPINIONS = Countersigning._meta.db_table, Opinion._meta.db_table
TASKS, PARTS = Task._meta.db_table, TaskPart._meta.db_table


@pytest.fixture
def head() -> Actor:
    """The head of one of many departments, in a hall with many papers and tasks, of which few are open."""
    departments = [DepartmentFactory() for _ in range(DEPARTMENTS)]
    papers = Countersigning.objects.bulk_create(
        Countersigning(
            **_common(n, departments[n % DEPARTMENTS].pk),
            state="asking" if n % 40 == 0 else "closed",
            ended_at=None if n % 40 == 0 else MONDAY,
            silence="agrees",
            silence_rule="《条例》",
            sent_at=MONDAY,
        )
        for n in range(MANY)
    )
    Opinion.objects.bulk_create(
        Opinion(
            countersigning=paper,
            department_id=departments[(n // 40 + m) % DEPARTMENTS].pk,
            is_awaited=n % 40 == 0,
            due_on=paper.due_on,
        )
        for n, paper in enumerate(papers)
        for m in (1, 2)
    )
    tasks = Task.objects.bulk_create(
        Task(
            **_common(n, departments[n % DEPARTMENTS].pk),
            state="open" if n % 40 == 0 else "closed",
            ended_at=None if n % 40 == 0 else MONDAY,
            awaits_answer=n % 40 == 0 and n % 3 == 0,
            issued_at=MONDAY,
        )
        for n in range(MANY)
    )
    TaskPart.objects.bulk_create(
        TaskPart(
            task=task,
            department_id=departments[(n // 40 + 1) % DEPARTMENTS].pk,
            is_lead=True,
            is_awaited=n % 40 == 0,
            due_on=task.due_on,
        )
        for n, task in enumerate(tasks)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return holder(departments[0], Post.Duty.HEAD)


def _common(n: int, department_id: int) -> dict[str, object]:
    due_on = TODAY + timedelta(days=n % 400 - 20)
    about = f"case:{n}" if n % 10 == 0 else ""
    return {
        "number": f"{n}", "title": "题", "text": "文", "days": 5, "department_id": department_id,
        "due_on": due_on, "about": about,
    }  # fmt: skip


def test_every_list_is_read_by_its_index(head):
    questions: dict[str, tuple[Callable[[], object], str, set[str]]] = {
        "to answer": (lambda: office.opinions_awaited_from(head), OPINIONS, {"opinion_awaited"}),
        "to answer, later": (
            lambda: office.opinions_awaited_from(head, after_row=(TODAY, 1)),
            OPINIONS,
            {"opinion_awaited"},
        ),
        "ever asked": (lambda: office.opinions_asked_of(head), OPINIONS, {"opinion_by_department"}),
        "sent": (lambda: office.countersignings_sent_by(head), COUNTERSIGNINGS, {"countersigning_by_department"}),
        "about a case": (
            lambda: office.countersignings_about("case:40", viewer=replace(head, grants=everywhere("supervisor"))),
            COUNTERSIGNINGS,
            {"countersigning_about"},
        ),
        "to do": (lambda: office.parts_awaited_from(head), PARTS, {"part_awaited"}),
        "ever done": (lambda: office.parts_of(head, before=9000), PARTS, {"part_by_department"}),
        "set": (lambda: office.tasks_issued_by(head), TASKS, {"task_by_department"}),
        "to judge": (lambda: office.tasks_to_answer(head), TASKS, {"task_awaits_answer"}),
        "to count": (lambda: to_count(today=TODAY, size=200), COUNTERSIGNINGS, {"countersigning_due"}),
        "to remind": (lambda: to_remind(today=TODAY, size=200), COUNTERSIGNINGS, {"countersigning_due"}),
        "late": (lambda: to_mark_overdue(today=TODAY, size=200), TASKS, {"task_due"}),
    }

    found = {name: used(ask, table=table) for name, (ask, table, _) in questions.items()}

    assert {name: indexes for name, indexes in found.items() if not indexes or indexes - questions[name][2]} == {}


def test_what_waits_is_counted_without_reading_a_whole_table(head):
    viewer = replace(head, grants=brought_by("head", "review", department=head.department))

    found = {
        table: used(lambda: office.waiting(viewer), table=table) for table in (OPINIONS, COUNTERSIGNINGS, PARTS, TASKS)
    }

    assert not any("whole table" in indexes for indexes in found.values()), found
