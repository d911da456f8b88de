"""The lead's window collects once for all members: originals, acceptance; and turns single members away."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ...errors import AlreadyReceived, DeemedAccepted, TooSoon
from ...facts import CaseTurnedAway, JointAccepted, JointOriginalsAwaited, JointOriginalsReceived
from ...lifecycle import BEFORE_ACCEPTANCE, JOINT_INTAKE, JointState, State
from ...models import Case, JointCase
from ...rules.joint import may_begin
from ...rules.terms import ARTICLE_32, deemed_accepted_on, is_deemed_accepted
from ..acceptance import refuse_unexplained, take_up
from ..moves import ended, step
from .course import follow
from .moves import (
    held_by_lead,
    items_of,
    joint_of,
    joint_step,
    locked_joint,
    locked_members,
    member_among,
    outcome_of,
    package_of,
    set_due_dates,
    waits_for,
)


@transaction.atomic
def pass_joint(joint_id: int, *, note: str = "", by: Actor, at: datetime) -> JointCase:
    """Nothing is missing on the net; the applicant brings the paper originals to the lead's window, once for all."""
    joint = locked_joint(joint_id)
    held_by_lead(joint, by=by)
    refuse_deemed_accepted(joint, "要求交原件", at=at)
    joint_step(joint, "pass_pre_review", note=note, by=by, at=at)
    joint.due_on = _receipt_due_on(joint, since=timezone.localdate(at))
    for member in locked_members(joint):
        if member.state == State.SUBMITTED:
            step(member, "pass_pre_review", note=note, by=by, at=at)
            member.due_on = joint.due_on
            member.save(update_fields=["state", "due_on"])
    joint.save(update_fields=["state", "due_on"])
    publish(JointOriginalsAwaited(joint_id=joint.pk))
    return joint


@transaction.atomic
def receive_joint(joint_id: int, *, note: str = "", by: Actor, at: datetime) -> JointCase:
    """The originals of all are handed in: from this day the law counts five working days to accept (art. 32)."""
    joint = locked_joint(joint_id)
    held_by_lead(joint, by=by)
    if joint.originals_received_on is not None:
        # Else receiving again and again would put off the day on which all counts as accepted.
        raise AlreadyReceived(f"原件在 {joint.originals_received_on} 已经收到了。", rule=ARTICLE_32)
    joint_step(joint, "receive", note=note, by=by, at=at)
    joint.originals_received_on = joint.received_on = timezone.localdate(at)
    joint.due_on = _receipt_due_on(joint, since=joint.received_on)
    for member in locked_members(joint):
        if member.state == State.TO_RECEIVE:
            step(member, "receive", note=note, by=by, at=at)
            member.originals_received_on, member.received_on = joint.originals_received_on, joint.received_on
            member.due_on = joint.due_on
            member.save(update_fields=["originals_received_on", "received_on", "due_on"])
    joint.save(update_fields=["originals_received_on", "received_on", "due_on"])
    publish(JointOriginalsReceived(joint_id=joint.pk))
    return joint


def _receipt_due_on(joint: JointCase, *, since: date) -> date:
    """While the originals are to be brought, the applicant's limit from that day; once they are there, the lead's."""
    items = [items_of(joint)[member.item] for member in package_of(joint).members]
    calendar = organisations.work_calendar()
    if joint.originals_received_on is not None:
        return add_working_days(joint.received_on, min(each.receive_days for each in items), calendar)
    return add_working_days(since, max(each.originals_days for each in items), calendar)


@transaction.atomic
def turn_member_away(case_id: int, *, reason: str, competent_body: str, by: Actor, at: datetime) -> Case:
    """One of the members is not within its body's powers; the others go on (Licensing Act, art. 32(1) no. 2)."""
    joint = locked_joint(joint_of(case_id))
    held_by_lead(joint, by=by)
    members = locked_members(joint)
    case = member_among(members, case_id)
    refuse_deemed_accepted(joint, "不予受理", at=at)
    refuse_unexplained(reason, competent_body)
    joint_step(joint, "turn_member_away", note=reason, by=by, at=at, case=case.pk)
    step(case, "turn_away", note=reason, by=by, at=at, competent_body=competent_body)
    ended(case, Case.Result.NOT_ACCEPTED, at=at)
    publish(CaseTurnedAway(case_id=case.pk))
    follow(joint, members, by=by, at=at)
    return case


