"""The decision: once nothing is owed any more, by the post that decides (Licensing Act, arts 38, 50 and 57)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.turns import take_turns
from citong.organisations import facade as organisations

from .. import sql
from ..errors import ExaminedIt, OutOfTurn, QuotaUsedUp, ReasonMissing, SomethingIsOwed, TooSoon
from ..facts import CaseDecided
from ..models import Case, Decision
from ..queries.moves import decided_on_the_spot
from ..rules.confirmation import decision_words
from ..rules.permissions import P
from ..rules.terms import DELIVERY, is_deemed_renewed
from .confirming import confirmed
from .moves import forget_what_is_owed, held_by, locked, step

ARTICLE_36 = "《行政许可法》第三十六条"
ARTICLE_38 = "《行政许可法》第三十八条"
ARTICLE_48 = "《行政许可法》第四十八条"
ARTICLE_50 = "《行政许可法》第五十条"
# Who examines and who decides are two; what is decided on the spot (Licensing Act, art. 34) one person may do.
APART = "审查与决定相分离（《行政许可法》第三十四条；当场决定的除外）"
ARTICLE_57 = "《行政许可法》第五十七条"
NEEDED = {
    "reasons": "请写明不予许可的理由。",
    "basis": "请写明法律依据（哪部法、第几条）。",
    "remedies": "请告知复议、诉讼的途径和期限。",
}
DEEMED_RENEWED = "许可到期前没有作出决定，依法视为准予延续。"


@transaction.atomic
def grant(case_id: int, *, reasons: str = "", signed: identity.Signed | None = None, by: Actor, at: datetime) -> Case:
    """Decide in the applicant's favour; where numbers are limited, in the order of acceptance.

    `signed` is the decider's signature over `confirmation.decision_words`, kept with the decision.
    """
    case, by = _deciding(case_id, by=by)
    step(case, "grant", note=reasons, by=by, at=at)
    _refuse_while_owed(case, by=by, at=at)
    _refuse_out_of_turn(case, at=at)
    return _decided(case, Case.Result.GRANTED, reasons=reasons, signed=signed, by=by, at=at)


@transaction.atomic
def refuse(
    case_id: int,
    *,
    reasons: str,
    basis: str,
    remedies: str,
    signed: identity.Signed | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Decide against it: with reasons, the legal basis, and the remedies open to the applicant (art. 38)."""
    given = {"reasons": reasons, "basis": basis, "remedies": remedies}
    faults = {name: NEEDED[name] for name, text in given.items() if not text.strip()}
    if faults:
        raise ReasonMissing("不予许可必须写明理由、依据和救济途径。", faults=faults, rule=ARTICLE_38)
    case, by = _deciding(case_id, by=by)
    step(case, "refuse", note=reasons, by=by, at=at)
    _refuse_while_owed(case, by=by, at=at)
    return _decided(
        case, Case.Result.REFUSED, reasons=reasons, basis=basis, remedies=remedies, signed=signed, by=by, at=at
    )


@transaction.atomic
def deem_renewed(case_id: int, *, by: Actor, at: datetime) -> Case:
    """The licence has expired and nothing was decided on its renewal: it counts as renewed (art. 50)."""
    case = locked(case_id)
    if not _is_deemed_renewed(case, today=timezone.localdate(at)):
        raise TooSoon("这个办件还不到视为准予延续的时候。", rule=ARTICLE_50)
    step(case, "deem_renewed", note=DEEMED_RENEWED, by=by, at=at)
    return _decided(case, Case.Result.GRANTED, reasons=DEEMED_RENEWED, basis=ARTICLE_50, is_deemed=True, by=by, at=at)


def _is_deemed_renewed(case: Case, *, today: date) -> bool:
    if case.renews_until is None:
        return False
    applied_on = timezone.localdate(case.submitted_at)
    return is_deemed_renewed(applied_on=applied_on, expires_on=case.renews_until, decided_on=None, today=today)


def _deciding(case_id: int, *, by: Actor) -> tuple[Case, Actor]:
    case = locked(case_id)
    return case, held_by(case, may=P.DECIDE, by=by)


