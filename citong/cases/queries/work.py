"""The work of a post: what waits for it, what is due first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet, Value

from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission

from ..lifecycle import OPEN, State
from ..models import Case, Extension, Review
from ..rules.permissions import P
from .cases import own_department

CAP = 100
# What a post holds, and what applicants are waited for to bring.
ON_A_POST = (State.SUBMITTED, State.TO_RECEIVE, State.TO_DECIDE, State.ISSUING)
WAITING_FOR = {
    State.PRE_SUPPLEMENT: "等申请人补件",
    State.CORRECTION: "等申请人补正",
    State.FEE_PENDING: "等申请人缴费",
}

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
    to_issue: int
    to_extend: int
    late: int
    due_today: int


def reviews_awaited_from(
    viewer: Actor, *, item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The opinions that the viewer's posts owe, most urgent first; of one item, if asked."""
    found = reviews_of_posts(viewer).select_related("case__item_version", "case__department").defer(*of_lists("case__"))
    if item:
        found = found.filter(case__item_version__item=item)
    page = _after(found, after).order_by("due_on", "id")[:size]
    return [Task(case=review.case, due_on=review.due_on, what=review.name, review=review) for review in page]


def cases_awaited_from(
    viewer: Actor, *, states: Iterable[State], item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The cases on the viewer's posts in these states, most urgent first; of one item, if asked."""
    found = cases_on_posts(viewer).filter(state__in=[state.value for state in states])
    if item:
        found = found.filter(item_version__item=item)
    page = _after(found.select_related("item_version", "department").defer(*of_lists("")), after).order_by(
        "due_on", "id"
    )[:size]
    return [Task(case=case, due_on=case.due_on, what=case.get_state_display()) for case in page]


def waiting_for_applicants(
    viewer: Actor, *, item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The department's cases whose applicants owe something, the nearest limit first; of one item, if asked."""
    found = _up_to_applicants(viewer)
    if item:
        found = found.filter(item_version__item=item)
    page = _after(found.select_related("item_version", "department").defer(*of_lists("")), after).order_by(
        "due_on", "id"
    )[:size]
    return [Task(case=case, due_on=case.due_on, what=WAITING_FOR[State(case.state)]) for case in page]


def extensions_awaited_from(
    viewer: Actor, *, item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The cases of the head's department for which more days are asked (Licensing Act, art. 42), most urgent first."""
    found = _extensions(viewer).select_related("case__item_version", "case__department").defer(*of_lists("case__"))
    if item:
        found = found.filter(case__item_version__item=item)
    if after:
        due_on, pk = after
        found = found.filter(Q(case__due_on__gt=due_on) | Q(case__due_on=due_on, case__gt=pk))
    page = found.order_by("case__due_on", "case")[:size]
    return [Task(each.case, each.case.due_on, f"批准延长 {each.days} 个工作日") for each in page]


def items_awaited_from(viewer: Actor) -> dict[int, str]:
    """The names of the items of everything that waits for the viewer or their department's applicants, by item id."""
    of_cases = cases_on_posts(viewer).values_list("item_version__item", "item_version__name")
    of_reviews = reviews_of_posts(viewer).values_list("case__item_version__item", "case__item_version__name")
    of_corrections = _up_to_applicants(viewer).values_list("item_version__item", "item_version__name")
    return dict(sorted(of_cases.union(of_reviews, of_corrections), key=lambda row: (row[1], row[0])))


def counts(viewer: Actor, *, today: date) -> Counts:
    """How much waits for the viewer's posts; no count goes beyond a hundred. One query."""
    cases, reviews = cases_on_posts(viewer), reviews_of_posts(viewer)
    timed = reviews.exclude(case__state=State.SUSPENDED)
    receiving = Q(state__in=[State.SUBMITTED, State.TO_RECEIVE])
    first, *rest = [
        _some(cases.filter(receiving), "to_receive"),
        _some(reviews, "to_review"),
        _some(cases.filter(state=State.TO_DECIDE), "to_decide"),
        _some(cases.filter(state=State.ISSUING), "to_issue"),
        _some(_extensions(viewer), "to_extend"),
        _some(cases.filter(due_on__lt=today), "late"),
        _some(timed.filter(due_on__lt=today), "late"),
        _some(cases.filter(due_on=today), "due_today"),
        _some(timed.filter(due_on=today), "due_today"),
    ]
    found = Counter(kind for (kind,) in first.union(*rest, all=True))
    return Counts(
        to_receive=found["to_receive"],
        to_review=found["to_review"],
        to_decide=found["to_decide"],
        to_issue=found["to_issue"],
        to_extend=found["to_extend"],
        late=min(found["late"], CAP),
        due_today=min(found["due_today"], CAP),
    )


def next_task(viewer: Actor) -> Task | None:
    """What the viewer should take up first of all."""
    of_cases = cases_awaited_from(viewer, states=ON_A_POST, size=1)
    tasks = [*of_cases, *reviews_awaited_from(viewer, size=1), *extensions_awaited_from(viewer, size=1)]
    return min(tasks, key=lambda task: (task.due_on or date.max, task.case.pk), default=None)


def open_under(item_id: int) -> int:
    """How many cases of this item, under whichever version, are on their way; one query."""
    return Case.objects.filter(item_version__item=item_id, state__in=OPEN).count()


def of_lists(case: str) -> list[str]:
    """The documents that no list shows, of the case under this path."""
    return [f"{case}{field}" for field in ("answers", "situation", "item_version__definition")]


def cases_on_posts(viewer: Actor) -> QuerySet[Case]:
    """The cases that lie on the viewer's posts."""
    return Case.objects.filter(awaited_post_id__in=viewer.posts)


def reviews_of_posts(viewer: Actor) -> QuerySet[Review]:
    """The opinions that the viewer's posts owe."""
    return Review.objects.filter(post_id__in=viewer.posts, ended_at=None)


def _extensions(viewer: Actor) -> QuerySet[Extension]:
    """Asked for and unanswered, in the department whose head the viewer is."""
    heads = viewer.department if has_permission(viewer, P.LEAD) else None
    return Extension.objects.filter(case__department=heads, approved=None)


def _up_to_applicants(viewer: Actor) -> QuerySet[Case]:
    states = [state.value for state in WAITING_FOR]
    return Case.objects.filter(department=own_department(viewer), state__in=states, closed_at=None)


def _after(rows: QuerySet[Row], after: After | None) -> QuerySet[Row]:
    if after is None:
        return rows
    due_on, pk = after
    return rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))


# Any: rows of two tables become one list of words
def _some(rows: QuerySet[Any], kind: str) -> QuerySet[Any, tuple[str]]:
    found: QuerySet[Any, tuple[str]] = rows.annotate(kind=Value(kind)).values_list("kind")[:CAP]
    return found
