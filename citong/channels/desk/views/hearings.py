"""Hearings 听证, step by step (Licensing Act, arts 46 to 48)."""

from django.http import HttpRequest, HttpResponse

from citong.cases import facade as cases
from citong.channels.kit import writing

from ..colleagues import colleagues_in
from ..procedure_forms import HearingCall, HearingOffer, HearingRecord, HearingRequest, HearingWaiver
from ..screens import sent, today, told_on_the_case
from .steps import handlers, open_for, take_step


@handlers
@told_on_the_case
def offer(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell the applicant and the interested parties of their right."""
    case = open_for(request, case_id, "offer_hearing")
    form, said = HearingOffer(sent(request)), "《听证告知书》马上送出，申请人 5 个工作日内可以要求听证。"
    return take_step(request, case, "offer_hearing", form, verb=cases.offer_hearing, said=said)


@handlers
@told_on_the_case
def request_for(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write down that somebody asked for it."""
    case = open_for(request, case_id, "ask_for_hearing")
    hearing = _pending(case)
    return take_step(
        request,
        case,
        "ask_for_hearing",
        HearingRequest(sent(request)),
        verb=cases.ask_for_hearing,
        said="已经记下，期限停止计时，请组织听证。",
        said_before=[f"最迟 {writing.zh_date(hearing.ask_by, today=today())}提出才算数。"],
    )


@handlers
@told_on_the_case
def waiver(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write down that nobody wants it, or not any more."""
    case = open_for(request, case_id, "waive_hearing")
    form = HearingWaiver(sent(request))
    return take_step(request, case, "waive_hearing", form, verb=cases.waive_hearing, said="已经记下，听证不办了。")


@handlers
@told_on_the_case
def call(request: HttpRequest, case_id: int) -> HttpResponse:
    """Fix day, hour, place and chair."""
    case = open_for(request, case_id, "call_hearing")
    hearing = _pending(case)
    limit = [f"最迟 {writing.zh_date(hearing.hold_by, today=today())}举行。"] if hearing.hold_by else []
    return take_step(
        request,
        case,
        "call_hearing",
        HearingCall(sent(request), staff=colleagues_in(case)),
        verb=cases.call_hearing,
        said="《听证通知书》马上送出。",
        said_before=limit,
    )


@handlers
@told_on_the_case
def record(request: HttpRequest, case_id: int) -> HttpResponse:
    """The record that those who took part have signed."""
    case = open_for(request, case_id, "hold_hearing")
    form = HearingRecord(sent(request), request.FILES or None)
    return take_step(
        request, case, "hold_hearing", form, verb=cases.hold_hearing, said="听证笔录已经存档，期限接着计时。"
    )


def _pending(case: cases.Case) -> cases.Hearing:
    over = {cases.HearingState.HELD, cases.HearingState.WAIVED}
    return next(hearing for hearing in case.hearings.all() if hearing.state not in over)
