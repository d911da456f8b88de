"""The steps that are taken on the page of the case itself: acceptance, opinions, the grant."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.channels.kit.confirming import freshly_signed_in
from citong.kernel.errors import InvalidInput, NotFound

from ..confirming import confirm_decision, wants_signature
from ..forms import Grant, Intake, Opinion, add_faults
from ..papers import points_in
from ..screens import done, official, told_on_the_case
from .case import page
from .steps import handlers


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
@freshly_signed_in
@told_on_the_case
def grant(request: HttpRequest, case_id: int) -> HttpResponse:
    """Decide in the applicant's favour."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    form = Grant(request.POST)
    if not form.is_valid():
        return page(request, case, bound=form)
    said = "已经准予，决定书马上送出，自动办结。"
    if wants_signature(request):
        return confirm_decision(request, case, form, granted=True, title="签名并准予", verb=cases.grant, said=said)
    cases.grant(case_id, **form.cleaned_data, by=by, at=timezone.now())
    return done(request, case_id, said=said)
