"""A whole 一件事 of one's own: how far its items are, its letters, its corrections, taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit import joint_story
from citong.channels.kit.downloads import download
from citong.channels.kit.guards import signed_in
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref

from .. import joint_page, questions
from ..applicants import actor_before
from ..corrections import answers_in, files_in, handed_over, remedy_for
from ..forms import Withdrawal
from .correcting import show_remedy


@signed_in
def joint(request: HttpRequest, joint_number: str) -> HttpResponse:
    """One whole: where it stands, a picture of its items, what happened, what was written and handed in."""
    by, today = actor_before(request), timezone.localdate()
    found = cases.applicants_joint(joint_number, viewer=by)
    context = {
        "joint": found,
        "query_code": cases.joint_query_code_of(found),
        "standing": joint_story.standing(found, today=today),
        "branches": joint_story.branches_of(found, today=today),
        "rows": joint_story.rows_of(found, today=today, linked=True),
        "events": joint_story.events_of(found, applicant="您", with_notes=True),
        "moves": cases.joint_moves_open(found, viewer=by),
        "letters": joint_page.letters_of(found),
        "materials": joint_page.materials_of(found),
    }
    return render(request, "portal/joint/joint.html", context)


@signed_in
def letter(request: HttpRequest, joint_number: str, joint_letter_id: int) -> HttpResponseBase:
    """One of the letters for the whole, as PDF."""
    found = cases.applicants_joint(joint_number, viewer=actor_before(request), power=identity.Power.LETTERS)
    if documents.letter(joint_letter_id).subject != ref("joint", found.pk):
        raise Http404
    wanted = documents.ensure_rendered(joint_letter_id, at=timezone.now())
    return download(documents.open_file(wanted), name=f"{wanted.title}.pdf", media_type="application/pdf")


@signed_in
def withdraw(request: HttpRequest, joint_number: str) -> HttpResponse:
    """Take everything back, after one more question."""
    by = actor_before(request)
    found = cases.applicants_joint(joint_number, viewer=by)
    form = Withdrawal(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"joint": found, "form": form, "moves": cases.joint_moves_open(found, viewer=by)}
        return render(request, "portal/joint/withdraw.html", context, status=422 if form.is_bound else 200)
    cases.withdraw_joint(found.pk, reason=form.cleaned_data["reason"], by=by, at=timezone.now())
    messages.success(request, "申请已经撤回。")
    return redirect("portal:joint", found.number)


@signed_in
def correct(request: HttpRequest, joint_number: str) -> HttpResponse:
    """All that is wanted for all items, at once, on one page; handed in together."""
    by, now = actor_before(request), timezone.now()
    found = cases.applicants_joint(joint_number, viewer=by)
    if "correct" not in cases.joint_moves_open(found, viewer=by):
        messages.info(request, "现在没有要补正的。")
        return redirect("portal:joint", found.number)
    answers = answers_in(request, found) if request.method == "POST" else {}
    taken, faults = files_in(request, found, by=by, at=now)
    if request.method == "POST" and not faults and not questions.is_about_rows(request.POST):
        try:
            cases.correct_joint(found.pk, answers=answers, materials=handed_over(taken), by=by, at=now)
        except InvalidInput as invalid:
            faults = invalid.faults
        else:
            messages.success(request, "补正材料已经交上去了。")
            return redirect("portal:joint", found.number)
    remedy = remedy_for(found, answers={**found.answers, **answers}, taken=taken, faults=faults)
    back = reverse("portal:joint", args=[found.number])
    return show_remedy(request, remedy, name=found.package_version.name, back_url=back)
