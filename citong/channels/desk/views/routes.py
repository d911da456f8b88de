"""The routes of items: which there are, drawing and changing one, publishing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted

from ..route_page import designer, differences, faults_of
from ..route_pictures import pictures
from ..route_questions import choices
from ..route_typing import Typed, changed, route_of, typed_in, typed_of
from ..screens import CONFLICT, official, show

UNREADY = 422
LISTED = 100
keepers = permitted(catalogue.P.KEEP_ROUTES)


@keepers
def routes(request: HttpRequest) -> HttpResponse:
    """The items that are handled along a route, those with these words in their names."""
    words = request.GET.get("name", "").replace("\x00", "").strip()[:100]
    found = list(catalogue.routed_versions(words)[: LISTED + 1])
    context = {"versions": found[:LISTED], "words": words, "there_are_more": len(found) > LISTED, "listed": LISTED}
    return show(request, "desk/routes/list.html", context)


@keepers
def route(request: HttpRequest, item_id: int) -> HttpResponse:
    """One route: drawn, and open to be changed. What the buttons do counts only when it is saved."""
    desk = catalogue.route_desk(item_id)
    if request.method != "POST":
        typed = typed_of(desk.route)
        return designer(request, desk, typed, faults=faults_of(desk, typed))
    wish, typed = request.POST.get("do", ""), typed_in(request.POST)
    if wish == "save":
        return _save(request, desk, typed)
    if wish == "check":
        faults = faults_of(desk, typed)
        said = "" if faults else "没有发现问题。改动还没有保存。"
        return designer(request, desk, typed, faults=faults, notice=said, status=UNREADY if faults else 200)
    return designer(request, desk, changed(typed, wish), notice="改动还没有保存。")


def _save(request: HttpRequest, desk: catalogue.RouteDesk, typed: Typed) -> HttpResponse:
    faults = faults_of(desk, typed)
    if faults:
        return designer(request, desk, typed, faults=faults, status=UNREADY)
    wanted, _ = route_of(typed)
    seen = request.POST.get("seen", "")
    try:
        catalogue.revise_route(
            desk.published.item.code, route=wanted, seen=seen, by=official(request), at=timezone.now()
        )
    except catalogue.ChangedMeanwhile as refusal:
        newer = catalogue.route_desk(desk.published.item_id)
        mine = differences(newer, wanted, since=newer.route)
        said = f"{refusal.message}您填的还在下面；核对以后再点“保存”，就以您的为准。"
        return designer(request, newer, typed, notice=said, differences=mine, status=CONFLICT)
    except catalogue.DraftHoldsMore as refusal:
        said = f"{refusal.message}{refusal.details['remedy']}"
        return designer(request, desk, typed, notice=said, status=CONFLICT)
    messages.success(request, "已经保存成草稿。发布以后，新的申请才走这个流程。")
    return redirect("desk:route", desk.published.item_id)


@keepers
def publication(request: HttpRequest, item_id: int) -> HttpResponse:
    """What the draft changes, for whom; then it is published."""
    desk = catalogue.route_desk(item_id)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        catalogue.publish_route(desk.published.item.code, seen=seen, by=official(request), at=timezone.now())
        messages.success(request, "新流程已经发布。从现在起提交的申请走新流程，已经提交的仍走原来的。")
        return redirect("desk:route", item_id)
    typed = typed_of(desk.route)
    offered = choices(desk.definition.department, on=timezone.localdate())
    context = {
        "desk": desk,
        "differences": differences(desk, desk.route, since=desk.definition.route),
        "faults": faults_of(desk, typed),
        "open_cases": cases.open_under(item_id),
        "on_earlier_routes": cases.open_on_earlier_versions(item_id, version=desk.published.pk),
        "pictures": pictures(desk.definition, desk.route, places=offered.places),
    }
    return show(request, "desk/routes/publication.html", context)


@keepers
@require_POST
def discard(request: HttpRequest, item_id: int) -> HttpResponse:
    """The draft is thrown away."""
    desk = catalogue.route_desk(item_id)
    seen = request.POST.get("seen", "")
    catalogue.discard_route_draft(desk.published.item.code, seen=seen, by=official(request), at=timezone.now())
    messages.success(request, "草稿已经丢弃，流程和发布的一样。")
    return redirect("desk:route", item_id)
