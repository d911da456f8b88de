"""我的办事: drafts, cases, messages."""

from django.contrib import messages as said
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit import joint_story, story
from citong.channels.kit.downloads import download
from citong.channels.kit.figures import Attachment
from citong.channels.kit.guards import signed_in
from citong.channels.kit.levels import linked_cases
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel import files
from citong.kernel.refs import ref
from citong.notices import facade as notices

from ..applicants import actor_before
from ..forms import Withdrawal
from ..hearings import hearing_told
from ..paging import edge_of

SIZE = 20
LATEST = 3


@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """What is begun, what is under way, what one was told."""
    by, before = actor_before(request), edge_of(request, "before")
    found = cases.cases_of(by, before=before, size=SIZE + 1)
    shown, asked = found[:SIZE], cases.cases_asked_of(by)
    context = {
        "drafts": cases.drafts_of(by),
        "cases": [(case, *story.tag_of(case, is_asked=case.pk in asked)) for case in shown],
        "joints": [(joint, *joint_story.tag_of(joint)) for joint in cases.joints_of(by)] if before is None else [],
        "is_first": before is None,
        "next": f"?before={shown[-1].pk}" if len(found) > SIZE else "",
        "messages_unread": notices.unread_count(by.id),
        "latest": notices.inbox(by.id, size=LATEST),
    }
    return render(request, "portal/my/overview.html", context)


@signed_in
def messages(request: HttpRequest) -> HttpResponse:
    """Everything that one was told, newest first."""
    after = edge_of(request, "after")
    found = notices.inbox(actor_before(request).id, after=after, size=SIZE + 1)
    context = {
        "notices": found[:SIZE],
        "is_first": after is None,
        "next": f"?after={found[SIZE - 1].pk}" if len(found) > SIZE else "",
    }
    return render(request, "portal/my/messages.html", context)


@signed_in
def message(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One message; opening it is reading it."""
    notice = notices.mark_read(notice_id, by=actor_before(request), at=timezone.now())
    return render(request, "portal/my/message.html", {"notice": notice})


@signed_in
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: where it stands, what happened, what one can do, what was written and handed in."""
    by, today = actor_before(request), timezone.localdate()
    found = cases.applicants_case(number, viewer=by)
    names = {each.code: each.name for each in catalogue.definition(found.item_version_id).materials}
    context = {
        "case": found,
        "standing": story.standing(found, today=today),
        "events": story.applicants_events(found, today=today),
        "clock": story.clock_of(found, today=today),
        "face": cases.clock_face(found),
        "moves": cases.moves_open(found, viewer=by),
        "letters": documents.letters_of(ref("case", found.pk)),
        "materials": [(names.get(each.code, each.code), _attachment(found, each)) for each in found.materials.all()],
        "query_code": cases.query_code_of(found),
        **linked_cases(found),
        "hearing_told": hearing_told(found, today=today),
        "fee": getattr(found, "fee_notice", None),
        "certificates": found.certificates.all(),
    }
    return render(request, "portal/my/case.html", context)


@signed_in
def letter(request: HttpRequest, number: str, letter_id: int) -> HttpResponseBase:
    """One of the letters of one's own case, as PDF; made at once when the worker has not been there yet."""
    found = cases.applicants_case(number, viewer=actor_before(request), power=identity.Power.LETTERS)
    wanted = documents.letter(letter_id)
    if wanted.subject != ref("case", found.pk):
        raise Http404
    wanted = documents.ensure_rendered(letter_id, at=timezone.now())
    return download(documents.open_file(wanted), name=f"{wanted.title}.pdf", media_type="application/pdf")


@signed_in
def material(request: HttpRequest, number: str, material_id: int) -> HttpResponseBase:
    """One of the files that one handed in."""
    found = cases.applicants_case(number, viewer=actor_before(request))
    upload = cases.material_file(found, material_id)
    return download(files.open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


@signed_in
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take an application back, after one more question."""
    by = actor_before(request)
    found = cases.applicants_case(number, viewer=by)
    form = Withdrawal(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"case": found, "form": form, "moves": cases.moves_open(found, viewer=by)}
        return render(request, "portal/my/withdraw.html", context, status=422 if form.is_bound else 200)
    cases.withdraw(found.pk, reason=form.cleaned_data["reason"], by=by, at=timezone.now())
    said.success(request, "申请已经撤回。")
    return redirect("portal:case", found.number)


def _attachment(case: cases.Case, each: cases.CaseMaterial) -> Attachment:
    replaced = "已用补正的文件替换" if each.replaced_in is not None else ""
    url = reverse("portal:case_material", args=[case.number, each.pk])
    return Attachment(each.upload.name, each.upload.file.size, url=url, note=replaced)
