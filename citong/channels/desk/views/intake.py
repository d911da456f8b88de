"""Before acceptance: the originals come, or the application is not taken up."""

from django.http import HttpRequest, HttpResponse

from citong.cases import facade as cases
from citong.channels.kit.confirming import freshly_signed_in

from ..intake_forms import NoLicence, PreReviewFailure, Receipt, SendingBack, TurnAway
from ..screens import sent, told_on_the_case
from .steps import handlers, open_for, take_step


@handlers
@told_on_the_case
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """The originals are there; whether to accept is looked at later."""
    case = open_for(request, case_id, "receive")
    form = Receipt(sent(request))
    return take_step(request, case, "receive", form, verb=cases.receive, said="已经收下原件，5 个工作日内要答复。")


@handlers
@freshly_signed_in
@told_on_the_case
def turn_away(request: HttpRequest, case_id: int) -> HttpResponse:
    """Do not accept, with the reason and the competent body."""
    case = open_for(request, case_id, "turn_away")
    form = TurnAway(sent(request))
    return take_step(request, case, "turn_away", form, verb=cases.turn_away, said="已经不予受理，决定书马上送出。")


@handlers
@told_on_the_case
def no_licence(request: HttpRequest, case_id: int) -> HttpResponse:
    """What is applied for needs no licence."""
    case = open_for(request, case_id, "need_no_licence")
    form, said = NoLicence(sent(request)), "已经告知不需要办理，《不受理告知书》马上送出。"
    return take_step(request, case, "need_no_licence", form, verb=cases.need_no_licence, said=said)


@handlers
@told_on_the_case
def pre_review_failure(request: HttpRequest, case_id: int) -> HttpResponse:
    """The application cannot be taken up as it is."""
    case = open_for(request, case_id, "fail_pre_review")
    form, said = PreReviewFailure(sent(request)), "预审不通过，告知书马上送出。"
    return take_step(request, case, "fail_pre_review", form, verb=cases.fail_pre_review, said=said)


@handlers
@told_on_the_case
def sending_back(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give the application back: filed twice, or wanted back at the window."""
    case = open_for(request, case_id, "send_back")
    form = SendingBack(sent(request))
    return take_step(request, case, "send_back", form, verb=cases.send_back, said="已经退件，《退件通知书》马上送出。")
