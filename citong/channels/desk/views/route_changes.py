"""Open cases that follow an earlier route: where they would stand on the new one, and the batch that moves them."""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted
from citong.kernel.errors import NotFound

from ..screens import official, show

keepers = permitted(cases.P.REROUTE)
VERBS: dict[str, tuple[Callable[..., object], str]] = {
    "approve": (cases.approve_route_change, "已经批准，正在一件一件地改。"),
    "give_up": (cases.give_up_route_change, "已经放弃，一件也没有改。"),
    "go_on": (cases.change_routes, "又改了一批。"),
}


@keepers
def open_cases(request: HttpRequest, item_id: int) -> HttpResponse:
    """What would become of each open case; then the plan is kept for a colleague to approve."""
    desk, by = catalogue.route_desk(item_id), official(request)
    code, version = desk.published.item.code, desk.published.pk
    if request.method == "POST":
        change = cases.prepare_route_change(code, to_version=version, by=by, at=timezone.now())
        messages.success(request, "已经准备好，还没有改。请另一位管理岗的同事核对后批准。")
        return redirect("desk:route_change", change.pk)
    plans = cases.dry_run_route_change(code, to_version=version, viewer=by)
    latest = cases.route_change_of(item_id)
    context = {
        "desk": desk,
        "plans": plans,
        "movable": sum(not plan.obstacle for plan in plans),
        "latest": latest,
        "under_way": latest is not None and latest.ended_at is None,
    }
    return show(request, "desk/routes/cases.html", context)


@keepers
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """A plan: who prepared it, who approved it, how far it is, and what came of each case."""
    by = official(request)
    found = cases.route_change(change_id, viewer=by)
    if request.method == "POST":
        if request.POST.get("do") not in VERBS:
            raise NotFound("没有这一步。")
        verb, said = VERBS[request.POST["do"]]
        verb(change_id, by=by, at=timezone.now())
        messages.success(request, said)
        return redirect("desk:route_change", change_id)
    planned = list(cases.planned_moves(change_id))
    context = {
        "change": found,
        "planned": planned,
        "numbers": Counter(each.outcome for each in planned),
        "is_own": found.prepared_by == by.id,
    }
    return show(request, "desk/routes/change.html", context)
