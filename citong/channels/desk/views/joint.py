"""Wholes 一件事 at the desk: the lead collects, accepts and delivers once for all; each department sees them."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit import joint_story
from citong.channels.kit.downloads import download
from citong.channels.kit.guards import permitted, staff_only
from citong.documents import facade as documents
from citong.kernel.errors import NotFound
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..joint_page import context_of
from ..lights import light
from ..papers import PDF
from ..screens import official, show

SIZE = 20


@permitted(cases.P.READ)
def joints(request: HttpRequest) -> HttpResponse:
    """The wholes that the viewer's department leads, or that wait for the head of its government; newest first."""
    viewer, today, calendar = official(request), timezone.localdate(), organisations.work_calendar()
    text, shows_all = request.GET.get("before", ""), request.GET.get("all") == "1"
    before = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    found = cases.joints_led_by(viewer, only_open=not shows_all, before=before, size=SIZE + 1)
    lines = [
        (each, joint_story.TONES[each.state], light(each.due_on, today=today, calendar=calendar))
        for each in found[:SIZE]
    ]
    more = "&all=1" if shows_all else ""
    next_url = f"?before={found[SIZE - 1].pk}{more}" if len(found) > SIZE else ""
    return show(request, "desk/joint/list.html", {"lines": lines, "shows_all": shows_all, "next_url": next_url})


@staff_only
def joint(request: HttpRequest, joint_id: int) -> HttpResponse:
    """A whole with its members; opening it is recorded."""
    by = official(request)
    opened = cases.open_joint_as_official(joint_id, by=by, at=timezone.now())
    return show(request, "desk/joint/joint.html", context_of(opened, viewer=by, today=timezone.localdate()))


@staff_only
def letter(request: HttpRequest, joint_id: int, joint_letter_id: int) -> HttpResponse | FileResponse:
    """A letter for the whole as PDF; the look is recorded."""
    opened = cases.open_joint_as_official(joint_id, by=official(request), at=timezone.now())
    if documents.letter(joint_letter_id).subject != ref("joint", opened.pk):
        raise NotFound("这件事没有这份文书。")
    ready = documents.ensure_rendered(joint_letter_id, at=timezone.now())
    return download(documents.open_file(ready), name=f"{ready.title} {ready.number}.pdf", media_type=PDF)
