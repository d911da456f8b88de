"""The materials of an application: files come and go, each beside the material that it is for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.channels.kit.downloads import download
from citong.channels.kit.guards import signed_in
from citong.kernel import files

from ..applicants import actor_before
from ..preparation import Preparation, of_own_draft, prepared


@signed_in
@of_own_draft
def materials(request: HttpRequest, preparation: Preparation) -> HttpResponseBase:
    """What to hand in, and what is there already. Going on with something missing is allowed: the check will say so."""
    if request.method == "POST":
        return redirect(preparation.after("materials"))
    return _shown(request, preparation)


@signed_in
@require_POST
@of_own_draft
def upload(request: HttpRequest, preparation: Preparation, material: str) -> HttpResponseBase:
    """Put a file with a material; one that cannot be taken is told beside it."""
    wanted, by, now = preparation.wants(material), actor_before(request), timezone.now()
    brought = request.FILES.getlist("file")
    if not brought:
        return _shown(request, preparation, troubled=material, trouble="请先选择文件，再上传。")
    if len(wanted.files) + len(brought) > wanted.material.max_files:
        return _shown(request, preparation, troubled=material, trouble=f"最多传 {wanted.material.max_files} 个文件。")
    try:
        for one in brought:
            taken = files.take(one.chunks(), name=one.name or "", by=by, at=now)
            cases.attach(preparation.draft.pk, material=material, upload=taken, by=by, at=now)
    except files.FileRefused as refused:
        trouble = f"{refused.message}{refused.details.get('remedy', '')}"
        return _shown(request, _anew(request, preparation), troubled=material, trouble=trouble)
    return _back(request, preparation, material)


@signed_in
@require_POST
@of_own_draft
def remove(request: HttpRequest, preparation: Preparation, file_id: int) -> HttpResponseBase:
    """Take a file away again."""
    material = next((each.material for each in preparation.draft.files.all() if each.pk == file_id), None)
    if material is None:
        raise Http404
    cases.detach(preparation.draft.pk, file_id=file_id, by=actor_before(request), at=timezone.now())
    return _back(request, preparation, material)


@signed_in
@of_own_draft
def file(request: HttpRequest, preparation: Preparation, file_id: int) -> HttpResponseBase:  # noqa: ARG001
    """One of the own files, to look at it again."""
    upload = next((each.upload for each in preparation.draft.files.all() if each.pk == file_id), None)
    if upload is None:
        raise Http404
    return download(files.open_stored(upload.file), name=upload.name, media_type=upload.file.media_type)


def _back(request: HttpRequest, preparation: Preparation, material: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _shown(request, _anew(request, preparation), troubled=material)
    return redirect(reverse("portal:materials", args=[preparation.draft.pk]) + f"#material-{material}")


def _anew(request: HttpRequest, preparation: Preparation) -> Preparation:
    return prepared(cases.draft(preparation.draft.pk, viewer=actor_before(request)))


def _shown(request: HttpRequest, preparation: Preparation, *, troubled: str = "", trouble: str = "") -> HttpResponse:
    status = 422 if trouble else 200
    if request.headers.get("HX-Request"):
        context = {"preparation": preparation, "wanted": preparation.wants(troubled), "trouble": trouble}
        return render(request, "portal/apply/material.html", context, status=status)
    context = {**preparation.around("materials"), "troubled": troubled, "trouble": trouble}
    return render(request, "portal/apply/materials.html", context, status=status)
