"""Answering the offer of a hearing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit.guards import signed_in

from ..applicants import actor_before
from ..forms import HearingAnswer
from ..hearings import hearing_told, wishes_open


@signed_in
def hearing(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the hearing, or do without it."""
    by, now = actor_before(request), timezone.now()
    case = cases.applicants_case(number, viewer=by)
    wishes = wishes_open(cases.moves_open(case, viewer=by))
    if not wishes:
        messages.info(request, "现在没有要答复的听证。")
        return redirect("portal:case", case.number)
    form = HearingAnswer(request.POST if request.method == "POST" else None, wishes=wishes)
    if not form.is_valid():
        told = hearing_told(case, today=timezone.localdate())
        context = {"case": case, "form": form, "told": told}
        return render(request, "portal/my/hearing.html", context, status=422 if form.is_bound else 200)
    if form.cleaned_data["wish"] == "ask":
        cases.ask_for_hearing(case.pk, asked_by=case.party_name, by=by, at=now)
    else:
        cases.waive_hearing(case.pk, by=by, at=now)
    messages.success(request, "您的答复已经记下。")
    return redirect("portal:case", case.number)
