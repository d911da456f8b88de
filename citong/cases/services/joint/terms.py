"""More days for the whole, approved by the head of the government at that level (Licensing Act, art. 42(2))."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ...errors import CannotExtend, NotYourPost, ReasonMissing
from ...facts import JointExtended, JointExtensionAsked
from ...lifecycle import JointState
from ...models import JointCase, JointExtension
from ...queries.joint import heads_government_of
from ...rules.terms import ARTICLE_42, JOINT_DECISION
from ..extensions import write_answer
from .moves import held_by_lead, joint_step, locked_joint, locked_members, set_due_dates


@transaction.atomic
def ask_to_extend_joint(joint_id: int, *, days: int, reason: str, by: Actor, at: datetime) -> JointExtension:
    """The lead asks for more days for the whole; the reason will be told to the applicant."""
    joint = locked_joint(joint_id)
    held_by_lead(joint, by=by)
    _refuse_impossible(joint, days=days, reason=reason, at=at)
    joint_step(joint, "ask_to_extend", note=reason, by=by, at=at, days=days)
    asked = JointExtension.objects.create(
        joint=joint, days=days, reason=reason.strip(), asked_at=at, asked_by=by.id, asked_by_name=by.name
    )
    publish(JointExtensionAsked(joint_id=joint.pk, extension_id=asked.pk))
    return asked


def _refuse_impossible(joint: JointCase, *, days: int, reason: str, at: datetime) -> None:
    if not JOINT_DECISION.may_be_extended_by(days):
        words = f"最多延长 {JOINT_DECISION.extension_days} 个工作日，至少 1 个。"
        raise ReasonMissing(words, faults={"days": words}, rule=ARTICLE_42)
    if not reason.strip():
        raise ReasonMissing("请写明延长的理由。", faults={"reason": "请写明理由，会书面告知申请人。"}, rule=ARTICLE_42)
    if joint.extensions.filter(approved=True).exists():
        raise CannotExtend("这件事已经延长过一次，不能再延长。", rule=ARTICLE_42)
    if joint.extensions.filter(approved=None).exists():
        raise CannotExtend("已经有一个延长申请在等本级人民政府负责人批准。", rule=ARTICLE_42)
    _refuse_when_over(joint, at=at)


def _refuse_when_over(joint: JointCase, *, at: datetime) -> None:
    if joint.statutory_due_on and timezone.localdate(at) > joint.statutory_due_on:
        raise CannotExtend("法定期限已经过了，不能再延长。", rule=ARTICLE_42, remedy="请各承办单位尽快作出决定。")


@transaction.atomic
def extend_joint(joint_id: int, *, answer: str = "", by: Actor, at: datetime) -> JointCase:
    """The head of the government approves: the whole is due later, and the applicant is told why."""
    joint, asked = _answering(joint_id, by=by)
    _refuse_when_over(joint, at=at)
    joint_step(joint, "extend", note=answer, by=by, at=at, days=asked.days)
    write_answer(asked, approved=True, answer=answer, by=by, at=at)
    set_due_dates(joint, locked_members(joint))
    joint.save(update_fields=["due_on", "statutory_due_on"])
    publish(JointExtended(joint_id=joint.pk, extension_id=asked.pk))
    return joint


@transaction.atomic
def decline_joint_extension(joint_id: int, *, answer: str, by: Actor, at: datetime) -> JointCase:
    """The head of the government does not approve; the term stays, and the lead learns why."""
    joint, asked = _answering(joint_id, by=by)
    if not answer.strip():
        raise ReasonMissing("请写明不同意的理由。", faults={"answer": "请写明不同意延长的理由。"}, rule=ARTICLE_42)
    joint_step(joint, "decline_extension", note=answer, by=by, at=at)
    write_answer(asked, approved=False, answer=answer, by=by, at=at)
    return joint


def _answering(joint_id: int, *, by: Actor) -> tuple[JointCase, JointExtension]:
    joint = locked_joint(joint_id)
    if not heads_government_of(joint, viewer=by):
        raise NotYourPost(
            "整件事的延长要由本级人民政府负责人批准。", rule=ARTICLE_42, remedy="请等政府负责人在工作台里答复。"
        )
    asked = joint.extensions.filter(approved=None).first()
    if asked is None:
        raise CannotExtend("没有等着批准的延长申请。", rule=ARTICLE_42, remedy="请刷新页面看现在的情况。")
    return joint, asked


@transaction.atomic
def recompute_joint_dates(*, first_day: date, last_day: date, by: Actor, at: datetime) -> int:
    """The calendar changed between these days: the last days of open wholes are worked out again; how many moved."""
    touched = JointCase.objects.filter(
        state=JointState.ACCEPTED, accepted_on__lte=last_day, statutory_due_on__gte=first_day
    )
    return sum(_moved(pk, by=by, at=at) for pk in list(touched.order_by("pk").values_list("pk", flat=True)))


def _moved(joint_id: int, *, by: Actor, at: datetime) -> bool:
    joint = locked_joint(joint_id)
    before = (joint.due_on, joint.statutory_due_on)
    set_due_dates(joint, list(joint.members.order_by("pk")))
    if before == (joint.due_on, joint.statutory_due_on):
        return False
    joint.save(update_fields=["due_on", "statutory_due_on"])
    days = [day.isoformat() if day else "" for day in before]
    audit.record("cases.joint_recomputed", subject=ref("joint", joint.pk), by=by, at=at, before=days)
    return True
