"""The items of the hall: which there are, what each said when, and bringing in guides by the file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted

from ..forms import ItemsUpload
from ..screens import official, sent, show

SIZE = 50
FAULTS_SHOWN = 200
keepers = permitted(catalogue.P.KEEP_ITEMS)


@keepers
def items(request: HttpRequest) -> HttpResponse:
    """Everything that is published, by name, a page at a time."""
    after, before = _edge(request, "after"), _edge(request, "before")
    found = catalogue.page(after=after, before=before, size=SIZE)
    rates = catalogue.online_rates()
    context = {
        "versions": found.rows,
        "rates": rates,
        "previous_url": _address("before", found.previous_before),
        "next_url": _address("after", found.next_after),
    }
    return show(request, "desk/duty/items.html", context)


@keepers
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item, and its versions, the newest first."""
    versions = list(catalogue.versions_of(item_id))
    if not versions:
        raise catalogue.NoSuchItem("找不到这个事项。")
    return show(request, "desk/duty/item.html", {"versions": versions, "newest": versions[0]})


@keepers
def bring_in(request: HttpRequest) -> HttpResponse:
    """Guides from a file: all of it, or nothing and a list of what is wrong."""
    form = ItemsUpload(sent(request), request.FILES or None)
    report = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        lines = catalogue.lines_in(file, file_name=file.name)
        report = catalogue.import_guides(lines, by=official(request), at=timezone.now())
        if not report.faults:
            said = f"新增 {report.added} 项，更新 {report.updated} 项，没有变化 {report.unchanged} 项。"
            messages.success(request, f"导入完成：{said}")
            return redirect("desk:items")
    context = {"form": form, "report": report, "faults": report.faults[:FAULTS_SHOWN] if report else []}
    return show(request, "desk/duty/import.html", context, status=422 if request.method == "POST" else 200)


def _edge(request: HttpRequest, name: str) -> catalogue.Key | None:
    number, label = request.GET.get(f"{name}_id", ""), request.GET.get(name, "").replace("\x00", "")
    if not (label and number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return label[:200], int(number)


def _address(name: str, edge: catalogue.Key | None) -> str:
    if edge is None:
        return ""
    return f"{reverse('desk:items')}?{urlencode([(name, edge[0]), (f'{name}_id', str(edge[1]))])}"
