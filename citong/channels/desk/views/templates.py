"""The texts of letters: looking at them, writing, trying on what real letters said, publishing, putting back."""

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from citong.channels.kit.downloads import shown
from citong.channels.kit.fields import field_of
from citong.channels.kit.guards import permitted
from citong.channels.kit.headers import shown_beside
from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.kernel.errors import NotFound, Refusal

from ..forms import TemplateText, TriedOn
from ..screens import CONFLICT, official, show
from ..template_pages import EXAMPLES, LETTERS_TO_TRY, choices_of, faults_in_lines, usable_fields, versions_of

keepers = permitted(documents.P.KEEP_TEMPLATES)


@keepers
def texts(request: HttpRequest) -> HttpResponse:
    """Every kind of letter, with the version that is in force."""
    return show(request, "desk/letters/texts.html", {"texts": documents.template_texts()})


@keepers
def text(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its text, the draft of the next, and what every version changed."""
    known = _kind(kind)
    versions = versions_of(known)
    draft = next((version for version in versions if version.template.version is None), None)
    context = {
        "kind": known,
        "title": documents.title_of(known),
        "draft": draft,
        "versions": [version for version in versions if version is not draft],
    }
    return show(request, "desk/letters/text.html", context)


@keepers
def edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Write the next version: beginning with the draft, or else with what is in force."""
    known = _kind(kind)
    if request.method == "POST":
        return _saved(request, known)
    draft = documents.template_draft(known)
    begun = draft or documents.template_in_force(known)
    initial = {"body": begun.body, "note": draft.note if draft else "", "edition": draft.edition if draft else 0}
    return _editor(request, known, TemplateText(initial=initial))


@keepers
@require_POST
def check(request: HttpRequest, kind: str) -> HttpResponse:
    """What is wrong with a text while somebody writes it; nothing is kept."""
    form = TemplateText(request.POST)
    known = _kind(kind)
    if "body" not in form.errors:
        _add_faults(form, known)
    return render(request, "kit/field.html", {"field": field_of(form["body"], check_url=request.path)})


@keepers
def look(request: HttpRequest, kind: str, template_id: int) -> HttpResponse:
    """How letters look with one version: with what a real one said, or with made-up values."""
    template = _template(kind, template_id)
    letters = choices_of(documents.latest_letters(Kind(template.kind), limit=LETTERS_TO_TRY))
    form = TriedOn(request.GET or None, letters=letters)
    chosen = form.cleaned_data["letter"] if form.is_valid() else None
    context = {"template": template, "title": documents.title_of(Kind(template.kind)), "form": form, "chosen": chosen}
    return show(request, "desk/letters/look.html", context)


@keepers
@shown_beside
def paper(request: HttpRequest, kind: str, template_id: int) -> HttpResponseBase:
    """The paper itself; whose letter was tried is recorded."""
    template = _template(kind, template_id)
    letter = request.GET.get("letter", "")
    letter_id = int(letter) if letter.isascii() and letter.isdecimal() and len(letter) < 19 else None
    by, at = official(request), timezone.now()
    content = documents.preview_template(template.pk, letter_id=letter_id, by=by, at=at)
    return shown(BytesIO(content), name="预览.pdf", media_type="application/pdf")


@keepers
@require_POST
def publish(request: HttpRequest, kind: str, template_id: int) -> HttpResponse:
    """From now on letters say it so."""
    edition = request.POST.get("edition", "")
    seen = int(edition) if edition.isascii() and edition.isdecimal() else 0
    by, at = official(request), timezone.now()
    return _done(
        request,
        _template(kind, template_id),
        lambda pk: documents.publish_template(pk, edition=seen, by=by, at=at),
        said="已经发布。从现在起出的文书用新的写法，已经出的不变。",
    )


@keepers
@require_POST
def discard(request: HttpRequest, kind: str, template_id: int) -> HttpResponse:
    """Give the draft up."""
    by, at = official(request), timezone.now()
    template = _template(kind, template_id)
    return _done(request, template, lambda pk: documents.discard_template(pk, by=by, at=at), said="草稿已经放弃。")


@keepers
@require_POST
def restore(request: HttpRequest, kind: str, template_id: int) -> HttpResponse:
    """An older version's words, as a new version."""
    by, at = official(request), timezone.now()
    template = _template(kind, template_id)
    said = f"已经恢复第 {template.version} 版的写法，作为新的一版发布。"
    return _done(request, template, lambda pk: documents.restore_template(pk, by=by, at=at), said=said)


def _saved(request: HttpRequest, kind: Kind) -> HttpResponse:
    form = TemplateText(request.POST)
    if not form.is_valid():
        return _editor(request, kind, form, status=422)
    try:
        documents.draft_template(kind, **form.cleaned_data, by=official(request), at=timezone.now())
    except documents.TemplateFaulty as refusal:
        form.add_error("body", faults_in_lines(refusal.faults.items()))
        return _editor(request, kind, form, status=422)
    except documents.TemplateMoved as refusal:
        form.add_error(None, f"{refusal.message}{refusal.details['remedy']}您写的还在下面，没有保存。")
        return _editor(request, kind, form, status=CONFLICT)
    messages.success(request, "草稿已经保存。看看样子，再发布。")
    return redirect("desk:template", kind)


def _editor(request: HttpRequest, kind: Kind, form: TemplateText, *, status: int = 200) -> HttpResponse:
    context = {
        "kind": kind,
        "title": documents.title_of(kind),
        "form": form,
        "numbered": form["body"].value().splitlines() if form.is_bound else [],
        "examples": EXAMPLES,
        "fields": usable_fields(kind),
    }
    return show(request, "desk/letters/edit.html", context, status=status)


def _add_faults(form: TemplateText, kind: Kind) -> None:
    faults = documents.template_faults(kind, body=form["body"].value().replace("\r\n", "\n"))
    if faults:
        form.add_error("body", faults_in_lines((fault.where, fault.words) for fault in faults))


def _done(
    request: HttpRequest, template: documents.Template, act: Callable[[int], object], *, said: str
) -> HttpResponse:
    """Back to the kind's page, with what happened, or why it could not: it shows how things stand now."""
    try:
        act(template.pk)
    except Refusal as refusal:
        if refusal.status != CONFLICT and not isinstance(refusal, documents.TemplateFaulty):
            raise
        messages.warning(request, format_html("{}{}", refusal.message, refusal.details.get("remedy", "")))
    else:
        messages.success(request, said)
    return redirect("desk:template", template.kind)


def _kind(kind: str) -> Kind:
    if kind not in {known.value for known in Kind}:
        raise NotFound("没有这种文书。")
    return Kind(kind)


def _template(kind: str, template_id: int) -> documents.Template:
    found = documents.template(template_id)
    if found.kind != kind:
        raise NotFound("没有这种文书。")
    return found
