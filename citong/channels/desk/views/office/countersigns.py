"""Countersigning 会签: what waits for the department, asking others, answering, summing up."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from citong.channels.kit.downloads import download
from citong.channels.kit.guards import permitted, staff_only
from citong.kernel import files
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, NotFound
from citong.kernel.models import Upload
from citong.kernel.permissions import has_permission
from citong.kernel.workdays import WorkCalendar
from citong.office import facade as office
from citong.organisations import facade as organisations

from ...forms import add_faults
from ...office_forms import Asking
from ...office_page import (
    COUNTERSIGNING_STEPS,
    COUNTERSIGNING_TONES,
    VERDICT_TONES,
    OfficeLine,
    case_behind,
    events_of,
    line_of_countersigning,
    others_than,
)
from ...pages import SIZE, address, after_in, before_in
from ...screens import official, sent, show
from .steps import Said, beginning, case_named, take_step

TABS = {"": "要我们回的", "sent": "我们发的", "asked": "问过我们的"}
EMPTY = {
    "": ("没有要回复的会签", "别的部门来征求意见的，会出现在这里，先到期的排在前面。"),
    "sent": ("本单位还没有发过会签", "要征求别的部门意见，点“发会签”。"),
    "asked": ("别的部门还没有征求过本单位的意见", "收到的会签，不管回没回，都会留在这里。"),
}


@staff_only
def countersigns(request: HttpRequest) -> HttpResponse:
    """What the department has to answer, what it has sent, what it was ever asked."""
    viewer = official(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in TABS else ""
    lines, next_url = _page(request, viewer, kind=kind)
    context = {
        "title": "会签",
        "kind": kind,
        "tabs": [(label, address("desk:countersigns", kind=name), name == kind) for name, label in TABS.items()],
        "lines": lines,
        "next_url": next_url,
        "empty": EMPTY[kind],
        "others_head": "征求谁的意见" if kind == "sent" else "谁发的",
        "new_url": reverse("desk:countersign_new") if has_permission(viewer, office.P.SEND) else "",
        "new_label": "发会签",
    }
    return show(request, "desk/office/list.html", context)


def _page(request: HttpRequest, viewer: Actor, *, kind: str) -> tuple[list[OfficeLine], str]:
    today, calendar = timezone.localdate(), organisations.work_calendar()
    if kind == "sent":
        sent_ones = office.countersignings_sent_by(viewer, before=before_in(request.GET), size=SIZE + 1)
        lines = [_line(each, others=_asked(each), today=today, calendar=calendar) for each in sent_ones[:SIZE]]
        return lines, _older(kind, [each.pk for each in sent_ones])
    if kind == "asked":
        asked = office.opinions_asked_of(viewer, before=before_in(request.GET), size=SIZE + 1)
        return _of_opinions(asked, today=today, calendar=calendar), _older(kind, [each.pk for each in asked])
    waiting = office.opinions_awaited_from(viewer, after_row=after_in(request.GET), size=SIZE + 1)
    lines = _of_opinions(waiting, today=today, calendar=calendar)
    if len(waiting) <= SIZE:
        return lines, ""
    last = waiting[SIZE - 1]
    return lines, address("desk:countersigns", after=f"{last.due_on}_{last.pk}")


def _of_opinions(opinions: list[office.Opinion], *, today: date, calendar: WorkCalendar) -> list[OfficeLine]:
    return [
        _line(
            each.countersigning,
            others=each.countersigning.department.short_name,
            today=today,
            calendar=calendar,
        )
        for each in opinions[:SIZE]
    ]


def _line(each: office.Countersigning, **shown: Any) -> OfficeLine:
    """Any: passed on as it is."""
    return line_of_countersigning(each, **shown)


def _asked(each: office.Countersigning) -> str:
    opinions = list(each.opinions.all())
    answered = sum(opinion.given_at is not None for opinion in opinions)
    return f"{'、'.join(opinion.department.short_name for opinion in opinions)}（回了 {answered} / {len(opinions)}）"


def _older(kind: str, ids: list[int]) -> str:
    return address("desk:countersigns", kind=kind, before=ids[SIZE - 1]) if len(ids) > SIZE else ""


@permitted(office.P.SEND)
def new(request: HttpRequest) -> HttpResponse:
    """Ask other departments."""
    viewer, now = official(request), timezone.now()
    departments = others_than(viewer, on=timezone.localdate(now))
    form = Asking(sent(request), request.FILES or None, departments=departments, initial=beginning(request))
    if form.is_valid() and (about := case_named(request, form)) is not None:
        try:
            paper = _paper(form.cleaned_data, about=about, uploads=_taken(form.cleaned_data["attached"], by=viewer))
            sent_out = office.send_countersigning(paper, by=viewer, at=now)
        except InvalidInput as refused:
            add_faults(form, refused)
        except files.FileRefused as refused:
            form.add_error("attached", f"{refused.message}{refused.details.get('remedy', '')}")
        else:
            messages.success(request, f"会签已经发出，编号 {sent_out.number}。")
            return redirect("desk:countersign", sent_out.pk)
    context = {"form": form, "title": "发会签", "back": reverse("desk:countersigns"), "home": "会签"}
    context["then"] = "发出后：编号，各部门马上看到；到期前一个工作日，系统会提醒还没有回复的部门。"
    return show(request, "desk/office/new.html", context, status=422 if form.errors else 200)


def _taken(brought: list[Any], *, by: Actor) -> list[Upload]:
    """Any: what Django hands over as an uploaded file."""
    return [files.take(one.chunks(), name=one.name or "", by=by, at=timezone.now()) for one in brought]


def _paper(said: Said, *, about: str, uploads: list[Upload]) -> office.Paper:
    return office.Paper(
        title=said["title"],
        text=said["text"],
        asked=said["asked"],
        days=said["days"],
        silence=office.Silence(said["silence"]),
        silence_rule=said["silence_rule"],
        about=about,
        uploads=uploads,
        key=said["key"],
    )


@staff_only
def countersign(request: HttpRequest, countersign_id: int) -> HttpResponse:
    """One countersigning: what is asked, what was said, what can be done now."""
    viewer, today = official(request), timezone.localdate()
    found = office.countersigning(countersign_id, viewer=viewer)
    moves = office.countersigning_moves(found, viewer=viewer, today=today)
    names = {opinion.department_id: opinion.department.short_name for opinion in found.opinions.all()}
    context = {
        "paper": found,
        "line": line_of_countersigning(found, others="", today=today, calendar=organisations.work_calendar()),
        "tone": COUNTERSIGNING_TONES.get(office.CountersigningState(found.state), "plain"),
        "about": case_behind(found.about, viewer=viewer),
        "opinions": [
            (opinion, VERDICT_TONES[office.Verdict(opinion.verdict)] if opinion.verdict else "plain")
            for opinion in found.opinions.all()
        ],
        "events": events_of(found.steps.all(), named=office.countersigning_move_name, departments=names),
        "answer": COUNTERSIGNING_STEPS["give_opinion"].form() if "give_opinion" in moves else None,
        "answer_step": COUNTERSIGNING_STEPS["give_opinion"],
        "moves": [
            (reverse("desk:countersign_step", args=[found.pk, move]), COUNTERSIGNING_STEPS[move])
            for move in moves
            if move != "give_opinion"
        ],
    }
    return show(request, "desk/office/countersign.html", context)


@staff_only
def file(request: HttpRequest, countersign_id: int, paper_id: int) -> FileResponse:
    """A file that was sent along; the look is recorded."""
    upload = office.read_attachment(countersign_id, file_id=paper_id, by=official(request), at=timezone.now())
    return download(files.open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


@staff_only
def step(request: HttpRequest, countersign_id: int, move: str) -> HttpResponse:
    """A step with a countersigning, on a page of its own."""
    viewer = official(request)
    found = office.countersigning(countersign_id, viewer=viewer)
    if move not in COUNTERSIGNING_STEPS:
        raise NotFound("没有找到这个页面。")
    verb = VERBS[move]
    return take_step(
        request,
        COUNTERSIGNING_STEPS[move],
        may=move in office.countersigning_moves(found, viewer=viewer, today=timezone.localdate()),
        act=lambda said: verb(found.pk, **said, by=viewer, at=timezone.now()),
        back=reverse("desk:countersign", args=[found.pk]),
        context={"thing": found, "home": "会签", "home_url": reverse("desk:countersigns")},
    )


def _give_opinion(pk: int, *, verdict: str, **said: Any) -> office.Opinion:
    """Any: what the form has understood, passed on."""
    return office.give_opinion(pk, verdict=office.Verdict(verdict), **said)


VERBS: dict[str, Any] = {  # Any: verbs that take what their form has asked
    "give_opinion": _give_opinion,
    "urge": office.urge_countersigning,
    "close": office.close_countersigning,
    "withdraw": office.withdraw_countersigning,
}
