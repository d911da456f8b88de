"""Ends without a decision: withdrawn, lapsed, terminated, void."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..errors import NotYourPost, ReasonMissing, TooSoon
from ..facts import CaseLapsed, CaseTerminated, CaseVoided, CaseWithdrawn
from ..lifecycle import BEFORE_ACCEPTANCE, State
from ..models import Case
from .intake import refuse_deemed_accepted
from .moves import ended, held_by_decider, held_by_head, locked, own, step

GROUNDS = {
    "subject_gone": "申请人死亡、注销，没有人承受权利",
    "no_longer_possible": "因政策、规划调整或者不可抗力不能再办理",
    "no_longer_needed": "申请的事项已经没有必要",
    "item_withdrawn": "事项已经取消或者下放",
    "other": "其他依法应当终止的情形",
}
VOID_GROUNDS = {
    "recorded_twice": "同一份申请重复登记",
    "wrong_applicant": "申请人登记错误",
    "wrong_item": "申请事项登记错误",
    "no_application": "测试或者误操作登记，没有真实的申请",
}


@transaction.atomic
def withdraw(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Take the application back, at the applicant's own wish; opinions still owed are no longer needed."""
    case = locked(case_id)
    own(case, by=by, at=at)
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
    _refuse_without(ground, reason, grounds=GROUNDS, what="终止办理")
    step(case, "terminate", note=reason, by=by, at=at, ground=ground)
    ended(case, Case.Result.TERMINATED, at=at)
    publish(CaseTerminated(case_id=case.pk))
    return case


@transaction.atomic
def void(case_id: int, *, ground: str, reason: str, by: Actor, at: datetime) -> Case:
    """Strike out what should never have been on record 作废: recorded twice, or for somebody else, or by a slip.

    By the head of the department, and only before acceptance: whoever was accepted has a right to a decision. Nothing
    is removed: the case keeps its number, and all that was written for it stays on record without force.
    """
    case = locked(case_id)
    if case.joint_id is not None:
        raise NotYourPost(
            "这是一件事里的一项，不能单独作废。", remedy="请牵头单位对这一项不予受理，或者请申请人整件撤回。"
        )
    by = held_by_head(case, by=by)
    if case.state in BEFORE_ACCEPTANCE:
        refuse_deemed_accepted(case, "作废", at=at)
    _refuse_without(ground, reason, grounds=VOID_GROUNDS, what="作废")
    step(case, "void", note=reason.strip(), by=by, at=at, ground=ground)
    ended(case, Case.Result.VOIDED, at=at)
    publish(CaseVoided(case_id=case.pk))
    return case


def _refuse_without(ground: str, reason: str, *, grounds: Mapping[str, str], what: str) -> None:
    faults = {}
    if ground not in grounds:
        faults["ground"] = f"请选一种{what}的情形。"
    if not reason.strip():
        faults["reason"] = f"请写明{what}的理由，会书面告知申请人。"
    if faults:
        raise ReasonMissing(f"{what}要写明情形和理由。", faults=faults)