def _refuse_while_owed(case: Case, *, by: Actor, at: datetime) -> None:
    """What has to come before a decision: hearings, inspections, statements, opinions; and another pair of eyes."""
    hearing, inspection, statement, examined = sql.owed_before_decision(
        case.pk, today=timezone.localdate(at), decider=by.id
    )
    if examined and not decided_on_the_spot(case):
        raise ExaminedIt(
            "您审查过这个办件，不能再由您作决定。",
            rule=APART,
            remedy="请把它改派给另一个审批岗，或者请负责人安排没有审查过的同事代办审批岗。",
        )
    if hearing:
        raise SomethingIsOwed(
            "听证还没有结束，不能作出决定。", rule=ARTICLE_48, remedy="请先办完听证，或者记下没有要求听证。"
        )
    if inspection:
        raise SomethingIsOwed("现场核查还没有记录，不能作出决定。", remedy="请先填写核查记录。")
    if statement:
        raise SomethingIsOwed(
            "利害关系人还在陈述意见的期限里，不能作出决定。", rule=ARTICLE_36, remedy="请先听取意见。"
        )


def _refuse_out_of_turn(case: Case, *, at: datetime) -> None:
    definition = catalogue.definition(case.item_version_id)
    if definition.fee_before_decision and not _is_paid(case, definition):
        raise SomethingIsOwed("费用还没有缴，不能准予。", remedy="请先通知缴费，缴了再决定。")
    if definition.quota is not None:
        item_id = case.item_version.item_id
        # Two who grant the last one at the same moment: one after the other.
        take_turns("cases.quota", item_id)
        _refuse_beyond_quota(case, item_id, definition.quota, at=at)


def _is_paid(case: Case, definition: catalogue.Definition) -> bool:
    if not catalogue.fees_for(definition, situation=case.situation, answers=case.answers):
        return True
    return hasattr(case, "fee_notice") and case.fee_notice.paid_at is not None


def _refuse_beyond_quota(case: Case, item_id: int, quota: catalogue.Quota, *, at: datetime) -> None:
    same = Case.objects.filter(item_version__item=item_id).exclude(pk=case.pk)
    same_day, same_instant = Q(accepted_on=case.accepted_on), Q(accepted_at=case.accepted_at)
    before = Q(accepted_on__lt=case.accepted_on) | same_day & Q(accepted_at__lt=case.accepted_at)
    before |= same_day & same_instant & Q(pk__lt=case.pk)
    if same.filter(before, decided_at=None, closed_at=None).exists():
        raise OutOfTurn(
            "这个事项有数量限制，先受理的还没有决定。", rule=ARTICLE_57, remedy="请按受理的先后顺序作出决定。"
        )
    granted = same.filter(result=Case.Result.GRANTED)
    if quota.period is catalogue.Period.YEAR:
        granted = granted.filter(decided_at__year=timezone.localdate(at).year)
    if granted.count() >= quota.count:
        raise QuotaUsedUp(
            f"这个事项限 {quota.count} 个，已经用完。",
            rule=ARTICLE_57,
            remedy="请依法作出不予许可的决定，写明数量已满。",
        )


def _decided(
    case: Case,
    result: Case.Result,
    *,
    reasons: str,
    basis: str = "",
    remedies: str = "",
    is_deemed: bool = False,
    signed: identity.Signed | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    granted = result == Case.Result.GRANTED
    words = decision_words(case.number, granted=granted, reasons=reasons, basis=basis, remedies=remedies)
    forget_what_is_owed(case, at=at)
    Decision.objects.create(
        case=case,
        granted=granted,
        is_deemed=is_deemed,
        reasons=reasons,
        basis=basis,
        remedies=remedies,
        decided_at=at,
        decided_by=by.id,
        decided_by_name=by.name,
        signature=confirmed(case, signed, what="作决定", words=words, by=by, at=at),
    )
    case.result = result
    case.decided_at = at
    case.awaited_post = None
    case.due_on = delivery_due_on(case) if granted else None
    case.save(update_fields=["state", "result", "decided_at", "awaited_post", "due_on"])
    publish(CaseDecided(case_id=case.pk, granted=granted))
    return case


def delivery_due_on(case: Case) -> date | None:
    """The licence is handed out within ten working days of the decision (art. 44)."""
    if case.decided_at is None:
        return None
    return DELIVERY.last_day(timezone.localdate(case.decided_at), organisations.work_calendar())
