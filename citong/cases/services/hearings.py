"""The hearing 听证: its right told, asked for within five days, called a week before, held on a signed record.

Licensing Act, arts 46 to 48. From the day it is asked for, its time does not count (art. 45).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import own_uploads
from citong.kernel.outbox import publish
from citong.organisations import facade as organisations

from ..errors import NoSuchCase, ReasonMissing, TooLate, TooSoon
from ..facts import HearingCalled, HearingHeld, HearingOffered
from ..lifecycle import HEARING, PENDING_HEARING, HearingState, State
from ..models import Case, Hearing
from ..rules import terms
from ..rules.clock import Procedure, Stops
from .clocks import pause, run_on
from .moves import held_by_reviewer, locked, own, step

ARTICLE_47, ARTICLE_48 = terms.ARTICLE_47, terms.ARTICLE_48


@transaction.atomic
def offer_hearing(case_id: int, *, reason: str, by: Actor, at: datetime) -> Hearing:
    """Tell the applicant and the interested parties that they may ask for a hearing, free of charge, in five days."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    if not reason.strip():
        raise ReasonMissing("请写明为什么要告知听证。", faults={"reason": "请写明涉及的重大利益。"}, rule=ARTICLE_47)
    if case.hearings.filter(state__in=PENDING_HEARING).exists():
        raise TooSoon("这个办件已经有一个听证在进行。", rule=ARTICLE_47)
    step(case, "offer_hearing", note=reason, by=by, at=at)
    hearing = Hearing.objects.create(
        case=case,
        state=HearingState.OFFERED,
        reason=reason.strip(),
        offered_at=at,
        ask_by=terms.hearing_request_by(timezone.localdate(at), organisations.work_calendar()),
    )
    publish(HearingOffered(case_id=case.pk, hearing_id=hearing.pk))
    return hearing


@transaction.atomic
def ask_for_hearing(case_id: int, *, asked_by: str, by: Actor, at: datetime) -> Hearing:
    """The applicant asks, or an official writes down that an interested party did; the clocks stop from here."""
    case, hearing, today = locked(case_id), _open_hearing(case_id), timezone.localdate(at)
    by = _concerned(case, by=by, at=at)
    if today > hearing.ask_by:
        raise TooLate(f"要求听证的期限 {hearing.ask_by} 已经过了。", rule=ARTICLE_47)
    hearing.state = HEARING.after("ask", hearing.state)
    step(case, "ask_for_hearing", by=by, at=at)
    hearing.asked_on, hearing.asked_by = today, asked_by.strip()
    hearing.hold_by = terms.hearing_hold_by(today, organisations.work_calendar())
    hearing.save(update_fields=["state", "asked_on", "asked_by", "hold_by"])
    pause(
        case,
        Stops.BOTH,
        procedure=Procedure.HEARING,
        announced_days=terms.HEARING.days,
        reason="依申请举行听证",
        by=by,
        at=at,
    )
    return hearing


@transaction.atomic
def waive_hearing(case_id: int, *, by: Actor, at: datetime) -> Hearing:
    """Nobody wants the hearing, or not any more; where the clocks had stopped for it, they run on."""
    case, hearing = locked(case_id), _open_hearing(case_id)
    by = _concerned(case, by=by, at=at)
    may_still_ask = hearing.state == HearingState.OFFERED and timezone.localdate(at) <= hearing.ask_by
    if by.stands_for != case.applicant and may_still_ask:
        raise TooSoon(f"申请人在 {hearing.ask_by} 之前都可以要求听证。", rule=ARTICLE_47)
    hearing.state = HEARING.after("waive", hearing.state)
    hearing.save(update_fields=["state"])
    step(case, "waive_hearing", by=by, at=at)
    if case.state == State.SUSPENDED:
        run_on(case, outcome="放弃听证", by=by, at=at)
    return hearing


@transaction.atomic
def call_hearing(
    case_id: int, *, held_at: datetime, place: str, chair_id: int, is_public: bool = True, by: Actor, at: datetime
) -> Hearing:
    """Fix time, place and chair, at least seven days before; whoever examines the case does not chair (art. 48)."""
    case, hearing = locked(case_id), _open_hearing(case_id)
    by = held_by_reviewer(case, by=by)
    new_state = HEARING.after("call", hearing.state)
    _check_call(case, hearing, held_at=held_at, place=place, chair_id=chair_id, at=at)
    step(case, "call_hearing", by=by, at=at, held_at=held_at.isoformat(), place=place)
    hearing.state, hearing.called_at, hearing.held_at, hearing.place = new_state, at, held_at, place.strip()
    hearing.chair, hearing.is_public = organisations.staff_member(chair_id).name, is_public
    hearing.save(update_fields=["state", "called_at", "held_at", "place", "chair", "is_public"])
    publish(HearingCalled(case_id=case.pk, hearing_id=hearing.pk))
    return hearing


