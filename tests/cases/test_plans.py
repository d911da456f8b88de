"""Lists stay cheap however many cases there are: PostgreSQL, left to itself, finds a page by the index made for it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.crowd import fill, publish
from citong.cases import facade as cases
from citong.cases.models import Case, Review
from citong.cases.queries import waiting
from citong.kernel.actors import Actor
from tests.factories.actors import brought_by
from tests.factories.organisations import DivisionFactory

pytestmark = pytest.mark.django_db

MANY = 20_000
CASES, REVIEWS = Case._meta.db_table, Review._meta.db_table


@pytest.fixture
def clerk() -> Actor:
    """A clerk at the receiving window of one of a hundred departments, in a hall with many cases."""
    DivisionFactory()
    offers = publish(departments=100, items=100)
    fill(offers, count=MANY)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    _, _, department, window, site, _ = offers[0]
    return Actor(
        id="account:7",
        channel="desk",
        department=department,
        posts=frozenset({window, site}),
        grants=brought_by("window", "review", department=department),
    )


def _due(clerk: Actor, *, whole: bool) -> None:
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    cases.due_days(clerk, first=first, last=last, today=first, whole=whole)
    cases.due_between(clerk, first=first, last=last, whole=whole)


def used(ask: Callable[[], object], *, table: str) -> set[str]:
    """The indexes by which the question reads this table; "whole table" where it reads all of it."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("select indexname from pg_indexes where tablename = %s", [table])
        of_table = {name for (name,) in cursor.fetchall()} | {"whole table"}
        for query in captured:
            cursor.execute("explain (format json) " + query["sql"])
            plan = cursor.fetchone()[0]
            found |= ways(json.loads(plan)[0]["Plan"] if isinstance(plan, str) else plan[0]["Plan"], table=table)
    return found & of_table


def ways(node: dict[str, Any], *, table: str) -> set[str]:
    found = {way for inner in node.get("Plans", []) for way in ways(inner, table=table)}
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] == table:
        found.add("whole table")
    if "Index Name" in node:
        found.add(node["Index Name"])
    return found


def test_every_list_is_read_by_its_index(clerk):
    last = Case.objects.filter(department=clerk.department).order_by("id")[100]
    questions: dict[str, tuple[Callable[[], object], str, set[str]]] = {
        "department": (lambda: cases.departments_cases(clerk), CASES, {"case_by_department"}),
        "department and state": (
            lambda: cases.departments_cases(clerk, state="in_review", before=last.pk),
            CASES,
            {"case_by_department_state"},
        ),
        "applicant": (
            lambda: cases.cases_of(Actor(id="account:77", channel="portal")),
            CASES,
            {"case_by_applicant", "one_case_per_submission"},
        ),
        "post": (
            lambda: cases.cases_awaited_from(clerk, states=[cases.State.SUBMITTED]),
            CASES,
            {"case_awaiting", "case_open", "case_by_silence"},
        ),
        "due in a month": (lambda: _due(clerk, whole=False), CASES, {"case_awaiting", "case_open", "cases_case_pkey"}),
        "due in a month, department": (lambda: _due(clerk, whole=True), CASES, {"case_by_due_date"}),
        "opinions due in a month": (lambda: _due(clerk, whole=False), REVIEWS, {"review_awaited"}),
        "opinions owed": (lambda: cases.reviews_awaited_from(clerk), REVIEWS, {"review_awaited"}),
    }

    found = {name: used(ask, table=table) for name, (ask, table, _) in questions.items()}

    for name, (_, _, meant) in questions.items():
        assert found[name], name
        assert found[name] <= meant, name


def test_the_statements_written_by_hand_read_no_whole_table(clerk):
    part = {"posts": list(clerk.posts), "heads": clerk.department, "department": clerk.department, "item": None}
    asked = {**part, "size": 20, "pressing": False, "today": date(2026, 9, 1), "cap": 100}

    for statement in (waiting.AWAITED, waiting.COUNTS, waiting.ITEMS):
        with connection.cursor() as cursor:
            cursor.execute("explain (format json) " + statement, asked)
            (plan,) = cursor.fetchone()
        node = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
        for table in (CASES, REVIEWS):
            assert "whole table" not in ways(node, table=table), statement


def test_what_waits_is_the_same_asked_at_once_and_kind_by_kind(clerk):
    held = cases.cases_awaited_from(clerk, states=[cases.State.SUBMITTED, cases.State.TO_RECEIVE], size=2000)
    owed = cases.reviews_awaited_from(clerk, size=2000)
    tasks = cases.tasks_awaited_from(clerk, size=2000)
    counts = cases.counts(clerk, today=max(task.due_on for task in tasks))
    items = cases.items_awaited_from(clerk)

    by_kind = sorted((each.due_on, each.case.pk, each.what) for each in [*held, *owed])
    assert [(each.due_on, each.case.pk, each.what) for each in tasks] == by_kind
    assert cases.next_task(clerk).case.pk == by_kind[0][1]
    assert (counts.to_receive, counts.to_review) == (min(len(held), 100), min(len(owed), 100))
    assert counts.late + counts.due_today == min(len(by_kind), 100)
    assert set(items.values()) >= {each.case.item_version.name for each in tasks}
    assert cases.tasks_awaited_from(clerk, item=-1) == []


def test_looking_a_case_up_reads_no_whole_table(clerk):
    number = Case.objects.order_by("id").first().number
    questions = {
        "number": lambda: cases.search(number, viewer=clerk),
        "name": lambda: cases.search("申请人77", viewer=clerk),
        "phone": lambda: cases.search("13800000077", viewer=clerk),
    }

    found = {name: used(ask, table=CASES) for name, ask in questions.items()}

    assert not any("whole table" in indexes for indexes in found.values()), found
