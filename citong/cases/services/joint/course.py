"""What becomes of one member bears on the others: who waited begins or stands still; the last one ends the whole."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ...errors import NotReleasable, ReasonMissing, TooSoon
from ...facts import (
    CaseLapsed,
    CaseTerminated,
    CaseWithdrawn,
    JointClosed,
    JointDecided,
    JointWithdrawn,
    MemberBlocked,
    MemberReleased,
)
from ...lifecycle import BEFORE_ACCEPTANCE, CASE, ENDED, JOINT, JointState, State
from ...models import Case, JointCase
from ...rules.joint import Outcome, is_held_up, may_begin
from ...rules.terms import DELIVERY
from ..acceptance import take_up
from ..moves import ended, step
from .moves import (
    ARTICLE_26,
    held_by_lead,
    joint_of,
    joint_step,
    locked_joint,
    locked_members,
    member_among,
    outcome_of,
    own_joint,
    set_due_dates,
    waits_for,
    whole_of,
)

DECIDED = frozenset({Case.Result.GRANTED.value, Case.Result.REFUSED.value, Case.Result.FORWARDED.value})


@transaction.atomic
def advance_joint(joint_id: int, *, by: Actor, at: datetime) -> JointCase:
    """A member has gone on: do what follows for the others and for the whole. Doing it again changes nothing."""
    joint = locked_joint(joint_id)
    follow(joint, locked_members(joint), by=by, at=at)
    return joint


def follow(joint: JointCase, members: Sequence[Case], *, by: Actor, at: datetime) -> None:
    """Release and block those that wait, renew the last day of the whole, and end it with its last member; saves."""
    if joint.state == JointState.ACCEPTED:
        before = waits_for(joint, members)
        for member in members:
            if member.state == State.WAITING:
                _go_on(joint, member, before[member.pk], by=by, at=at)
        set_due_dates(joint, members)
    if joint.state == JointState.CORRECTION and not any(each.state == State.CORRECTION for each in members):
        _go_on_without(joint, members, by=by, at=at)
    if JOINT.moves_from(joint.state) and joint.state != JointState.DECIDED:
        _end_if_all_ended(joint, members, by=by, at=at)
    joint.save(update_fields=["state", "due_on", "statutory_due_on", "received_on", "closed_at"])


def _go_on(joint: JointCase, member: Case, before: Sequence[Case], *, by: Actor, at: datetime) -> None:
    outcomes = [outcome_of(each) for each in before]
    if may_begin(outcomes):
        # Handlers may come out of order: nothing begins before the last of what it waited for was granted.
        begin(joint, member, by=by, at=max([at, *(each.decided_at for each in before if each.decided_at)]))
    elif is_held_up(outcomes):
        failed = [each for each, outcome in zip(before, outcomes, strict=True) if outcome is Outcome.FAILED]
        names = "、".join(f"“{each.item_version.name}”" for each in failed)
        step(member, "block", note=f"{names}没有办成。", by=by, at=at, waits_for=[each.pk for each in failed])
        member.save(update_fields=["state"])
        publish(MemberBlocked(joint_id=joint.pk, case_id=member.pk))


def begin(joint: JointCase, member: Case, *, by: Actor, at: datetime) -> None:
    """A member's turn has come: it is accepted now, and its clocks run from now."""
    step(member, "release", by=by, at=at)
    take_up(member, on=timezone.localdate(at), is_deemed=False, by=by, at=at)
    publish(MemberReleased(joint_id=joint.pk, case_id=member.pk))


def _go_on_without(joint: JointCase, members: Sequence[Case], *, by: Actor, at: datetime) -> None:
    """What was to be corrected is no longer asked for; what is complete waits for the lead again."""
    if any(each.state in BEFORE_ACCEPTANCE for each in members):
        joint_step(joint, "go_on_without", by=by, at=at)
        await_lead(joint, at=at)


def await_lead(joint: JointCase, *, at: datetime) -> None:
    """Back at the lead's window; the term of acceptance counts from today. The caller saves."""
    joint.received_on = timezone.localdate(at)
    days = whole_of(joint).pre_review_days
    joint.due_on = add_working_days(joint.received_on, days, organisations.work_calendar())


def _end_if_all_ended(joint: JointCase, members: Sequence[Case], *, by: Actor, at: datetime) -> None:
    if any(member.state not in ENDED for member in members):
        return
    joint.closed_at = at
    joint.due_on = None
    if any(member.result in DECIDED for member in members):
        joint_step(joint, "settle", by=by, at=at)
        joint.due_on = DELIVERY.last_day(timezone.localdate(at), organisations.work_calendar())
        publish(JointDecided(joint_id=joint.pk))
    elif all(member.state == State.WITHDRAWN for member in members):
        joint_step(joint, "withdraw", by=by, at=at)
        publish(JointWithdrawn(joint_id=joint.pk))
    else:
        joint_step(joint, "end", by=by, at=at)
        publish(JointClosed(joint_id=joint.pk))


