"""Looking at the place, and listening to those whose interests are touched (Licensing Act, arts 34 and 36)."""

from django.http import HttpRequest, HttpResponse

from citong.cases import facade as cases

from ..colleagues import colleagues_in
from ..procedure_forms import Findings, Inspectors, PartyTold, Statement
from ..screens import sent, told_on_the_case
from .steps import handlers, open_for, take_step


@handlers
@told_on_the_case
def inspectors(request: HttpRequest, case_id: int) -> HttpResponse:
    """Two officers at least are sent."""
    case = open_for(request, case_id, "assign_inspectors")
    form = Inspectors(sent(request), staff=colleagues_in(case))
    return take_step(
        request, case, "assign_inspectors", form, verb=cases.assign_inspectors, said="已经指派，核查以后请填写记录。"
    )


@handlers
@told_on_the_case
def inspection(request: HttpRequest, case_id: int) -> HttpResponse:
    """What they found."""
    case = open_for(request, case_id, "record_inspection")
    sent_out = next(each for each in case.inspections.all() if each.recorded_at is None)
    names = "、".join(officer["name"] for officer in sent_out.officers)
    return take_step(
        request,
        case,
        "record_inspection",
        Findings(sent(request), request.FILES or None),
        verb=cases.record_inspection,
        said="核查记录已经存档。",
        said_before=[f"核查人员：{names}。"],
    )


@handlers
@told_on_the_case
def party(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell somebody whose interests are touched."""
    case = open_for(request, case_id, "tell_interested_party")
    form = PartyTold(sent(request))
    return take_step(
        request,
        case,
        "tell_interested_party",
        form,
        verb=cases.tell_interested_party,
        said="《利害关系人告知书》马上送出。",
    )


@handlers
@told_on_the_case
def statement(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write down what they say."""
    case = open_for(request, case_id, "hear_interested_party")
    parties = [(str(each.pk), each.name) for each in case.parties.all() if each.heard_at is None]
    form = Statement(sent(request), parties=parties, initial={"party_id": parties[0][0]} if len(parties) == 1 else {})
    return take_step(
        request, case, "hear_interested_party", form, verb=cases.hear_interested_party, said="意见已经记进案卷。"
    )