@transaction.atomic
def accept_joint(joint_id: int, *, note: str = "", by: Actor, at: datetime) -> JointCase:
    """Accept for all: those that wait for nobody begin in their own departments, the others when their turn comes.

    Accepting again changes nothing. After five silent working days it states what the law did already.
    """
    joint = locked_joint(joint_id)
    held_by_lead(joint, by=by)
    if joint.state == JointState.ACCEPTED:
        return joint
    is_deemed = joint_counts_as_accepted(joint, at=at)
    joint_step(joint, "accept", note=note, by=by, at=at)
    _take_up(joint, on=joint.received_on if is_deemed else timezone.localdate(at), is_deemed=is_deemed, by=by, at=at)
    return joint


@transaction.atomic
def deem_joint_accepted(joint_id: int, *, by: Actor, at: datetime) -> JointCase:
    """Nothing was told in five working days: all is accepted, with effect from the day of receipt (art. 32)."""
    joint = locked_joint(joint_id)
    if not joint_counts_as_accepted(joint, at=at):
        day = deemed_accepted_on(joint.received_on, organisations.work_calendar())
        raise TooSoon(f"{day} 才视为受理。", rule=ARTICLE_32)
    joint_step(joint, "deem_accepted", by=by, at=at, received_on=joint.received_on.isoformat())
    _take_up(joint, on=joint.received_on, is_deemed=True, by=by, at=at)
    return joint


def joint_counts_as_accepted(joint: JointCase, *, at: datetime) -> bool:
    """Whether the lead kept silent so long that all is accepted by law; not while the originals are to be brought."""
    is_awaited = joint.state == JointState.TO_RECEIVE and joint.originals_received_on is None
    if joint.state not in JOINT_INTAKE or is_awaited:
        return False
    return is_deemed_accepted(joint.received_on, today=timezone.localdate(at), calendar=organisations.work_calendar())


def refuse_deemed_accepted(joint: JointCase, what: str, *, at: datetime) -> None:
    """Once the law has accepted the whole, the lead can only say so."""
    if joint_counts_as_accepted(joint, at=at):
        raise DeemedAccepted(
            f"收到材料已经超过 5 个工作日没有告知，依法视为受理，不能再{what}。",
            rule=ARTICLE_32,
            remedy="请直接受理；材料有问题、不符合条件的，由承办单位在审查中核实，再依法作出决定。",
        )


def _take_up(joint: JointCase, *, on: date, is_deemed: bool, by: Actor, at: datetime) -> None:
    members = locked_members(joint)
    joint.accepted_at, joint.accepted_on, joint.is_deemed_accepted = at, on, is_deemed
    before = waits_for(joint, members)
    for member in members:
        if member.state in BEFORE_ACCEPTANCE:
            if may_begin(map(outcome_of, before[member.pk])):
                _begin(member, on=on, is_deemed=is_deemed, by=by, at=at)
            else:
                _wait(member, before[member.pk], by=by, at=at)
    set_due_dates(joint, members)
    joint.save()
    publish(JointAccepted(joint_id=joint.pk))
    follow(joint, members, by=by, at=at)


def _begin(member: Case, *, on: date, is_deemed: bool, by: Actor, at: datetime) -> None:
    if member.state == State.TO_RECEIVE and member.originals_received_on is None:
        member.originals_received_on = timezone.localdate(at)
    step(member, "deem_accepted" if is_deemed else "accept", by=by, at=at)
    take_up(member, on=on, is_deemed=is_deemed, by=by, at=at)


def _wait(member: Case, before: Sequence[Case], *, by: Actor, at: datetime) -> None:
    names = "、".join(f"“{each.item_version.name}”" for each in before)
    step(member, "wait", note=f"等{names}办好再办。", by=by, at=at)
    member.due_on = None
    member.save(update_fields=["state", "due_on"])
