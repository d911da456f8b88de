"""The long list of items, a page at a time. A page is found by its edge, so it costs the same wherever it lies."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ..models import ItemVersion
from .items import published_versions

Key = tuple[str, int]  # name and id of the version at the edge


@dataclass(frozen=True)
class Page:
    """Some rows, and the edges from which the next and the previous page are asked; None when there is no such page."""

    rows: list[ItemVersion]
    next_after: Key | None
    previous_before: Key | None


def page(
    *,
    after: Key | None = None,
    before: Key | None = None,
    size: int = 20,
    audience: str | None = None,
    department_id: int | None = None,
    topic: str | None = None,
    item_type: str | None = None,
    online_only: bool = False,
) -> Page:
    """A page of what is published, by name, narrowed as asked; one query."""
    found = published_versions()
    if audience:
        found = found.filter(audience__contains=[audience])
    if department_id:
        found = found.filter(item__department=department_id)
    if topic:
        found = found.filter(topics__contains=[topic])
    if item_type:
        found = found.filter(item_type=item_type)
    if online_only:
        found = found.filter(is_online=True)
    return _backward(found, before, size) if before else _forward(found, after, size)


def _forward(found: QuerySet[ItemVersion], after: Key | None, size: int) -> Page:
    if after:
        name, pk = after
        found = found.filter(name__gte=name).filter(Q(name__gt=name) | Q(id__gt=pk))
    rows = list(found[: size + 1])
    shown = rows[:size]
    return Page(shown, _key(shown[-1]) if len(rows) > size else None, _key(shown[0]) if after and shown else None)


def _backward(found: QuerySet[ItemVersion], before: Key, size: int) -> Page:
    name, pk = before
    found = found.filter(name__lte=name).filter(Q(name__lt=name) | Q(id__lt=pk))
    rows = list(found.order_by("-name", "-id")[: size + 1])
    shown = rows[:size][::-1]
    return Page(shown, _key(shown[-1]) if shown else None, _key(shown[0]) if len(rows) > size else None)


def _key(row: ItemVersion) -> Key:
    return row.name, row.pk
