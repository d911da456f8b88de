"""A clerk's mistake is not edited away: a counter-move undoes it, with a reason, and both stay in the history."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.permissions import has_permission

from ..errors import CannotTakeBack, NotYourPost, ReasonMissing
from ..facts import MoveTakenBack
from ..lifecycle import State
from ..models import Case, Step
from ..queries.moves import OF_THE_WHOLE, UNDOABLE
from ..rules.clock import Procedure
from ..rules.permissions import P
from .clocks import annul_pause
from .decision import delivery_due_on
from .intake import pre_review_due_on, receipt_due_on
from .moves import is_head, locked, step, window_of


@transaction.atomic
def take_back(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """Undo what was done last, if nothing was built on it yet; by whoever did it, or the head of the department.

    Letters that went out stay on record and are revoked by a later one.
    """
    case = locked(case_id)
    last = case.steps.order_by("-id").first()
    if last is None or last.move not in UNDOABLE:
        raise CannotTakeBack("最后这一步不能撤销，或者后面已经接着办了。", remedy="请按正常程序办理。")
    if case.joint_id is not None and last.move in OF_THE_WHOLE:
        raise CannotTakeBack("这一步是牵头单位对整件事办的，不能单独撤销。", remedy="请和牵头单位联系。")
    if last.details.get("procedure") == Procedure.HEARING:
        raise CannotTakeBack("听证是依申请开始的，不能撤销。", remedy="放弃听证的，请记下放弃。")
    is_own = by.id == last.actor and has_permission(by, P.READ)
    if not is_own and not is_head(case, by=by):
        raise NotYourPost("只有经办人本人或者单位负责人可以撤销这一步。", remedy="请联系经办人或者单位负责人。")
    if not reason.strip():
        raise ReasonMissing("请写明为什么撤销。", faults={"reason": "请写明哪里办错了，会留在办理记录里。"})
    _undo(case, last, reason=reason.strip(), by=by, at=at)
    publish(MoveTakenBack(case_id=case.pk, step_id=last.pk, move=last.move))
    return case


def _undo(case: Case, last: Step, *, reason: str, by: Actor, at: datetime) -> None:
    if last.move == "suspend":
        annul_pause(case, undone=last.pk, reason=reason, by=by, at=at)
    elif last.move == "deliver":
        step(case, "annul_delivery", note=reason, by=by, at=at, undone=last.pk)
        case.due_on = delivery_due_on(case)
        case.save(update_fields=["state", "due_on"])
    else:
        _back_to_the_window(case, last, reason=reason, by=by, at=at)


def _back_to_the_window(case: Case, last: Step, *, reason: str, by: Actor, at: datetime) -> None:
    """The term of acceptance goes on as if the step had not been taken: it still counts from the day of receipt."""
    received = last.from_state == State.TO_RECEIVE
    step(case, "take_back_to_receive" if received else "take_back", note=reason, by=by, at=at, undone=last.pk)
    case.corrections.filter(round=case.rounds, answered_at=None).update(taken_back_at=at)
    case.due_on = receipt_due_on(case, since=timezone.localdate(at)) if received else pre_review_due_on(case)
    case.awaited_post_id = window_of(case)
    case.closed_at, case.result = None, ""
    case.save(update_fields=["state", "due_on", "awaited_post", "closed_at", "result"])
