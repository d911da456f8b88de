"""What has to be done by which day: of the viewer's posts, or of their whole department."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from citong.kernel.actors import Actor

from ..models import Case
from .cases import own_department
from .work import CAP, WAITING_FOR, Task, cases_on_posts, of_lists, timed_reviews_of_posts


@dataclass(frozen=True)
class DueDays:
    """How many things are due on each day, and how many were due before the first of them, no further than the cap."""

    by_day: dict[date, int]
    late: int


def due_days(viewer: Actor, *, first: date, last: date, today: date, whole: bool) -> DueDays:
    """The days from `first` to `last` on which something is due; nothing is while the clocks stand still.

    Of the viewer's posts, or of the `whole` department. Late is what was due before today. At most four queries.
    """
    cases = _cases(viewer, whole=whole)
    found, late = _per_day(cases, first=first, last=last), _late(cases, today=today)
    if not whole:
        reviews = timed_reviews_of_posts(viewer)
        found.update(_per_day(reviews, first=first, last=last))
        late += _late(reviews, today=today)
    return DueDays(by_day=dict(found), late=min(late, CAP))


# Any: rows of two tables that have a due day
def _per_day(rows: QuerySet[Any], *, first: date, last: date) -> Counter[date]:
    days = rows.filter(due_on__gte=first, due_on__lte=last).values("due_on").annotate(number=Count("pk"))
    return Counter({row["due_on"]: row["number"] for row in days.order_by("due_on")})


def _late(rows: QuerySet[Any], *, today: date) -> int:
    return len(rows.filter(due_on__lt=today).order_by("due_on", "id").values_list("pk")[:CAP])


def due_between(viewer: Actor, *, first: date | None, last: date, whole: bool, size: int = 100) -> list[Task]:
    """What is due from `first`, or from ever, to `last`; the earliest first. At most two queries."""
    within = Q(due_on__lte=last) & (Q(due_on__gte=first) if first else Q())
    cases = _cases(viewer, whole=whole).filter(within).select_related("item_version")
    page = cases.only(*of_lists("")).order_by("due_on", "id")[:size]
    found = [Task(case=case, due_on=case.due_on, what=case.get_state_display()) for case in page]
    if not whole:
        reviews = timed_reviews_of_posts(viewer).filter(within).select_related("case__item_version")
        asked = reviews.only("due_on", "name", *of_lists("case__")).order_by("due_on", "id")[:size]
        found += [Task(case=each.case, due_on=each.due_on, what=each.name, review=each) for each in asked]
    return sorted(found, key=lambda task: (task.due_on or date.max, task.case.pk))[:size]


def _cases(viewer: Actor, *, whole: bool) -> QuerySet[Case]:
    """What applicants owe is not the office's to do."""
    if not whole:
        return cases_on_posts(viewer)
    waiting = [state.value for state in WAITING_FOR]
    return Case.objects.filter(department=own_department(viewer), closed_at=None).exclude(state__in=waiting)
