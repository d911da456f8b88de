"""Filling in the form, a page at a time. What is typed is kept at once, right or wrong."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import signed_in

from .. import questions
from ..applicants import actor_before
from ..preparation import Preparation, of_own_draft, prepared


@signed_in
@of_own_draft
def page(request: HttpRequest, preparation: Preparation, page: str) -> HttpResponseBase:
    """One page of the form."""
    preparation.place(f"page:{page}")
    if request.method != "POST":
        return _shown(request, preparation, page, faults={})
    preparation = _kept(request, preparation)
    if questions.is_about_rows(request.POST):
        return redirect("portal:page", preparation.draft.pk, page)
    seen = set(request.POST.getlist(questions.ASKED))
    faults = {path: why for path, why in _faults(preparation, page).items() if path.partition("-")[0] in seen}
    is_longer = not seen.issuperset(field.name for field in _page(preparation, page).fields)
    if faults or is_longer:
        return _shown(request, preparation, page, faults=faults, is_longer=is_longer)
    return redirect(preparation.after(f"page:{page}"))


@signed_in
@require_POST
@of_own_draft
def live(request: HttpRequest, preparation: Preparation, page: str) -> HttpResponseBase:
    """While somebody fills in the page: keep what is there; draw it anew only when other questions are asked now."""
    preparation = _kept(request, preparation)
    preparation.place(f"page:{page}")
    now = [field.name for field in _page(preparation, page).fields]
    context = _context(preparation, page, faults={})
    if now == request.POST.getlist(questions.ASKED):
        answer = render(request, "portal/apply/saved.html", context)
        answer.headers["HX-Reswap"] = "none"
        return answer
    return render(request, "portal/apply/questions_anew.html", context)


def _kept(request: HttpRequest, preparation: Preparation) -> Preparation:
    answers = questions.sent(preparation.form, request.POST)
    by = actor_before(request)
    cases.save_answers(preparation.draft.pk, answers=answers, by=by, at=timezone.now())
    return prepared(cases.draft(preparation.draft.pk, viewer=by))


def _faults(preparation: Preparation, page: str) -> dict[str, str]:
    draft = preparation.draft
    found = catalogue.check_page(preparation.form, page, situation=draft.situation, answers=draft.answers)
    return {fault.path: fault.message for fault in found}


def _page(preparation: Preparation, code: str) -> catalogue.FormPage:
    preparation.place(f"page:{code}")
    return next(each for each in preparation.pages if each.code == code)


def _context(preparation: Preparation, code: str, *, faults: dict[str, str]) -> dict[str, object]:
    page = _page(preparation, code)
    drawn = questions.drawn(preparation.form, page, answers=preparation.draft.answers, faults=faults)
    return {
        **preparation.around(f"page:{code}"),
        "page": page,
        "questions": drawn,
        "fields": questions.flat(drawn),
        "asked": [field.name for field in page.fields],
    }


def _shown(
    request: HttpRequest, preparation: Preparation, code: str, *, faults: dict[str, str], is_longer: bool = False
) -> HttpResponse:
    context = {**_context(preparation, code, faults=faults), "is_longer": is_longer}
    return render(request, "portal/apply/page.html", context, status=422 if faults else 200)
