"""What waits for this person, what is due first on top."""

import re
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.facade import State
from citong.channels.kit.figures import Count
from citong.channels.kit.guards import staff_only
from citong.kernel.actors import Actor
from citong.organisations import facade as organisations

from ..forms import ItemFilter
from ..lights import line_of_task
from ..screens import official, show

SIZE = 20
RECEIVING = (State.SUBMITTED, State.TO_RECEIVE)
KINDS = {
    "": "全部",
    "receive": "待预审、待收件",
    "review": "待我审查",
    "decide": "待我决定",
    "extend": "待我批准延长",
    "issue": "待制证",
    "correction": "等申请人",
}
# Shown where there are some: not every post has to do with them.
SELDOM = frozenset({"extend", "issue"})
AFTER = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,18})")
EMPTY = {
    "": ("手上没有要办的", "新的办件到了您的岗位，会出现在这里，先到期的排在前面。"),
    "receive": ("没有等您预审、收件的办件", "申请人提交以后，会出现在这里。"),
    "review": ("没有等您审查的办件", "窗口受理以后，要您出意见的会出现在这里。"),
    "decide": ("没有等您决定的办件", "审查意见到齐以后，会出现在这里。"),
    "extend": ("没有等您批准的延长申请", "经办人申请延长办理期限的，会出现在这里。"),
    "issue": ("没有等着制证的办件", "准予以后要发证照的，会出现在这里。"),
    "correction": ("没有在等申请人的办件", "通知补件、补正、缴费以后，申请人还没有来的会出现在这里。"),
}


@staff_only
def work(request: HttpRequest) -> HttpResponse:
    """The work of the viewer's posts: everything, or one kind of it, page by page."""
    viewer, today = official(request), timezone.localdate()
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    form = ItemFilter(request.GET, items=cases.items_awaited_from(viewer))
    item = form.cleaned_data.get("item") if form.is_valid() else None
    found = _tasks(viewer, kind=kind, item=item, after=_edge(request.GET.get("after", "")))
    calendar = organisations.work_calendar()
    context = {
        "form": form,
        "kind": kind,
        "title": KINDS[kind] if kind else "要办的",
        "lines": [line_of_task(task, today=today, calendar=calendar) for task in found[:SIZE]],
        "next_url": _next_url(found, kind=kind, item=item),
        "empty": EMPTY[kind],
        **_numbers(cases.counts(viewer, today=today), kind=kind, item=item),
    }
    return show(request, "desk/work/list.html", context)


def _tasks(viewer: Actor, *, kind: str, item: int | None, after: tuple[date, int] | None) -> list[cases.Task]:
    """One more than a page, so that the page knows whether another follows."""
    size = SIZE + 1
    if kind == "receive":
        return cases.cases_awaited_from(viewer, states=RECEIVING, item=item, after=after, size=size)
    if kind == "review":
        return cases.reviews_awaited_from(viewer, item=item, after=after, size=size)
    if kind == "decide":
        return cases.cases_awaited_from(viewer, states=[State.TO_DECIDE], item=item, after=after, size=size)
    if kind == "issue":
        return cases.cases_awaited_from(viewer, states=[State.ISSUING], item=item, after=after, size=size)
    if kind == "extend":
        return cases.extensions_awaited_from(viewer, item=item, after=after, size=size)
    if kind == "correction":
        return cases.waiting_for_applicants(viewer, item=item, after=after, size=size)
    return cases.tasks_awaited_from(viewer, item=item, size=size)


def _edge(text: str) -> tuple[date, int] | None:
    """The last row of the page before, as the address says it; None when it says nothing that can be read."""
    found = AFTER.fullmatch(text)
    if not found:
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None


def _next_url(found: list[cases.Task], *, kind: str, item: int | None) -> str:
    """The page after, of one kind; the mixed list leads to the kinds instead."""
    if len(found) <= SIZE or not kind:
        return ""
    last = found[SIZE - 1]
    edge = last.review.pk if last.review else last.case.pk
    return _address(kind=kind, item=item, after=f"{last.due_on}_{edge}")


def _address(**said: object) -> str:
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{reverse('desk:work')}?{query}" if query else reverse("desk:work")


def _numbers(counts: cases.Counts, *, kind: str, item: int | None) -> dict[str, object]:
    waiting = {
        "receive": counts.to_receive,
        "review": counts.to_review,
        "decide": counts.to_decide,
        "extend": counts.to_extend,
        "issue": counts.to_issue,
    }
    tabs = [
        {"label": label, "number": waiting.get(name), "url": _address(kind=name, item=item), "is_here": name == kind}
        for name, label in KINDS.items()
        if name not in SELDOM or waiting[name] or name == kind
    ]
    numbers = [
        Count("已超期", counts.late, _address(), "late" if counts.late else ""),
        Count("今天到期", counts.due_today, _address(), "warn" if counts.due_today else ""),
        Count(KINDS["receive"], counts.to_receive, _address(kind="receive")),
        Count(KINDS["review"], counts.to_review, _address(kind="review")),
        Count(KINDS["decide"], counts.to_decide, _address(kind="decide")),
    ]
    return {"tabs": tabs, "numbers": numbers, "is_mixed": not kind, "cap": 100}
