"""The steps that an official takes with a case: one view a step, one verb a view."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import for_posts, staff_only
from citong.kernel.errors import InvalidInput, NotFound

from .. import consequences
from ..forms import Delivery, Grant, Intake, Opinion, Pause, Refusal, Resume, TurnAway, add_faults
from ..papers import points_in
from ..screens import done, official, sent, show, told_on_the_case
from .case import page

handlers = for_posts("window", "review", "approval")


@handlers
@require_POST
@told_on_the_case
def intake(request: HttpRequest, case_id: int) -> HttpResponse:
    """Accept, or pass the pre-review and wait for the originals."""
    by, at = official(request), timezone.now()
    case = cases.officials_case(case_id, viewer=by)
    form = Intake(request.POST)
    if not form.is_valid():
        return page(request, case, bound=form)
    note = form.cleaned_data["note"]
    if request.POST.get("move") == "pass_pre_review":
        cases.pass_pre_review(case_id, note=note, by=by, at=at)
        return done(request, case_id, said="预审通过，等申请人交原件。")
    cases.accept(case_id, points=points_in(request.POST.getlist("point")), note=note, by=by, at=at)
    return done(request, case_id, said="已经受理，开始计时，《受理通知书》马上发给申请人。")


@handlers
@require_POST
@told_on_the_case
def opinion(request: HttpRequest, case_id: int, review_id: int) -> HttpResponse:
    """The opinion of the viewer's post."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    if review_id not in {review.pk for review in case.reviews.all()}:
        raise NotFound("这个办件没有这项审查。")
    form = Opinion(request.POST)
    if form.is_valid():
        said = {**form.cleaned_data, "favourable": form.cleaned_data["favourable"] == "yes"}
        points = points_in(request.POST.getlist("point"))
        try:
            cases.give_opinion(review_id, **said, points=points, by=by, at=timezone.now())
            return done(request, case_id, said="意见已经提交。")
        except InvalidInput as refusal:
            add_faults(form, refusal)
    return page(request, case, bound=form)


@handlers
@require_POST
@told_on_the_case
def grant(request: HttpRequest, case_id: int) -> HttpResponse:
    """Decide in the applicant's favour."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    form = Grant(request.POST)
    if not form.is_valid():
        return page(request, case, bound=form)
    cases.grant(case_id, **form.cleaned_data, by=by, at=timezone.now())
    return done(request, case_id, said="已经准予，决定书马上送出，自动办结。")


@handlers
@told_on_the_case
def refusal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Decide against it, with reasons, basis and remedies."""
    case = _open_for(request, case_id, "refuse")
    prepared = _prepared_refusal(catalogue.definition(case.item_version_id))
    form = Refusal(sent(request), initial=prepared)
    return _step(request, case, "refuse", form, verb=cases.refuse, said="已经决定不予许可，决定书马上送出。")


@handlers
@told_on_the_case
def turn_away(request: HttpRequest, case_id: int) -> HttpResponse:
    """Do not accept, with the reason and the competent body."""
    case = _open_for(request, case_id, "turn_away")
    form = TurnAway(sent(request))
    return _step(request, case, "turn_away", form, verb=cases.turn_away, said="已经不予受理，决定书马上送出。")


@handlers
@told_on_the_case
def pause(request: HttpRequest, case_id: int) -> HttpResponse:
    """A special procedure begins; the clocks stop."""
    case = _open_for(request, case_id, "suspend")
    usual = catalogue.definition(case.item_version_id).special_procedures
    kinds = {name: procedure.value for procedure, name in cases.PROCEDURE_NAMES.items()}
    offered = [(kinds[s.kind], f"{s.kind}（通常 {s.days} 天）") for s in usual if s.kind in kinds]
    initial = {"procedure": offered[0][0], "announced_days": usual[0].days} if len(offered) == 1 else {}
    form = Pause(sent(request), procedures=offered, initial=initial)
    return _step(request, case, "suspend", form, verb=cases.suspend, said="已经停止计时，《特别程序告知书》马上发出。")


@handlers
@told_on_the_case
def resume(request: HttpRequest, case_id: int) -> HttpResponse:
    """The special procedure has ended; the clocks run on."""
    case = _open_for(request, case_id, "resume")
    form = Resume(sent(request))
    return _step(request, case, "resume", form, verb=cases.resume, said="已经恢复计时，新的期限会告诉申请人。")


@staff_only
@told_on_the_case
def delivery(request: HttpRequest, case_id: int) -> HttpResponse:
    """The applicant has the result; how it reached them."""
    case = _open_for(request, case_id, "deliver")
    form = Delivery(sent(request))
    return _step(request, case, "deliver", form, verb=_deliver, said="送达已经登记，这件全部完成了。")


def _deliver(case_id: int, *, how: str, note: str, **context: object) -> cases.Case:
    words = f"{how}：{note}" if note else how
    return cases.deliver(case_id, how=words, **context)  # type: ignore[arg-type]


def _open_for(request: HttpRequest, case_id: int, move: str) -> cases.Case:
    """The case, when this move is open to the viewer; else why not."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    if move not in cases.moves_open(case, viewer=by):
        raise cases.NotYourPost("这一步现在不能由您的岗位来做。", remedy="请看办件现在到了哪一步、由谁办理。")
    return case


def _step(
    request: HttpRequest,
    case: cases.Case,
    move: str,
    form: forms.Form,
    *,
    verb: Callable[..., object],
    said: str,
) -> HttpResponse:
    """A step with a page of its own: show its form, or take it; what the rules refuse is shown beside its question."""
    if form.is_valid():
        try:
            verb(case.pk, **form.cleaned_data, by=official(request), at=timezone.now())
            return done(request, case.pk, said=said)
        except InvalidInput as refused:
            add_faults(form, refused)
    definition = catalogue.definition(case.item_version_id)
    context = {
        "case": case,
        "form": form,
        "title": consequences.LINKS[move][1],
        "then": consequences.after(move, definition),
    }
    return show(request, "desk/moves/step.html", context, status=422 if form.errors else 200)


def _prepared_refusal(definition: catalogue.Definition) -> dict[str, str]:
    """What a refusal usually says of its basis and remedies; the official goes over it."""
    basis = "；".join(f"《{law.law.strip('《》')}》{law.article}" for law in definition.legal_basis)
    general = (
        f"如不服本决定，可以自收到本决定书之日起六十日内向{settings.REVIEW_BODY}申请行政复议，"
        f"或者自收到本决定书之日起六个月内依法向{settings.COURT}提起行政诉讼。"
    )
    return {"basis": basis, "remedies": general}
