"""A case: its page, its files, and its whole numbers for whoever needs them."""

from functools import partial

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.channels.kit.downloads import download, shown
from citong.channels.kit.guards import staff_only
from citong.channels.kit.headers import shown_beside
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel.errors import NotFound
from citong.kernel.files import open_stored
from citong.kernel.models import Upload
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref

from .. import consequences
from ..case_page import context_of
from ..forms import Unmasking
from ..papers import PDF, PICTURES
from ..screens import official, sent, show
from .steps import take

UNMASKED = (
    "这个办件的姓名、证件号码、手机号完整显示 30 分钟，只对您这次登录有效。"
    "每次查看都留痕，申请人看得到是哪个岗位、为什么看的。"
)


@staff_only
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """The case beside its decision; opening it is recorded. Whole numbers stand there while that was asked for."""
    by, now, about = official(request), timezone.now(), ref("case", case_id)
    allowed = identity.unmasking_in_force(about, session=_session(request), by=by, at=now)
    if allowed is not None:
        return page(request, cases.open_revealed(case_id, allowed=allowed, by=by, at=now), allowed=allowed)
    return page(request, cases.open_as_official(case_id, by=by, at=now))


@staff_only
def reveal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Whole names and numbers for a while: what for is asked, written down, and told to whom it concerns."""
    found, _ = cases.readable_case(case_id, viewer=official(request), at=timezone.now())
    form, verb = Unmasking(sent(request)), partial(cases.reveal, session=_session(request))
    context = {"then": UNMASKED, "said_before": []}
    said = "现在可以看完整信息，到时自动遮盖。"
    return take(request, found, consequences.UNMASKING, form, verb=verb, said=said, context=context)


def page(
    request: HttpRequest,
    opened: cases.Case,
    *,
    bound: forms.Form | None = None,
    allowed: identity.Unmasking | None = None,
) -> HttpResponse:
    """The page of a case; with a form that was refused, it says what is wrong and keeps what was typed and ticked."""
    by, now = official(request), timezone.now()
    look = cases.open_look(opened.pk, viewer=by, at=now) if has_permission(by, cases.P.BREAK_GLASS) else None
    context = context_of(
        opened,
        viewer=by,
        today=timezone.localdate(),
        bound=bound,
        ticked=frozenset(request.POST.getlist("point")),
        wanted=request.GET.get("material", ""),
        allowed=allowed,
    )
    return show(request, "desk/cases/case.html", {**context, "emergency": look}, status=422 if bound else 200)


@staff_only
def material(request: HttpRequest, case_id: int, material_id: int) -> FileResponse:
    """A file that was handed in, to be saved; whatever it holds, the browser runs none of it."""
    upload = _upload(request, case_id, material_id)
    return download(open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


@staff_only
@shown_beside
def paper(request: HttpRequest, case_id: int, material_id: int) -> FileResponse:
    """A picture or PDF that was handed in, shown beside what is to be looked at in it."""
    upload = _upload(request, case_id, material_id)
    if upload.file.media_type not in PICTURES | {PDF}:
        raise NotFound("这种文件不能在页面里看，请下载。")
    return shown(open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


@staff_only
def evidence(request: HttpRequest, case_id: int, upload_id: int) -> FileResponse:
    """A signed record or a picture that an official put on file, to be saved; the look is recorded."""
    upload = cases.read_evidence(case_id, upload_id=upload_id, by=official(request), at=timezone.now())
    return download(open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


@staff_only
def letter(request: HttpRequest, case_id: int, letter_id: int) -> FileResponse:
    """A letter of the case as PDF, made at once when nobody has asked for it before; the look is recorded."""
    cases.read_letter(case_id, letter_id=letter_id, by=official(request), at=timezone.now())
    wanted = documents.letter(letter_id)
    if wanted.subject != ref("case", case_id):
        raise NotFound("这个办件没有这份文书。")
    ready = documents.ensure_rendered(letter_id, at=timezone.now())
    return download(documents.open_file(ready), name=f"{ready.title} {ready.number}.pdf", media_type=PDF)


@staff_only
def proof(request: HttpRequest, case_id: int, letter_id: int, upload_id: int) -> FileResponse:
    """The signed receipt or picture that shows how a letter was served, to be saved; the look is recorded."""
    cases.read_proof(case_id, letter_id=letter_id, upload_id=upload_id, by=official(request), at=timezone.now())
    upload = documents.proof_file(ref("case", case_id), letter_id=letter_id, upload_id=upload_id)
    return download(open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


def _upload(request: HttpRequest, case_id: int, material_id: int) -> Upload:
    return cases.read_material(case_id, material_id=material_id, by=official(request), at=timezone.now())


def _session(request: HttpRequest) -> str:
    """The name of this sign-in, under which what was allowed is kept."""
    return identity.session_id(request.session.session_key or "")
