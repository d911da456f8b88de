"""Emergency looks: begun with a reason, seen by those concerned, reviewed by somebody else."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.channels.kit.guards import permitted
from citong.kernel.errors import InvalidInput
from citong.kernel.permissions import has_permission

from ...forms import add_faults
from ...keeping_forms import BreakingGlass, Reviewing
from ...pages import SIZE, address, before_in
from ...screens import official, sent, show
from .forms import WRONG

concerned = permitted(cases.P.BREAK_GLASS, cases.P.REVIEW_BREAK_GLASS, cases.P.LEAD, cases.P.REASSIGN)
reviewers = permitted(cases.P.REVIEW_BREAK_GLASS)


@dataclass(frozen=True)
class Line:
    """A look, how often something was read by it, and whether this person reviews it."""

    look: cases.EmergencyLook
    read: int
    may_review: bool
    is_open: bool


@concerned
def looks(request: HttpRequest) -> HttpResponse:
    """Those that concern the viewer, and, for whoever may, the form to begin one."""
    by, now = official(request), timezone.now()
    form = BreakingGlass(sent(request)) if has_permission(by, cases.P.BREAK_GLASS) else None
    if form and request.method == "POST" and form.is_valid():
        try:
            look = cases.break_glass(form.cleaned_data["number"], reason=form.cleaned_data["reason"], by=by, at=now)
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            return redirect("desk:case", look.case_id)
    found = cases.emergency_looks(by, before=before_in(request.GET), size=SIZE + 1)
    reviews = has_permission(by, cases.P.REVIEW_BREAK_GLASS)
    context = {
        "form": form,
        "review_form": Reviewing(),
        "lines": [
            Line(
                look=each,
                read=cases.what_was_read(each).count(),
                may_review=reviews and each.reviewed_at is None and each.by != by.id,
                is_open=each.by == by.id and each.until > now,
            )
            for each in found[:SIZE]
        ],
        "next_url": address("desk:emergency", before=found[SIZE - 1].pk) if len(found) > SIZE else "",
    }
    return show(request, "desk/keeping/emergency.html", context, status=WRONG if form and form.errors else 200)


@reviewers
@require_POST
def review(request: HttpRequest, look_id: int) -> HttpResponse:
    """Say whether it was needed."""
    form = Reviewing(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        verdict = cases.EmergencyLook.Verdict(said["verdict"])
        cases.review_emergency_look(
            look_id, verdict=verdict, remark=said["remark"], by=official(request), at=timezone.now()
        )
        messages.success(request, "复核意见已经记下。")
    else:
        messages.warning(request, "请选复核意见：属实，或者不应该查阅。")
    return redirect("desk:emergency")
