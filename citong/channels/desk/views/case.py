"""A case: its page, its files, and its whole numbers for whoever needs them."""

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.channels.kit.downloads import download, shown
from citong.channels.kit.guards import staff_only
from citong.channels.kit.headers import shown_beside
from citong.documents import facade as documents
from citong.kernel.errors import NotFound
from citong.kernel.files import open_stored
from citong.kernel.models import Upload
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref

from ..case_page import context_of
from ..papers import PDF, PICTURES
from ..screens import official, show


@staff_only
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """The case beside its decision; opening it is recorded."""
    opened = cases.open_as_official(case_id, by=official(request), at=timezone.now())
    return page(request, opened)


@staff_only
@require_POST
def reveal(request: HttpRequest, case_id: int) -> HttpResponse:
    """The same page with whole names and numbers; that they were asked for is recorded."""
    opened = cases.reveal(case_id, by=official(request), at=timezone.now())
    return page(request, opened, masked=False)


def page(
    request: HttpRequest, opened: cases.Case, *, bound: forms.Form | None = None, masked: bool = True
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
        masked=masked,
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
