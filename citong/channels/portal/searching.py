"""What somebody looks for in their own words, as their address says it: the words, the filters, the page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from citong.catalogue import facade as catalogue

LONGEST = 100
LEVELS = {"2": "省级", "3": "市级", "4": "区县级", "5": "街道、乡镇", "6": "村、社区"}
AUDIENCES = {"person": "个人", "enterprise": "企业"}
ONLINE = {"some": "能在网上办", "whole": "不用跑一趟"}
SIGN = re.compile(r"[0-9A-Za-z._-]{1,60}", re.ASCII)
PLACE = re.compile(r"(-?[0-9]{1,6})-([0-9]{1,18})", re.ASCII)
MOST_CHIPS = 8


@dataclass(frozen=True)
class Search:
    """The words in the box, what is to be seen only, and from where on."""

    text: str
    narrowing: catalogue.Narrowing
    after: tuple[int, int] | None


@dataclass(frozen=True)
class Chip:
    """A filter that can be set or taken off: where it leads, and how many items there are."""

    label: str
    address: str
    count: int
    is_on: bool


@dataclass(frozen=True)
class Group:
    """Filters of one kind."""

    title: str
    chips: list[Chip]


def search_of(request: HttpRequest) -> Search:
    """What the address asks for; what it says wrongly counts as not said."""
    said = {name: str(value).replace("\x00", "").strip() for name, value in request.GET.items()}
    signs = {name: said.get(name, "") for name in asdict(catalogue.Narrowing()) if SIGN.fullmatch(said.get(name, ""))}
    who = said.get("who", "")
    place = PLACE.fullmatch(said.get("after", ""))
    return Search(
        text=said.get("q", "")[:LONGEST],
        narrowing=catalogue.Narrowing(**{**signs, "audience": who if who in AUDIENCES else ""}),
        after=(int(place[1]), int(place[2])) if place else None,
    )


def next_page(search: Search, place: tuple[int, int] | None) -> str:
    """The page after this one; empty when there is none."""
    return address(search, after="-".join(map(str, place))) if place else ""


def address(search: Search, **changed: str) -> str:
    """The same search with something changed, from its beginning."""
    said = {**asdict(search.narrowing), **changed}
    said["who"] = said.pop("audience")
    query = QueryDict(mutable=True)
    query.update({"q": search.text} | {name: value for name, value in said.items() if value})
    return f"{reverse('portal:search')}?{query.urlencode()}"


def groups(search: Search, counts: catalogue.Counts) -> list[Group]:
    """The filters that tell anything apart here, and those that are set."""
    online = {"some": counts.online, "whole": counts.whole}
    offered = (
        ("谁来办", "audience", AUDIENCES, counts.audiences),
        ("怎么办", "online", ONLINE, {value: count for value, count in online.items() if count}),
        ("哪级办", "level", LEVELS, counts.levels),
        ("在哪里", "area", counts.labels["area"], counts.areas),
        ("哪个部门", "department", counts.labels["department"], counts.departments),
        ("什么主题", "topic", counts.labels["topic"], counts.topics),
    )
    made = [
        Group(title, list(_chips(search, kind, labels, found, total=counts.total)))
        for title, kind, labels, found in offered
    ]
    return [group for group in made if group.chips]


def _chips(
    search: Search, kind: str, labels: Mapping[str, str], found: Mapping[str, int], *, total: int
) -> Iterator[Chip]:
    chosen = str(getattr(search.narrowing, kind))
    if chosen:
        yield Chip(labels.get(chosen, chosen), address(search, **{kind: ""}), found.get(chosen, 0), is_on=True)
        return
    telling = [(value, count) for value, count in found.items() if value in labels and count < total]
    for value, count in telling[:MOST_CHIPS]:
        yield Chip(labels[value], address(search, **{kind: value}), count, is_on=False)
