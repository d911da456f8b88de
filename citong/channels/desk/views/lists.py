"""The department's cases, and looking one up."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..forms import CaseFilter
from ..lights import Line, line_of_case
from ..screens import official, show

SIZE = 20


@permitted(cases.P.READ)
def department(request: HttpRequest) -> HttpResponse:
    """All cases of the viewer's department, newest first, narrowed as asked."""
    viewer = official(request)
    form = CaseFilter(request.GET, items=_items_of(viewer))
    wanted = form.cleaned_data if form.is_valid() else {}
    before = request.GET.get("before", "")
    found = cases.departments_cases(
        viewer,
        state=wanted.get("state", ""),
        item=wanted.get("item"),
        submitted_from=wanted.get("since"),
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None,
        size=SIZE + 1,
    )
    context = {
        "form": form,
        "lines": _lines(found[:SIZE]),
        "next_url": _next_url(found, wanted),
        "is_narrowed": any(wanted.values()),
    }
    return show(request, "desk/cases/list.html", context)


@permitted(cases.P.READ)
def search(request: HttpRequest) -> HttpResponse:
    """Cases by their number, or by the applicant's name, document or phone; then these people can see who looked."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = cases.find(text, by=official(request), at=timezone.now())
    return show(request, "desk/cases/search.html", {"q": text, "lines": _lines(found)})


def _items_of(viewer: Actor) -> dict[int, str]:
    if viewer.department is None:
        return {}
    return {version.item_id: version.name for version in catalogue.items_of_department(viewer.department)}


def _lines(found: list[cases.Case]) -> list[Line]:
    today, calendar = timezone.localdate(), organisations.work_calendar()
    return [line_of_case(case, today=today, calendar=calendar) for case in found]


def _next_url(found: list[cases.Case], wanted: dict[str, object]) -> str:
    if len(found) <= SIZE:
        return ""
    kept = {name: value for name, value in wanted.items() if value}
    return f"{reverse('desk:cases')}?{urlencode({**kept, 'before': found[SIZE - 1].pk})}"
