"""Browsing items and reading their guides."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import anyone
from citong.organisations import facade as organisations

from .. import guides
from ..browsing import Wish, next_address, previous_address, wish_of

SIZE = 20


@anyone
def browse(request: HttpRequest) -> HttpResponse:
    """The items, by whom they are for, by topic, by department; a page at a time."""
    wish = wish_of(request)
    departments = catalogue.departments_with_items()
    page = _page(wish, departments)
    context = {
        "wish": wish,
        "page": page,
        "departments": departments,
        "topic": catalogue.topic(wish.topic) if wish.topic else None,
        "packages": list(catalogue.packages_of_topic(wish.topic)) if wish.topic else [],
        "topics": [] if wish.topic else [each for each in catalogue.topics(wish.who) if each.items],
        "previous": previous_address(wish, page.previous_before),
        "next": next_address(wish, page.next_after),
    }
    return render(request, "portal/items/browse.html", context)


def _page(wish: Wish, departments: list[catalogue.DepartmentItems]) -> catalogue.Page:
    return catalogue.page(
        after=wish.after,
        before=wish.before,
        size=SIZE,
        audience=wish.who if not wish.topic else None,
        topic=wish.topic or None,
        department_id=_department_id(wish, departments),
        online_only=wish.online,
    )


def _department_id(wish: Wish, departments: list[catalogue.DepartmentItems]) -> int | None:
    if not wish.department:
        return None
    found = next((each.id for each in departments if each.code == wish.department), None)
    if found is None:
        raise Http404
    return found


@anyone
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """All about one item; what is shown follows the situation that the address names."""
    version = catalogue.published(code)
    definition = catalogue.definition_of(version)
    situation = guides.chosen(definition, request.GET.dict())
    needs = guides.needs(definition, code=code, situation=situation)
    calendar, today = organisations.work_calendar(), timezone.localdate()
    context = {
        "version": version,
        "definition": definition,
        "situation": situation,
        "type_name": catalogue.ITEM_TYPE_NAMES[definition.item_type],
        "facts": guides.facts(version, definition, situation=situation, today=today, calendar=calendar),
        "questions": guides.situation_fields(definition, situation=situation),
        "needs": needs,
        "needs_in_words": guides.needs_in_words(needs),
        "is_settled": guides.is_settled(definition, situation=situation),
        "legs": guides.legs(definition, situation=situation),
        "packages": list(catalogue.packages_of_item(code)),
    }
    return render(request, "portal/items/guide.html", context)


@anyone
def sample(request: HttpRequest, code: str, material: str) -> HttpResponse:
    """What a material looks like when it is right."""
    version = catalogue.published(code)
    found = next((each for each in catalogue.definition_of(version).materials if each.code == material), None)
    if found is None or not (found.sample or found.sample_note):
        raise Http404
    return render(request, "portal/items/sample.html", {"version": version, "material": found})
