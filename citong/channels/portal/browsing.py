"""What somebody looks for in the catalogue, as their address says it, and the addresses of the pages around."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from citong.catalogue import facade as catalogue

LONGEST = 100


@dataclass(frozen=True)
class Wish:
    """For whom, under which topic, of which department, in which words; and where in the list."""

    who: str
    topic: str
    department: str
    online: bool
    text: str
    after: catalogue.Key | None
    before: catalogue.Key | None


def wish_of(request: HttpRequest) -> Wish:
    """What the address asks for; what it says wrongly counts as not said."""
    said = {name: str(value).replace("\x00", "").strip()[: LONGEST * 3] for name, value in request.GET.items()}
    who = said.get("who", "")
    return Wish(
        who=who if who in list(catalogue.Audience) else catalogue.Audience.PERSON.value,
        topic=said.get("topic", ""),
        department=said.get("department", ""),
        online=said.get("online") == "1",
        text=said.get("q", "")[:LONGEST],
        after=_edge(said.get("after", "")),
        before=_edge(said.get("before", "")),
    )


def next_address(wish: Wish, edge: catalogue.Key | None) -> str:
    """The page after this one; empty when there is none."""
    return _address(wish, after=_written(edge)) if edge else ""


def previous_address(wish: Wish, edge: catalogue.Key | None) -> str:
    """The page before this one; empty when there is none."""
    return _address(wish, before=_written(edge)) if edge else ""


def _address(wish: Wish, **edge: str) -> str:
    query = QueryDict(mutable=True)
    said = {"who": wish.who, "topic": wish.topic, "department": wish.department, "online": "1" if wish.online else ""}
    query.update({name: value for name, value in {**said, **edge}.items() if value})
    return f"{reverse('portal:items')}?{query.urlencode()}"


def _written(edge: catalogue.Key) -> str:
    name, pk = edge
    return f"{pk}-{name}"


def _edge(text: str) -> catalogue.Key | None:
    pk, _, name = text.partition("-")
    return (name, int(pk)) if name and pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
