"""Beginning an application, and what it depends on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import signed_in

from .. import guides, packages, questions
from ..applicants import actor_before, party_before
from ..preparation import Preparation, of_own_draft, prepared
from ..standing import gap_before


@dataclass(frozen=True)
class _Gaps:
    """Questions without an answer: those left blank, with what to say, and whether others are asked only now."""

    left_blank: Mapping[str, str]
    is_longer: bool

    @property
    def has_any(self) -> bool:
        return bool(self.left_blank) or self.is_longer


@signed_in
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say which situation is yours, and begin; a draft that is still open is taken up again."""
    party = party_before(request)
    version = catalogue.published(code)
    definition = catalogue.definition_of(version)
    given = request.POST if request.method == "POST" else request.GET
    situation = guides.chosen(definition, given.dict())
    gaps = _gaps(request, definition, situation=situation)
    if request.method != "POST" or gaps.has_any:
        fields = guides.situation_fields(definition, situation=situation, faults=gaps.left_blank)
        needs = guides.needs(definition, code=code, situation=situation)
        context = {"version": version, "definition": definition, "fields": fields, "needs": needs, "party": party}
        context |= {"is_longer": gaps.is_longer, "gap": gap_before(definition, party)}
        return render(request, "portal/apply/start.html", context, status=422 if gaps.left_blank else 200)
    draft = cases.start(code, situation=situation, by=actor_before(request), at=timezone.now())
    return _begun(request, draft, situation=situation)


@signed_in
def start_package(request: HttpRequest, package: str) -> HttpResponse:
    """Say which situation is yours, and begin to apply for all that it needs; an open draft is taken up again."""
    party = party_before(request)
    version = catalogue.package(package)
    definition = catalogue.package_definition_of(version)
    given = request.POST if request.method == "POST" else request.GET
    versions = catalogue.members_in_force(definition)
    catalogue.refuse_troubled(definition, items=catalogue.definitions_in_force(versions.values()))
    found = packages.occasion(definition, versions, given=given.dict())
    gaps = _gaps(request, found.whole, situation=found.situation)
    if request.method != "POST" or gaps.has_any:
        fields = guides.situation_fields(found.whole, situation=found.situation, faults=gaps.left_blank)
        context = {"version": version, "fields": fields, "parts": packages.parts(found), "party": party}
        context |= {"is_longer": gaps.is_longer, "is_settled": found.is_settled}
        context["gap"] = gap_before(found.whole, party)
        return render(request, "portal/packages/start.html", context, status=422 if gaps.left_blank else 200)
    draft = cases.start_joint(package, situation=found.situation, by=actor_before(request), at=timezone.now())
    return _begun(request, draft, situation=dict(found.situation))


def _begun(request: HttpRequest, draft: cases.Draft, *, situation: dict[str, str]) -> HttpResponse:
    """What is known about the applicant is filled in once, and what was chosen just now counts."""
    by, at = actor_before(request), timezone.now()
    cases.save_situation(draft.pk, situation=situation, by=by, at=at)
    begun = prepared(cases.draft(draft.pk, viewer=by))
    if begun.definition.form:
        known = questions.prefilled(begun.definition.form, party=party_before(request))
        cases.save_answers(draft.pk, answers={**known, **draft.answers}, by=by, at=at)
    steps = prepared(cases.draft(draft.pk, viewer=by)).steps
    return redirect(steps[1].url if begun.definition.situations else steps[0].url)


def _gaps(request: HttpRequest, definition: catalogue.Definition, *, situation: Mapping[str, str]) -> _Gaps:
    """Nobody is blamed for a question that the page did not show; before anything is sent, nothing is missing."""
    if request.method != "POST":
        return _Gaps({}, is_longer=False)
    missing = {fault.path: fault.message for fault in catalogue.check_situation(definition, situation=situation)}
    seen = set(request.POST.getlist(questions.ASKED))
    left_blank = {code: message for code, message in missing.items() if code in seen}
    return _Gaps(left_blank, is_longer=missing.keys() > left_blank.keys())


@signed_in
@of_own_draft
def situation(request: HttpRequest, preparation: Preparation) -> HttpResponseBase:
    """Change what was said about the situation; everything that depends on it follows."""
    definition, chosen = preparation.definition, preparation.draft.situation
    if request.method == "POST":
        definition, chosen = preparation.chosen(request.POST.dict())
        by = actor_before(request)
        cases.save_situation(preparation.draft.pk, situation=chosen, by=by, at=timezone.now())
        preparation = prepared(cases.draft(preparation.draft.pk, viewer=by))
    gaps = _gaps(request, definition, situation=chosen)
    if request.method == "POST" and not gaps.has_any:
        return redirect(preparation.after("situation"))
    fields = guides.situation_fields(definition, situation=chosen, faults=gaps.left_blank)
    context = {**preparation.around("situation"), "fields": fields, "is_longer": gaps.is_longer}
    return render(request, "portal/apply/situation.html", context, status=422 if gaps.left_blank else 200)


@signed_in
@of_own_draft
def discard(request: HttpRequest, preparation: Preparation) -> HttpResponseBase:
    """Throw a draft away, after one more question."""
    if request.method != "POST":
        return render(request, "portal/apply/discard.html", {"preparation": preparation})
    cases.discard(preparation.draft.pk, by=actor_before(request), at=timezone.now())
    messages.success(request, "草稿已经删除。")
    return redirect("portal:space")
