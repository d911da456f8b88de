"""The work of a post: what waits for it, what is due first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission

from ..lifecycle import OPEN, State
from ..models import Case, Extension, Review
from ..rules.permissions import P
from .cases import own_department

CAP = 100
# What applicants are waited for to bring.
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
    applicant_asked: bool = False


def reviews_awaited_from(
    viewer: Actor, *, item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The opinions that the viewer's posts owe, most urgent first; of one item, if asked."""
    found = (
        reviews_of_posts(viewer)
        .select_related("case__item_version")
        .only("due_on", "name", "awaits", *of_lists("case__"))
    )
    if item:
        found = found.filter(case__item_version__item=item)
    page = _after(found, after).order_by("due_on", "id")[:size]
    return [
        Task(review.case, review.due_on, review.name, review, applicant_asked=review.awaits_id is not None)
        for review in page
    ]


def cases_awaited_from(
    viewer: Actor, *, states: Iterable[State], item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The cases on the viewer's posts in these states, most urgent first; of one item, if asked."""
    found = cases_on_posts(viewer).filter(state__in=[state.value for state in states])
    if item:
        found = found.filter(item_version__item=item)
    listed = found.select_related("item_version").only(*of_lists(""))
    page = _after(listed, after).order_by("due_on", "id")[:size]
    return [Task(case=case, due_on=case.due_on, what=case.get_state_display()) for case in page]


def waiting_for_applicants(
    viewer: Actor, *, item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The department's cases whose applicants owe something, the nearest limit first; of one item, if asked."""
    found = _up_to_applicants(viewer)
    if item:
        found = found.filter(item_version__item=item)
    listed = found.select_related("item_version").only(*of_lists(""))
    page = _after(listed, after).order_by("due_on", "id")[:size]
    return [Task(case=case, due_on=case.due_on, what=WAITING_FOR[State(case.state)]) for case in page]


def extensions_awaited_from(
    viewer: Actor, *, item: int | None = None, after: After | None = None, size: int = 20
) -> list[Task]:
    """The cases of the head's department for which more days are asked (Licensing Act, art. 42), most urgent first."""
    found = _extensions(viewer).select_related("case__item_version").only("days", *of_lists("case__"))
    if item:
        found = found.filter(case__item_version__item=item)
    if after:
        due_on, pk = after
        found = found.filter(Q(case__due_on__gt=due_on) | Q(case__due_on=due_on, case__gt=pk))
    page = found.order_by("case__due_on", "case")[:size]
    return [Task(each.case, each.case.due_on, f"批准延长 {each.days} 个工作日") for each in page]


def open_under(item_id: int) -> int:
    """How many cases of this item, under whichever version, are on their way; one query."""
    return Case.objects.filter(item_version__item=item_id, state__in=OPEN).count()


def of_lists(case: str) -> list[str]:
    """What lists show of the case under this path, and nothing more: of most cases it is a small part."""
    shown = ("number", "state", "due_on", "joint", "party_kind", "party_name", "item_version__name")
    return [f"{case}{field}" for field in shown]


def cases_on_posts(viewer: Actor) -> QuerySet[Case]:
    """The cases that lie on the viewer's posts."""
    return Case.objects.filter(awaited_post_id__in=viewer.posts)


def reviews_of_posts(viewer: Actor) -> QuerySet[Review]:
    """The opinions that the viewer's posts owe."""
    return Review.objects.filter(post_id__in=viewer.posts, ended_at=None)


def timed_reviews_of_posts(viewer: Actor) -> QuerySet[Review]:
    """Those that are due some day: not while the clocks stand still, nor while the applicant is asked for something."""
    return reviews_of_posts(viewer).filter(awaits=None).exclude(case__state=State.SUSPENDED)


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