@transaction.atomic
def withdraw_joint(joint_id: int, *, reason: str, by: Actor, at: datetime) -> JointCase:
    """Take everything back that is not decided yet, at the applicant's own wish; what is decided stays."""
    joint = locked_joint(joint_id)
    own_joint(joint, by=by, at=at)
    JOINT.after("withdraw", joint.state)
    members = locked_members(joint)
    for member in members:
        if "withdraw" in CASE.moves_from(member.state):
            step(member, "withdraw", note=reason, by=by, at=at)
            ended(member, Case.Result.WITHDRAWN, at=at)
            publish(CaseWithdrawn(case_id=member.pk))
    follow(joint, members, by=by, at=at)
    return joint


@transaction.atomic
def lapse_joint(joint_id: int, *, by: Actor, at: datetime) -> JointCase:
    """What was asked for did not come in time: those members are closed; what is complete waits for the lead again."""
    joint = locked_joint(joint_id)
    is_waiting = "lapse" in JOINT.moves_from(joint.state)
    is_waiting &= joint.state != JointState.TO_RECEIVE or joint.originals_received_on is None
    if not is_waiting or joint.due_on is None or timezone.localdate(at) <= joint.due_on:
        raise TooSoon("申请人的期限还没有过。", remedy="请等到期限过了再办结。")
    concerned = State.CORRECTION if joint.state == JointState.CORRECTION else State.TO_RECEIVE
    members = locked_members(joint)
    joint_step(joint, "lapse", by=by, at=at, waited_until=joint.due_on.isoformat())
    for member in members:
        if member.state == concerned:
            step(member, "lapse", by=by, at=at, waited_until=joint.due_on.isoformat())
            ended(member, Case.Result.LAPSED, at=at)
            publish(CaseLapsed(case_id=member.pk))
    await_lead(joint, at=at)
    follow(joint, members, by=by, at=at)
    return joint


@transaction.atomic
def release_member(case_id: int, *, by: Actor, at: datetime) -> Case:
    """What a blocked member waits for was applied for anew and granted: the lead lets it go on."""
    joint = locked_joint(joint_of(case_id))
    held_by_lead(joint, by=by)
    members = locked_members(joint)
    case = member_among(members, case_id)
    missing = [each for each in waits_for(joint, members)[case.pk] if not _granted_by_now(each)]
    if missing:
        names = "、".join(f"“{each.item_version.name}”" for each in missing)
        raise NotReleasable(
            f"{names}还没有重新办成。", remedy="请申请人重新申请，批准以后再接着办；不办的，可以终止这一项。"
        )
    CASE.after("release", case.state)
    joint_step(joint, "release_member", by=by, at=at, case=case.pk)
    begin(joint, case, by=by, at=at)
    follow(joint, members, by=by, at=at)
    return case


def _granted_by_now(before: Case) -> bool:
    """Whether it was granted, or the same party was granted the same item in a later case."""
    if outcome_of(before) is Outcome.GRANTED:
        return True
    again = Case.objects.filter(
        item_version__item=before.item_version.item_id,
        party_id_type=before.party_id_type,
        party_id_number=before.party_id_number,
        submitted_at__gt=before.submitted_at,
        result=Case.Result.GRANTED,
    )
    return again.exists()


@transaction.atomic
def terminate_member(case_id: int, *, reason: str, by: Actor, at: datetime) -> Case:
    """A member stands still and the applicant does not go on with it: the lead ends it, and says why."""
    joint = locked_joint(joint_of(case_id))
    held_by_lead(joint, by=by)
    if not reason.strip():
        words = "请写明终止办理的理由，会书面告知申请人。"
        raise ReasonMissing("终止办理要写明理由。", faults={"reason": words}, rule=ARTICLE_26)
    members = locked_members(joint)
    case = member_among(members, case_id)
    if case.state != State.BLOCKED:
        raise NotReleasable(
            "这一项没有停下来，不能由牵头单位终止。",
            remedy="已经在办的，终止由承办单位决定；还没轮到的，申请人可以撤回。",
        )
    joint_step(joint, "terminate_member", note=reason, by=by, at=at, case=case.pk)
    step(case, "terminate", note=reason.strip(), by=by, at=at, ground="other")
    ended(case, Case.Result.TERMINATED, at=at)
    publish(CaseTerminated(case_id=case.pk))
    follow(joint, members, by=by, at=at)
    return case
