"""The work of a post: what waits for it, what is due first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from citong.kernel.actors import Actor

from ..lifecycle import State
from ..models import Case, Review

CAP = 100

Row = TypeVar("Row", bound=Model)
After = tuple[date, int]  # due date and id of the last row of the page before


@dataclass(frozen=True)
class Task:
    """Something that waits for the viewer: a case on their post, or an opinion that they owe."""

    case: Case
    due_on: date | None
    what: str
    review: Review | None = None


@dataclass(frozen=True)
class Counts:
    """How much waits, each counted no further than the cap."""

    to_receive: int
    to_review: int
    to_decide: int
    late: int
    due_today: int


def reviews_awaited_from(viewer: Actor, *, after: After | None = None, size: int = 20) -> list[Task]:
    """The opinions that the viewer's posts owe, most urgent first."""
    found = _reviews(viewer).select_related("case__item_version", "case__department")
    page = _after(found, after).order_by("due_on", "id")[:size]
    return [Task(case=review.case, due_on=review.due_on, what=review.name, review=review) for review in page]


def cases_awaited_from(
    viewer: Actor, *, states: Iterable[State], after: After | None = None, size: int = 20
) -> list[Task]:
    """The cases on the viewer's posts in these states, most urgent first."""
    found = _cases(viewer).filter(state__in=[state.value for state in states])
    page = _after(found.select_related("item_version", "department"), after).order_by("due_on", "id")[:size]
    return [Task(case=case, due_on=case.due_on, what=case.get_state_display()) for case in page]


def waiting_for_applicants(viewer: Actor, *, after: After | None = None, size: int = 20) -> list[Task]:
    """The department's cases that wait for corrections, the nearest limit first."""
    found = Case.objects.filter(department=viewer.department, state=State.CORRECTION, closed_at=None)
    page = _after(found.select_related("item_version", "department"), after).order_by("due_on", "id")[:size]
    return [Task(case=case, due_on=case.due_on, what="等申请人补正") for case in page]


def counts(viewer: Actor, *, today: date) -> Counts:
    """How much waits for the viewer's posts; no count goes beyond a hundred."""
    cases, reviews = _cases(viewer), _reviews(viewer)
    receiving = Q(state__in=[State.SUBMITTED, State.TO_RECEIVE])
    return Counts(
        to_receive=_capped(cases.filter(receiving)),
        to_review=_capped(reviews),
        to_decide=_capped(cases.filter(state=State.TO_DECIDE)),
        late=_capped(cases.filter(due_on__lt=today)) + _capped(reviews.filter(due_on__lt=today)),
        due_today=_capped(cases.filter(due_on=today)) + _capped(reviews.filter(due_on=today)),
    )


def next_task(viewer: Actor) -> Task | None:
    """What the viewer should take up first of all."""
    of_cases = cases_awaited_from(viewer, states=[State.SUBMITTED, State.TO_RECEIVE, State.TO_DECIDE], size=1)
    tasks = [*of_cases, *reviews_awaited_from(viewer, size=1)]
    return min(tasks, key=lambda task: (task.due_on or date.max, task.case.pk), default=None)


def _cases(viewer: Actor) -> QuerySet[Case]:
    return Case.objects.filter(awaited_post_id__in=viewer.posts)


def _reviews(viewer: Actor) -> QuerySet[Review]:
    return Review.objects.filter(post_id__in=viewer.posts, ended_at=None)


def _after(rows: QuerySet[Row], after: After | None) -> QuerySet[Row]:
    if after is None:
        return rows
    due_on, pk = after
    return rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))


def _capped(rows: QuerySet[Case] | QuerySet[Review]) -> int:
    return rows[:CAP].count()
