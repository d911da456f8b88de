"""How far a case is, for whoever has its number and query code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit import joint_story, story
from citong.channels.kit.devices import sender_of
from citong.channels.kit.guards import anyone
from citong.kernel.errors import Refusal

from ..forms import Enquiry


@anyone
def progress(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the code; what is shown then says nothing about a person. The code is in no address."""
    form = Enquiry(request.POST or None)
    if not form.is_valid():
        return render(request, "portal/progress/ask.html", {"form": form}, status=422 if form.is_bound else 200)
    now = timezone.now()
    try:
        asked = {**form.cleaned_data, "sender": sender_of(request).network, "at": now}
        joint = cases.look_up_joint(**asked)
        if joint:
            return _joint_shown(request, joint)
        case = cases.look_up(**asked)
    except Refusal as refusal:
        context = {"form": form, "refusal": refusal}
        return render(request, "portal/progress/ask.html", context, status=refusal.status)
    today = timezone.localdate(now)
    context = {
        "case": case,
        "standing": story.standing(case, today=today),
        "events": story.enquirers_events(case, today=today),
        "clock": story.clock_of(case, today=today),
    }
    return render(request, "portal/progress/shown.html", context)


def _joint_shown(request: HttpRequest, joint: cases.JointCase) -> HttpResponse:
    """How far a whole is: its items and what happened, and nothing about a person."""
    today = timezone.localdate()
    context = {
        "joint": joint,
        "standing": joint_story.standing(joint, today=today),
        "branches": joint_story.branches_of(joint, today=today),
        "rows": joint_story.rows_of(joint, today=today, linked=False),
        "events": joint_story.events_of(joint, applicant="申请人", with_notes=False),
    }
    return render(request, "portal/joint/shown.html", context)