def _check_call(case: Case, hearing: Hearing, *, held_at: datetime, place: str, chair_id: int, at: datetime) -> None:
    faults = {}
    earliest = terms.hearing_earliest_on(timezone.localdate(at), organisations.work_calendar())
    day = timezone.localdate(held_at)
    if day < earliest:
        faults["held_at"] = f"要提前 7 个工作日通知，最早 {earliest}。"
    elif hearing.hold_by and day > hearing.hold_by:
        faults["held_at"] = f"要在提出要求后 20 个工作日内举行，最迟 {hearing.hold_by}。"
    if not place.strip():
        faults["place"] = "请写明地点。"
    if _examines(case, chair_id, at=at):
        faults["chair_id"] = "审查这个申请的工作人员不能主持听证，请换一位。"
    if faults:
        raise ReasonMissing("听证的安排不合规定。", faults=faults, rule=ARTICLE_48)


def _examines(case: Case, staff_id: int, *, at: datetime) -> bool:
    """Whether this member of staff holds a post that reviews the case, or gave an opinion on it."""
    standing = organisations.standing_of(staff_id, on=timezone.localdate(at))
    asked = case.reviews.filter(post_id__in=standing.posts)
    # Under their own name, or in the place of a colleague: “李四（代张三）”.
    own = Q(given_by_name=standing.name) | Q(given_by_name__startswith=f"{standing.name}（代")
    spoke = case.reviews.filter(own, department_id=standing.department_id)
    return asked.exists() or spoke.exists()


@transaction.atomic
def hold_hearing(
    case_id: int, *, record: str, participants: str, is_signed: bool, upload: str = "", by: Actor, at: datetime
) -> Hearing:
    """The hearing took place: its record, read and signed by those who took part. The decision follows it (art. 48)."""
    case, hearing = locked(case_id), _open_hearing(case_id)
    by = held_by_reviewer(case, by=by)
    new_state = HEARING.after("hold", hearing.state)
    _check_record(hearing, record=record, participants=participants, is_signed=is_signed, at=at)
    step(case, "hold_hearing", by=by, at=at, hearing=hearing.pk)
    hearing.state, hearing.record, hearing.participants = new_state, record.strip(), participants.strip()
    hearing.is_signed = True
    hearing.upload = own_uploads([upload], by=by)[upload] if upload else None
    hearing.save(update_fields=["state", "record", "participants", "is_signed", "upload"])
    if case.state == State.SUSPENDED:
        run_on(case, outcome="听证已经举行", by=by, at=at)
    publish(HearingHeld(case_id=case.pk, hearing_id=hearing.pk))
    return hearing


def _check_record(hearing: Hearing, *, record: str, participants: str, is_signed: bool, at: datetime) -> None:
    faults = {}
    if hearing.held_at and at < hearing.held_at:
        faults["record"] = "听证还没有举行。"
    elif not record.strip():
        faults["record"] = "请写下听证笔录。"
    if not participants.strip():
        faults["participants"] = "请写明参加人。"
    if not is_signed:
        faults["is_signed"] = "笔录要由参加人确认无误后签名或者盖章。"
    if faults:
        raise ReasonMissing("听证笔录还不完整。", faults=faults, rule=ARTICLE_48)


def _open_hearing(case_id: int) -> Hearing:
    hearing = Hearing.objects.filter(case=case_id, state__in=PENDING_HEARING).first()
    if hearing is None:
        raise NoSuchCase("这个办件现在没有听证。", rule=ARTICLE_47)
    return hearing


def _concerned(case: Case, *, by: Actor, at: datetime) -> Actor:
    """The applicant or who may act for them, the clock, or whoever reviews; anybody else is refused."""
    if by.stands_for == case.applicant:
        own(case, by=by, at=at)
        return by
    return by if by.channel == SYSTEM.channel else held_by_reviewer(case, by=by)
