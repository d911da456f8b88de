"""The decision and what it takes: refusals, fees, certificates, handing the result over."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit import writing
from citong.channels.kit.confirming import freshly_signed_in
from citong.channels.kit.guards import staff_only
from citong.kernel.errors import InvalidInput

from .. import consequences
from ..confirming import confirm, confirm_decision, offers_signature, wants_signature
from ..ending_forms import Certificates, FeeAsked, Payment, Refusal, Service
from ..screens import done, official, sent, show, today, told_on_the_case
from ..serving import letters_to_serve, serve
from .steps import WRONG, handlers, open_for, take_step


@handlers
@freshly_signed_in
@told_on_the_case
def refusal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Decide against it, with reasons, basis and remedies."""
    case = open_for(request, case_id, "refuse")
    prepared = _prepared_refusal(catalogue.definition(case.item_version_id))
    form, said = Refusal(sent(request), initial=prepared), "已经决定不予许可，决定书马上送出。"
    if form.is_bound and form.is_valid() and wants_signature(request):
        return confirm_decision(
            request, case, form, granted=False, title="签名并不予许可", verb=cases.refuse, said=said
        )
    context = {"sign_words": "签名并不予许可" if offers_signature() else ""}
    return take_step(request, case, "refuse", form, verb=cases.refuse, said=said, beside=context)


def _prepared_refusal(definition: catalogue.Definition) -> dict[str, str]:
    """What a refusal usually says of its basis and remedies; the official goes over it."""
    basis = "；".join(f"《{law.law.strip('《》')}》{law.article}" for law in definition.legal_basis)
    general = (
        f"如不服本决定，可以自收到本决定书之日起六十日内向{settings.REVIEW_BODY}申请行政复议，"
        f"或者自收到本决定书之日起六个月内依法向{settings.COURT}提起行政诉讼。"
    )
    return {"basis": basis, "remedies": general}


@handlers
@told_on_the_case
def fee(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell the applicant what to pay."""
    case = open_for(request, case_id, "ask_for_fee")
    definition = catalogue.definition(case.item_version_id)
    due = catalogue.fees_for(definition, situation=case.situation, answers=case.answers)
    lines = [f"{each.name} {writing.cents(each.cents)}，依据：{each.basis}" for each in due]
    form = FeeAsked(sent(request))
    return take_step(
        request, case, "ask_for_fee", form, verb=cases.ask_for_fee, said="《缴费通知书》马上送出。", said_before=lines
    )


@staff_only
@told_on_the_case
def payment(request: HttpRequest, case_id: int) -> HttpResponse:
    """The fee was paid at the window."""
    case = open_for(request, case_id, "pay")
    notice = case.fee_notice
    limit = f"应缴 {writing.cents(notice.cents)}，最迟 {writing.zh_date(notice.pay_by, today=today())}。"
    form = Payment(sent(request))
    return take_step(request, case, "pay", form, verb=cases.pay, said="已经登记缴费，回到审批岗。", said_before=[limit])


@handlers
@freshly_signed_in
@told_on_the_case
def certificates(request: HttpRequest, case_id: int) -> HttpResponse:
    """The certificates are made out; one more row at a time."""
    case = open_for(request, case_id, "issue")
    definition = catalogue.definition(case.item_version_id)
    rows, is_sent = _rows_of(request), request.POST.get("step") == "issue" or "sign" in request.POST
    form = Certificates(sent(request), rows=rows, name=_certificate_of(definition), today=today())
    if is_sent and form.is_valid():
        try:
            return _issued(request, case, form)
        except InvalidInput as refused:
            form.add_faults(refused)
    context = {
        "case": case,
        "form": form,
        "step": consequences.STEPS["issue"],
        "is_wrong": is_sent,
        "then": consequences.after("issue", definition),
        "offers_signature": offers_signature(),
    }
    return show(request, "desk/moves/certificates.html", context, status=WRONG if is_sent else 200)


def _issued(request: HttpRequest, case: cases.Case, form: Certificates) -> HttpResponse:
    """The certificates are made out, or first signed. `form` is valid."""
    made, said = form.certificates(), "证照已经登记，这件办结，马上通知申请人来领。"
    verb = partial(cases.issue, case.pk, certificates=made)
    if wants_signature(request):
        words = cases.issuing_words(case.number, made)
        return confirm(request, case, words, answers=form.sent(), title="签名并登记证照", verb=verb, said=said)
    verb(by=official(request), at=timezone.now())
    return done(request, case.pk, said=said)


def _certificate_of(definition: catalogue.Definition) -> str:
    """How the certificate of this item is called; of several results, the licence is meant."""
    licences = [each for each in definition.results if each.kind == "licence"]
    return (licences or definition.results)[0].name


def _rows_of(request: HttpRequest) -> int:
    """How many rows there are; one more when it was asked for."""
    typed = request.POST.get("rows", "")
    rows = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 1
    return rows + 1 if request.POST.get("step") == "more" else rows


@staff_only
@told_on_the_case
def delivery(request: HttpRequest, case_id: int) -> HttpResponse:
    """The applicant has the result; how it reached them, with its proof."""
    case = open_for(request, case_id, "deliver")
    letters = letters_to_serve(case)
    usual = {"delivered_on": today(), "letter_id": letters[0][0] if letters else ""}
    form = Service(sent(request), request.FILES or None, letters=letters, initial=usual)
    return take_step(request, case, "deliver", form, verb=serve, said="送达已经登记，这件全部完成了。")
