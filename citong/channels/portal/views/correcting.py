"""Answering a correction notice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit.guards import signed_in
from citong.kernel.errors import InvalidInput

from .. import questions
from ..applicants import actor_before
from ..corrections import Remedy, answers_in, files_in, handed_over, remedy_for


@signed_in
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """All that is wanted, at once, on one page; handed in together."""
    by, now = actor_before(request), timezone.now()
    case = cases.applicants_case(number, viewer=by)
    if "correct" not in cases.moves_open(case, viewer=by):
        messages.info(request, "现在没有要补正的。")
        return redirect("portal:case", case.number)
    if request.method != "POST":
        return _shown(request, case, remedy_for(case, answers=case.answers, taken={}, faults={}))
    answers = answers_in(request, case)
    taken, faults = files_in(request, case, by=by, at=now)
    if not faults and not questions.is_about_rows(request.POST):
        try:
            cases.correct(case.pk, answers=answers, materials=handed_over(taken), by=by, at=now)
        except InvalidInput as invalid:
            faults = invalid.faults
        else:
            messages.success(request, "补正材料已经交上去了。")
            return redirect("portal:case", case.number)
    return _shown(request, case, remedy_for(case, answers={**case.answers, **answers}, taken=taken, faults=faults))


def _shown(request: HttpRequest, case: cases.Case, remedy: Remedy) -> HttpResponse:
    back = reverse("portal:case", args=[case.number])
    return show_remedy(request, remedy, name=case.item_version.name, back_url=back)


def show_remedy(request: HttpRequest, remedy: Remedy, *, name: str, back_url: str) -> HttpResponse:
    """All that is wanted, and what a try has still left wrong."""
    is_wrong = any(field.errors for field in remedy.fields) or bool(remedy.others)
    context = {"name": name, "back_url": back_url, "remedy": remedy, "asked": remedy.asked}
    return render(request, "portal/my/correct.html", context, status=422 if is_wrong else 200)
