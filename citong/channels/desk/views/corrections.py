"""Asking for more: everything at once, looked at before it goes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..ending_forms import NotNeeded
from ..gaps import Corrections, targets_of
from ..screens import done, official, sent, show, told_on_the_case
from .steps import handlers, open_for, take_step


@dataclass(frozen=True)
class Asking:
    """What is asked of the applicant: a supplement of the pre-review, the corrections of the law, or what a reviewing
    post misses. `then` is what follows for whoever asks."""

    kind: str
    what: str
    letter: str
    intro: str
    then: str
    until: Callable[[cases.Case, date], date]
    verb: Callable[..., object]


def _within_the_items_days(case: cases.Case, today: date) -> date:
    days = catalogue.definition(case.item_version_id).correction_days
    return add_working_days(today, days, organisations.work_calendar())


def _within_the_legal_term(case: cases.Case, today: date) -> date:
    return cases.addition_due_on(case, today=today)


NOT_WITH_YOU = "补回来以前，这件不在您手上"


CORRECTION = Asking(
    "correction",
    "补正",
    "补正告知书",
    "勾选要补正的内容，写明哪里不对、怎么补。要一次说全（《行政许可法》第三十二条第一款第四项）。",
    NOT_WITH_YOU,
    _within_the_items_days,
    cases.ask_to_correct,
)
SUPPLEMENT = Asking(
    "supplement",
    "补件",
    "预审补件通知书",
    "勾选要补来的内容，写明缺什么、怎么补。这是预审，还不算收到材料。",
    NOT_WITH_YOU,
    _within_the_items_days,
    cases.ask_to_supplement,
)
ADDITION = Asking(
    "addition",
    "补正",
    "审查补正通知书",
    "勾选审查中发现要补正的内容，写明哪里不对、怎么补，一次说全。已经受理，法定期限照常计算，不因为等补正停下来。",
    "补来以前您的意见先等着，别的部门照常审查；到期没有补来的，按现有材料提意见",
    _within_the_legal_term,
    cases.ask_to_add,
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


@handlers
@told_on_the_case
def addition(request: HttpRequest, case_id: int) -> HttpResponse:
    """What a reviewing post misses, after acceptance."""
    case = open_for(request, case_id, "ask_to_add")
    return _compose(request, case, ADDITION)


@handlers
@told_on_the_case
def addition_recall(request: HttpRequest, case_id: int) -> HttpResponse:
    """It need not be brought after all."""
    case = open_for(request, case_id, "annul_addition")
    asked = next(each for each in reversed(list(case.steps.all())) if each.move == "ask_to_add")
    return take_step(
        request,
        case,
        "annul_addition",
        NotNeeded(sent(request)),
        verb=cases.annul_addition,
        said="补正通知已经撤回，《文书更正（撤销）告知书》马上送出。",
        said_before=[f"要撤回的是：{asked.actor_name} 为“{asked.note}”发的补正通知。"],
    )


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
    typed = [(name, request.POST[name]) for name in form.fields if request.POST.get(name)]
    context = {
        "case": case,
        "asking": asking,
        "send_label": f"发出{asking.what}通知",
        "gaps": form.gaps(),
        "why_again": form.cleaned_data["why_again"],
        "until": asking.until(case, timezone.localdate()),
        "typed": typed,
    }
    return show(request, "desk/moves/correction_preview.html", context)
