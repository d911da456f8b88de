"""Narrowing what was found: for whom, by which department, at which level, how far online, under which topic, where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import ItemVersion, Topic
from ..rules.stars import ONLINE_FROM, WHOLLY_ONLINE_FROM

MOST_COUNTED = 500


@dataclass(frozen=True)
class Narrowing:
    """What somebody wants to see only; empty: everything."""

    audience: str = ""
    department: str = ""
    level: str = ""
    online: str = ""  # "some": three stars and more; "whole": four and more, nobody has to come
    topic: str = ""
    area: str = ""  # a division: its bodies, and those of what lies in it


@dataclass(frozen=True)
class Counts:
    """How many of what was found there are of each kind. Only the first hundreds are counted."""

    audiences: dict[str, int]
    departments: dict[str, int]
    levels: dict[str, int]
    topics: dict[str, int]
    areas: dict[str, int]
    online: int
    whole: int
    total: int
    is_capped: bool
    labels: dict[str, dict[str, str]]


def narrowed(rows: QuerySet[ItemVersion], wanted: Narrowing | None) -> QuerySet[ItemVersion]:
    """Those of the rows that are wanted."""
    if wanted is None:
        return rows
    if wanted.audience:
        rows = rows.filter(audience__contains=[wanted.audience])
    if wanted.department:
        rows = rows.filter(item__department__code=wanted.department)
    if wanted.level:
        rows = rows.filter(item__search_entry__level=wanted.level)
    if wanted.online:
        rows = rows.filter(star__gte=WHOLLY_ONLINE_FROM if wanted.online == "whole" else ONLINE_FROM)
    if wanted.topic:
        rows = rows.filter(topics__contains=[wanted.topic])
    if wanted.area:
        rows = rows.filter(item__department__division__code__startswith=lying_in(wanted.area))
    return rows


def lying_in(division: str) -> str:
    """What the codes of a division and of all that lies in it begin with: two digits a level, then three."""
    for digits in (2, 4, 6, 9):
        if division[digits:].strip("0") == "":
            return division[:digits]
    return division


def counts_of(rows: QuerySet[ItemVersion]) -> Counts:
    """How what was found divides up, and what its parts are called; two queries, of at most some hundreds of rows."""
    office = "item__department"
    found = list(
        rows.values_list(
            "audience", f"{office}__code", "item__search_entry__level", "topics", f"{office}__division", "star",
            f"{office}__short_name", f"{office}__division__name",
        )[: MOST_COUNTED + 1]
    )  # fmt: skip
    counted = found[:MOST_COUNTED]
    topics = _times(each for row in counted for each in row[3])
    return Counts(
        audiences=_times(each for row in counted for each in row[0]),
        departments=_times(row[1] for row in counted),
        levels=_times(row[2] for row in counted),
        topics=topics,
        areas=_times(row[4] for row in counted),
        online=sum(row[5] >= ONLINE_FROM for row in counted),
        whole=sum(row[5] >= WHOLLY_ONLINE_FROM for row in counted),
        total=len(counted),
        is_capped=len(found) > MOST_COUNTED,
        labels={
            "department": {row[1]: row[6] for row in counted},
            "area": {row[4]: row[7] for row in counted},
            "topic": dict(Topic.objects.filter(code__in=topics).order_by("code").values_list("code", "name")),
        },
    )


def _times(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(value for value in values if value).most_common())
