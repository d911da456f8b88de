"""Asking for more: everything at once, looked at before it goes out."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..gaps import Corrections, targets_of
from ..screens import done, official, sent, show, told_on_the_case
from .steps import handlers, open_for


@dataclass(frozen=True)
class Asking:
    """What is asked of the applicant: a supplement of the pre-review, or the corrections of the law."""

    kind: str
    what: str
    letter: str
    intro: str
    verb: Callable[..., object]


CORRECTION = Asking(
    "correction",
    "补正",
    "补正告知书",
    "勾选要补正的内容，写明哪里不对、怎么补。要一次说全（《行政许可法》第三十二条第一款第四项）。",
    cases.ask_to_correct,
)
SUPPLEMENT = Asking(
    "supplement",
    "补件",
    "预审补件通知书",
    "勾选要补来的内容，写明缺什么、怎么补。这是预审，还不算收到材料。",
    cases.ask_to_supplement,
)


@handlers
@told_on_the_case
def correction(request: HttpRequest, case_id: int) -> HttpResponse:
    """The one correction notice of the law."""
    case = open_for(request, case_id, "ask_to_correct")
    return _compose(request, case, CORRECTION)


@handlers
@told_on_the_case
def supplement(request: HttpRequest, case_id: int) -> HttpResponse:
    """What the pre-review still needs."""
    case = open_for(request, case_id, "ask_to_supplement")
    return _compose(request, case, SUPPLEMENT)


def _compose(request: HttpRequest, case: cases.Case, asking: Asking) -> HttpResponse:
    """Compose the notice, look at it, send it. `step` says which: look, edit or send."""
    definition = catalogue.definition(case.item_version_id)
    is_again = any(each.kind == asking.kind and not each.taken_back_at for each in case.corrections.all())
    form = Corrections(sent(request), targets=targets_of(case, definition), is_again=is_again)
    step = request.POST.get("step", "")
    if step == "edit" or not form.is_valid():
        return _composer(request, case, form, asking, is_wrong=step in {"look", "send"})
    if step != "send":
        return _preview(request, case, form, asking)
    why_again = form.cleaned_data["why_again"]
    asking.verb(case.pk, gaps=form.gaps(), why_again=why_again, by=official(request), at=timezone.now())
    return done(request, case.pk, said=f"{asking.what}通知已经发出，《{asking.letter}》马上送到申请人手上。")


def _composer(
    request: HttpRequest, case: cases.Case, form: Corrections, asking: Asking, *, is_wrong: bool
) -> HttpResponse:
    places = form.places()
    context = {
        "case": case,
        "asking": asking,
        "form": form,
        "is_wrong": is_wrong,
        "materials": [place for place in places if place.target.is_material],
        "answers": [place for place in places if not place.target.is_material],
    }
    return show(request, "desk/moves/correction.html", context, status=422 if is_wrong else 200)


def _preview(request: HttpRequest, case: cases.Case, form: Corrections, asking: Asking) -> HttpResponse:
    definition = catalogue.definition(case.item_version_id)
    today, calendar = timezone.localdate(), organisations.work_calendar()
    typed = [(name, request.POST[name]) for name in form.fields if request.POST.get(name)]
    context = {
        "case": case,
        "asking": asking,
        "send_label": f"发出{asking.what}通知",
        "gaps": form.gaps(),
        "why_again": form.cleaned_data["why_again"],
        "until": add_working_days(today, definition.correction_days, calendar),
        "typed": typed,
    }
    return show(request, "desk/moves/correction_preview.html", context)
