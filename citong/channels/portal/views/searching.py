"""Finding items by what people type."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import anyone
from citong.channels.kit.limiting import is_first_today, limited_reading

from ..searching import Group, Search, address, groups, next_page, search_of

SIZE = 20


@anyone
@limited_reading("search")
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words that somebody typed, pinyin too; the words stay in the box."""
    wanted = search_of(request)
    found = catalogue.find(wanted.text, narrowing=wanted.narrowing, after=wanted.after, size=SIZE)
    packages = catalogue.packages_found(wanted.text) if wanted.text and not wanted.after else []
    is_narrowed = wanted.narrowing != catalogue.Narrowing()
    if wanted.text and not wanted.after and not is_narrowed:
        _count(request, wanted, is_found=bool(found.hits or packages))
    context = {
        "search": wanted,
        "found": found,
        "packages": packages,
        "groups": _groups(wanted) if found.hits or is_narrowed else [],
        "without_filters": address(Search(wanted.text, catalogue.Narrowing(), None)) if is_narrowed else "",
        "looked_for": [] if found.hits else catalogue.looked_for(on=timezone.localdate()),
        "first": address(wanted) if wanted.after else "",
        "next": next_page(wanted, found.next_after),
    }
    return render(request, "portal/items/search.html", context)


@anyone
@limited_reading("suggest")
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody may be about to type, as a list of links below the box."""
    return render(request, "portal/items/suggestions.html", {"hits": catalogue.suggestions(search_of(request).text)})


def _count(request: HttpRequest, wanted: Search, *, is_found: bool) -> None:
    """One network counts once a day for a question: what many look for is not what one repeats."""
    now = timezone.now()
    if is_first_today(request, wanted.text, at=now):
        catalogue.count_question(wanted.text, found=is_found, at=now)


def _groups(wanted: Search) -> list[Group]:
    return groups(wanted, catalogue.counts_of(catalogue.found_rows(wanted.text, narrowing=wanted.narrowing)))
