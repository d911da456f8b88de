"""Answering what one was asked to bring: for the pre-review, as corrections, and for a review, all alike."""

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
from ..corrections import Remedy, answers_in, files_in, handed_over, remedy_for, what_is_asked

# What answers a notice: the supplement of the pre-review, the corrections of the law, or what a review misses.
ANSWERS = {"supplement": cases.supplement, "correct": cases.correct, "add": cases.add}


@signed_in
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """All that is wanted, at once, on one page; handed in together."""
    by, now = actor_before(request), timezone.now()
    case = cases.applicants_case(number, viewer=by)
    answer = next((verb for move, verb in ANSWERS.items() if move in cases.moves_open(case, viewer=by)), None)
    if answer is None:
        messages.info(request, "现在没有要补正的。")
        return redirect("portal:case", case.number)
    if request.method != "POST":
        return _shown(request, case, remedy_for(case, answers=case.answers, taken={}, faults={}))
    answers = answers_in(request, case)
    taken, faults = files_in(request, case, by=by, at=now)
    if not faults and not questions.is_about_rows(request.POST):
        try:
            answer(case.pk, answers=answers, materials=handed_over(taken), by=by, at=now)
        except InvalidInput as invalid:
            faults = invalid.faults
        else:
            messages.success(request, f"{what_is_asked(case)}材料已经交上去了。")
            return redirect("portal:case", case.number)
    return _shown(request, case, remedy_for(case, answers={**case.answers, **answers}, taken=taken, faults=faults))


def _shown(request: HttpRequest, case: cases.Case, remedy: Remedy) -> HttpResponse:
    back = reverse("portal:case", args=[case.number])
    return show_remedy(request, remedy, name=case.item_version.name, back_url=back, what=what_is_asked(case))


def show_remedy(request: HttpRequest, remedy: Remedy, *, name: str, back_url: str, what: str = "补正") -> HttpResponse:
    """All that is wanted, and what a try has still left wrong."""
    is_wrong = any(field.errors for field in remedy.fields) or bool(remedy.others)
    asked = {"what": what, "send_label": f"提交{what}", "asked": remedy.asked}
    context = {"name": name, "back_url": back_url, "remedy": remedy, **asked}
    return render(request, "portal/my/correct.html", context, status=422 if is_wrong else 200)
