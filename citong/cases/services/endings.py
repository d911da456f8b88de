"""Ends without a decision: withdrawn, lapsed, terminated."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..errors import ReasonMissing, TooSoon
from ..facts import CaseLapsed, CaseTerminated, CaseWithdrawn
from ..lifecycle import State
from ..models import Case
from .moves import ended, held_by_decider, locked, own, step

GROUNDS = {
    "subject_gone": "申请人死亡、注销，没有人承受权利",
    "no_longer_possible": "因政策、规划调整或者不可抗力不能再办理",
    "no_longer_needed": "申请的事项已经没有必要",
    "item_withdrawn": "事项已经取消或者下放",
    "other": "其他依法应当终止的情形",
}


@transaction.atomic
def withdraw(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Take the application back, at the applicant's own wish; opinions still owed are no longer needed."""
    case = locked(case_id)
    own(case, by=by)
    step(case, "withdraw", note=reason, by=by, at=at)
    ended(case, Case.Result.WITHDRAWN, at=at)
    publish(CaseWithdrawn(case_id=case.pk))
    return case


@transaction.atomic
def lapse(case_id: int, *, by: Actor, at: datetime) -> Case:
    """The applicant kept silent past the limit they were given: closed without a decision 补正不来办结."""
    case = locked(case_id)
    is_waiting = case.state != State.TO_RECEIVE or case.originals_received_on is None
    if not is_waiting or case.due_on is None or timezone.localdate(at) <= case.due_on:
        raise TooSoon("申请人的期限还没有过。", remedy="请等到期限过了再办结。")
    step(case, "lapse", by=by, at=at, waited_until=case.due_on.isoformat())
    ended(case, Case.Result.LAPSED, at=at)
    publish(CaseLapsed(case_id=case.pk))
    return case


@transaction.atomic
def terminate(case_id: int, *, ground: str, reason: str, by: Actor, at: datetime) -> Case:
    """There is nothing left to decide: the applicant is dead or dissolved, the rules changed, the item is gone."""
    case = locked(case_id)
    by = held_by_decider(case, by=by)
    faults = {}
    if ground not in GROUNDS:
        faults["ground"] = "请选一种终止的情形。"
    if not reason.strip():
        faults["reason"] = "请写明终止办理的理由，会书面告知申请人。"
    if faults:
        raise ReasonMissing("终止办理要写明情形和理由。", faults=faults)
    step(case, "terminate", note=reason, by=by, at=at, ground=ground)
    ended(case, Case.Result.TERMINATED, at=at)
    publish(CaseTerminated(case_id=case.pk))
    return case
