"""The correction notice: everything at once, looked at before it goes out."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import for_posts
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..gaps import Corrections, targets_of
from ..screens import done, official, sent, show, told_on_the_case


@for_posts("window", "review", "approval")
@told_on_the_case
def correction(request: HttpRequest, case_id: int) -> HttpResponse:
    """Compose the notice, look at it, send it. `step` says which: look, edit or send."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    if "ask_to_correct" not in cases.moves_open(case, viewer=by):
        raise cases.NotYourPost("这个办件现在不能由您的岗位通知补正。", remedy="请看办件现在到了哪一步、由谁办理。")
    definition = catalogue.definition(case.item_version_id)
    form = Corrections(sent(request), targets=targets_of(case, definition), is_again=bool(case.rounds))
    step = request.POST.get("step", "")
    if step == "edit" or not form.is_valid():
        return _composer(request, case, form, is_wrong=step in {"look", "send"})
    if step != "send":
        return _preview(request, case, form, definition)
    why_again = form.cleaned_data["why_again"]
    cases.ask_to_correct(case_id, gaps=form.gaps(), why_again=why_again, by=by, at=timezone.now())
    return done(request, case_id, said="补正通知已经发出，《补正告知书》马上送到申请人手上。")


def _composer(request: HttpRequest, case: cases.Case, form: Corrections, *, is_wrong: bool) -> HttpResponse:
    places = form.places()
    context = {
        "case": case,
        "form": form,
        "is_wrong": is_wrong,
        "materials": [place for place in places if place.target.is_material],
        "answers": [place for place in places if not place.target.is_material],
    }
    return show(request, "desk/moves/correction.html", context, status=422 if is_wrong else 200)


def _preview(
    request: HttpRequest, case: cases.Case, form: Corrections, definition: catalogue.Definition
) -> HttpResponse:
    today, calendar = timezone.localdate(), organisations.work_calendar()
    typed = [(name, request.POST[name]) for name in form.fields if request.POST.get(name)]
    context = {
        "case": case,
        "gaps": form.gaps(),
        "why_again": form.cleaned_data["why_again"],
        "until": add_working_days(today, definition.correction_days, calendar),
        "typed": typed,
    }
    return show(request, "desk/moves/correction_preview.html", context)
