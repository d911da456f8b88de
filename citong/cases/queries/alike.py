"""Applications that can be looked through together: of one version of an item, untouched, nothing asked about them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet

from citong.kernel.actors import Actor

from ..lifecycle import State
from ..models import Case, CaseMaterial
from .cases import DEFINITION
from .work import cases_on_posts

MOST = 50


@dataclass(frozen=True)
class Alike:
    """A version of an item under which several applications wait for the viewer."""

    version_id: int
    item: str
    number: int


def kinds_alike(viewer: Actor) -> list[Alike]:
    """For which items several simple applications wait on the viewer's posts, the most first."""
    counted = _simple(viewer).values("item_version", name=F("item_version__name")).annotate(number=Count("pk"))
    rows = counted.filter(number__gt=1).order_by("-number", "name", "item_version")
    return [Alike(row["item_version"], row["name"], row["number"]) for row in rows[:MOST]]


def cases_alike(viewer: Actor, *, version: int, among: Collection[int] | None = None) -> list[Case]:
    """The simple applications under this version on the viewer's posts, most urgent first; at most fifty."""
    found = _simple(viewer).filter(item_version=version)
    if among is not None:
        found = found.filter(pk__in=among)
    materials = CaseMaterial.objects.select_related("upload__file").order_by("id")
    whole = found.select_related("item_version", "department").defer(DEFINITION)
    return list(whole.prefetch_related(Prefetch("materials", queryset=materials)).order_by("due_on", "id")[:MOST])


def _simple(viewer: Actor) -> QuerySet[Case]:
    """Handed in, nothing asked about it since, and not come from a lower level."""
    return cases_on_posts(viewer).filter(state=State.SUBMITTED, rounds=0, origin=None)
