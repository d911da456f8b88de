"""More days: asked for by whoever handles the case, approved by the head of the body (Licensing Act, art. 42)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ..errors import CannotExtend, ReasonMissing
from ..facts import ExtensionAsked, TermExtended
from ..models import Case, ClockEvent, Extension, MoreDays
from ..rules.terms import ARTICLE_42, DECISION
from .clocks import DATES, enter
from .moves import held_by_head, held_by_reviewer, locked, step


@transaction.atomic
def ask_to_extend(case_id: int, *, days: int, reason: str, by: Actor, at: datetime) -> Extension:
    """Ask the head for more days; the reason will be told to the applicant."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    _refuse_impossible(case, days=days, reason=reason, at=at)
    step(case, "ask_to_extend", note=reason, by=by, at=at, days=days)
    asked = Extension.objects.create(
        case=case, days=days, reason=reason.strip(), asked_at=at, asked_by=by.id, asked_by_name=by.name
    )
    publish(ExtensionAsked(case_id=case.pk, extension_id=asked.pk))
    return asked


def _refuse_impossible(case: Case, *, days: int, reason: str, at: datetime) -> None:
    if not DECISION.may_be_extended_by(days):
        words = f"最多延长 {DECISION.extension_days} 个工作日，至少 1 个。"
        raise ReasonMissing(words, faults={"days": words}, rule=ARTICLE_42)
    if not reason.strip():
        raise ReasonMissing("请写明延长的理由。", faults={"reason": "请写明理由，会书面告知申请人。"}, rule=ARTICLE_42)
    if case.extensions.filter(approved=True).exists():
        raise CannotExtend("这个办件已经延长过一次，不能再延长。", rule=ARTICLE_42)
    if case.extensions.filter(approved=None).exists():
        raise CannotExtend("已经有一个延长申请在等单位负责人批准。", rule=ARTICLE_42)
    _refuse_when_over(case, at=at)


def _refuse_when_over(case: Case, *, at: datetime) -> None:
    due = case.statutory_due_on
    if due is not None and timezone.localdate(at) > due:
        raise CannotExtend(
            "法定期限已经过了，不能再延长。", rule=ARTICLE_42, remedy="请尽快作出决定，并说明超期的原因。"
        )


@transaction.atomic
def extend(case_id: int, *, answer: str = "", by: Actor, at: datetime) -> Case:
    """The head approves the days that were asked for: both clocks end later, and the applicant is told why."""
    case = locked(case_id)
    by = held_by_head(case, by=by)
    _refuse_when_over(case, at=at)
    step(case, "extend", note=answer, by=by, at=at)
    asked = _unanswered(case)
    enter(case, ClockEvent.Kind.EXTEND, by=by, at=at, announced_days=asked.days, reason=asked.reason)
    write_answer(asked, approved=True, answer=answer, by=by, at=at)
    case.save(update_fields=DATES)
    publish(TermExtended(case_id=case.pk, extension_id=asked.pk))
    return case


@transaction.atomic
def decline_extension(case_id: int, *, answer: str, by: Actor, at: datetime) -> Case:
    """The head does not approve; the term stays, and whoever asked learns why."""
    case = locked(case_id)
    by = held_by_head(case, by=by)
    if not answer.strip():
        raise ReasonMissing("请写明不同意的理由。", faults={"answer": "请写明不同意延长的理由。"}, rule=ARTICLE_42)
    step(case, "decline_extension", note=answer, by=by, at=at)
    write_answer(_unanswered(case), approved=False, answer=answer, by=by, at=at)
    return case


def _unanswered(case: Case) -> Extension:
    asked = case.extensions.filter(approved=None).first()
    if asked is None:
        raise CannotExtend("没有等着批准的延长申请。", rule=ARTICLE_42, remedy="请刷新页面看现在的情况。")
    return asked


def write_answer(asked: MoreDays, *, approved: bool, answer: str, by: Actor, at: datetime) -> None:
    """What became of the days that were asked for."""
    asked.approved, asked.answer, asked.answered_at = approved, answer.strip(), at
    asked.answered_by, asked.answered_by_name = by.id, by.name
    asked.save(update_fields=["approved", "answer", "answered_at", "answered_by", "answered_by_name"])
