"""A step with a page of its own: its form, what it will cause, and what is wrong beside the question it is about."""

from collections.abc import Callable, Mapping, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted
from citong.kernel import files
from citong.kernel.errors import InvalidInput
from citong.kernel.models import Upload

from .. import consequences
from ..consequences import Step
from ..forms import add_faults
from ..questions import Kept
from ..screens import done, official, show

WRONG = 422
handlers = permitted(cases.P.RECEIVE, cases.P.EXAMINE)


def open_for(request: HttpRequest, case_id: int, *moves: str) -> cases.Case:
    """The case, when one of these moves is open to the viewer; else why not."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    if not set(moves) & set(cases.moves_open(case, viewer=by)):
        raise cases.NotYourPost("这一步现在不能由您的岗位来做。", remedy="请看办件现在到了哪一步、由谁办理。")
    return case


def take_step(
    request: HttpRequest,
    case: cases.Case,
    move: str,
    form: forms.Form,
    *,
    verb: Callable[..., object],
    said: str,
    said_before: Sequence[str] = (),
) -> HttpResponse:
    """Show the form of a move, or make it. `said_before` is what to know before one fills it in."""
    then = consequences.after(move, catalogue.definition(case.item_version_id))
    context = {"said_before": said_before, "then": then}
    return take(request, case, consequences.STEPS[move], form, verb=verb, said=said, context=context)


def take(
    request: HttpRequest,
    case: cases.Case,
    step: Step,
    form: forms.Form,
    *,
    verb: Callable[..., object],
    said: str,
    context: Mapping[str, object],
) -> HttpResponse:
    """The same for a step that is no move of the viewer's own work."""
    kept = _keep_file(request, form) if form.is_bound else None
    if form.is_bound and form.is_valid():
        try:
            verb(case.pk, **_answers(form, kept), by=official(request), at=timezone.now())
            return done(request, case.pk, said=said)
        except InvalidInput as refused:
            add_faults(form, refused)
    shown = {"case": case, "form": form, "step": step, "title": step.label, "kept": kept, **context}
    return show(request, "desk/moves/step.html", shown, status=WRONG if form.errors else 200)


def _keep_file(request: HttpRequest, form: forms.Form) -> Upload | None:
    """The file that came, now or with a try before; it is stored whether or not the rest is right."""
    if not isinstance(form, Kept):
        return None
    form.is_valid()
    brought, before, by = form.cleaned_data.get("file"), form.cleaned_data.get("kept"), official(request)
    if not brought:
        return files.own_uploads([str(before)], by=by)[str(before)] if before else None
    try:
        taken = files.take(brought.chunks(), name=brought.name or "", by=by, at=timezone.now())
    except files.FileRefused as refused:
        form.add_error("file", f"{refused.message}{refused.details.get('remedy', '')}")
        return None
    form.data = {**request.POST.dict(), "kept": str(taken.key)}
    return taken


def _answers(form: forms.Form, kept: Upload | None) -> dict[str, object]:
    """What the verb is told: a file is told by its key."""
    answers = {name: answer for name, answer in form.cleaned_data.items() if name not in {"file", "kept"}}
    return {**answers, "upload": str(kept.key) if kept else ""} if isinstance(form, Kept) else answers
