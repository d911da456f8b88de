"""The checkup of guides 指南体检: how good they are, what is found in each, and what an examiner lets stand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted
from citong.kernel.permissions import has_permission

from ..checkup_page import departments, history, lines, rule_lines
from ..screens import official, show

SIZE = 50
readers = permitted(catalogue.P.KEEP_ITEMS, catalogue.P.EXAMINE_GUIDES)
examiners = permitted(catalogue.P.EXAMINE_GUIDES)


@readers
def report(request: HttpRequest) -> HttpResponse:
    """The guides as a whole: over time, by department, by rule."""
    context = {"history": history(), "departments": departments(), "rules": rule_lines()}
    return show(request, "desk/checkups/report.html", context)


@readers
def listed(request: HttpRequest) -> HttpResponse:
    """The items with the worst guides first, of one department or under one rule, a page at a time."""
    rule = catalogue.RULE_OF.get(request.GET.get("rule", ""))
    department_id = _number(request.GET.get("department", ""))
    score, item = _number(request.GET.get("score", "")), _number(request.GET.get("item", ""))
    after = (score, item) if score is not None and item is not None else None
    found = catalogue.checkups(rule=rule.code if rule else "", department_id=department_id, after=after, size=SIZE)
    narrowed = {"rule": rule.code if rule else "", "department": str(department_id or "")}
    return show(
        request,
        "desk/checkups/list.html",
        {"rows": found.rows, "rule": rule, "next_url": _next(narrowed, found.next_after)},
    )


@readers
def guide(request: HttpRequest, item_id: int) -> HttpResponse:
    """What is found in one guide, and in its draft."""
    versions = list(catalogue.versions_of(item_id)[:2])
    if not versions:
        raise catalogue.NoSuchItem("找不到这个事项。")
    found = catalogue.checkup(item_id)
    draft = next((each for each in versions if each.status == "draft"), None)
    examines = has_permission(official(request), catalogue.P.EXAMINE_GUIDES)
    accepted = list(catalogue.accepted_findings(item_id))
    context = {
        "newest": versions[0],
        "checkup": found,
        "lines": lines(catalogue.findings_of(found), accepted, examines=examines) if found else [],
        "draft": draft,
        "draft_lines": lines(catalogue.findings_in(draft), accepted, examines=False) if draft else [],
        "examines": examines,
    }
    return show(request, "desk/checkups/guide.html", context)


@examiners
@require_POST
def acceptance(request: HttpRequest, item_id: int) -> HttpResponse:
    """Let a finding stand, with a reason."""
    said = {name: request.POST.get(name, "").replace("\x00", "") for name in ("rule", "path", "reason")}
    catalogue.accept_finding(item_id, **said, by=official(request), at=timezone.now())
    messages.success(request, "已经接受，理由记下了。")
    return redirect("desk:checkup", item_id)


@examiners
@require_POST
def end(request: HttpRequest, accepted_id: int) -> HttpResponse:
    """What was let stand counts again."""
    ended = catalogue.end_acceptance(accepted_id, by=official(request), at=timezone.now())
    messages.success(request, "例外已经收回。")
    return redirect("desk:checkup", ended.item_id)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _next(narrowed: dict[str, str], edge: tuple[int, int] | None) -> str:
    if edge is None:
        return ""
    edges = [("score", str(edge[0])), ("item", str(edge[1]))]
    return f"{reverse('desk:checkup_list')}?{urlencode([*narrowed.items(), *edges])}"
