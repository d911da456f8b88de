"""Fees: only those with a legal basis, asked for in writing, paid before the decision where the item says so."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import NoFeeDue, ReasonMissing, SomethingIsOwed
from ..facts import FeeAsked, FeePaid
from ..lifecycle import PENDING_HEARING
from ..models import Case, ClockEvent, FeeNotice
from ..rules.clock import Procedure, Stops
from ..rules.permissions import P
from ..rules.terms import ARTICLE_48
from .clocks import DATES, enter
from .moves import decider_of, held_by, held_by_department, locked, step

ARTICLE_58 = "《行政许可法》第五十八条"


@transaction.atomic
def ask_for_fee(case_id: int, *, by: Actor, at: datetime) -> FeeNotice:
    """Tell the applicant what to pay, by which basis, until when."""
    case = locked(case_id)
    by = held_by(case, may=P.DECIDE, by=by)
    definition = catalogue.definition(case.item_version_id)
    fees = catalogue.fees_for(definition, situation=case.situation, answers=case.answers)
    if not fees or FeeNotice.objects.filter(case=case).exists():
        raise NoFeeDue("这个办件没有要缴的费用，或者已经通知过。", rule=ARTICLE_58)
    if case.hearings.filter(state__in=PENDING_HEARING).exists():
        raise SomethingIsOwed("听证还没有结束，不能通知缴费。", rule=ARTICLE_48, remedy="请先办完听证，再通知缴费。")
    step(case, "ask_for_fee", by=by, at=at, cents=sum(fee.cents for fee in fees))
    pay_by = add_working_days(timezone.localdate(at), definition.pay_days, organisations.work_calendar())
    notice = FeeNotice.objects.create(
        case=case,
        lines=[{"name": fee.name, "cents": fee.cents, "basis": fee.basis} for fee in fees],
        cents=sum(fee.cents for fee in fees),
        asked_at=at,
        pay_by=pay_by,
        stops_clock=definition.fee_stops_promise,
    )
    if notice.stops_clock:
        _stop_promise(case, definition.pay_days, by=by, at=at)
    case.awaited_post, case.due_on = None, pay_by
    case.save(update_fields=[*DATES, "awaited_post"])
    publish(FeeAsked(case_id=case.pk))
    return notice


def _stop_promise(case: Case, days: int, *, by: Actor, at: datetime) -> None:
    """Waiting for the payment is not the office's time; the law's clock runs on (art. 45 does not name it)."""
    enter(
        case,
        ClockEvent.Kind.PAUSE,
        by=by,
        at=at,
        stops=Stops.PROMISED,
        procedure=Procedure.FEE,
        announced_days=days,
        reason="等申请人缴费",
    )


@transaction.atomic
def pay(case_id: int, *, receipt: str, by: Actor, at: datetime) -> Case:
    """The fee is paid; the case goes back to whoever decides."""
    case = locked(case_id)
    held_by_department(case, by=by)
    if not receipt.strip():
        raise ReasonMissing("请填写票据号。", faults={"receipt": "请填写缴款票据的号码。"}, rule=ARTICLE_58)
    step(case, "pay", by=by, at=at, receipt=receipt.strip())
    notice = FeeNotice.objects.select_for_update(of=("self",)).get(case=case)
    notice.paid_at, notice.receipt = at, receipt.strip()
    notice.save(update_fields=["paid_at", "receipt"])
    if notice.stops_clock:
        enter(case, ClockEvent.Kind.RESUME, by=by, at=at, reason="已经缴费")
    case.awaited_post_id = decider_of(case)
    case.due_on = case.promised_due_on or case.statutory_due_on
    case.save(update_fields=[*DATES, "awaited_post"])
    publish(FeePaid(case_id=case.pk))
    return case
