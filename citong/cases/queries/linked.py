"""Cases of other levels that belong together: what was sent up, and what became of it above."""

from django.db.models import Prefetch, QuerySet

from ..models import Case, Review, Step
from .cases import UNLISTED


def case_above(case: Case) -> Case | None:
    """The upper level's case that this one was sent up to; None where it was not, or has not arrived yet."""
    return _listed().filter(origin=case.pk).first()


def cases_above(case: Case) -> list[Case]:
    """The cases of all the upper levels to which this one went up so far, the nearest first."""
    found: list[Case] = []
    above = case_above(case)
    while above is not None:
        found.append(above)
        above = case_above(above)
    return found


def cases_below(case: Case) -> list[Case]:
    """The cases of the lower levels from which this one came up, the nearest first, with their opinions."""
    found: list[Case] = []
    origin = case.origin_id
    while origin is not None:
        given = Review.objects.filter(given_at__isnull=False, superseded_at=None).select_related("department")
        below = _listed().prefetch_related(Prefetch("reviews", queryset=given.order_by("id"))).get(pk=origin)
        found.append(below)
        origin = below.origin_id
    return found


def step_of_move(case: Case, *, move: str) -> Step | None:
    """The last line of history that tells of this move."""
    return Step.objects.filter(case=case, move=move).order_by("-id").first()


def _listed() -> QuerySet[Case]:
    return Case.objects.select_related("item_version", "department").defer(*UNLISTED)
