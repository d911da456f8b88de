"""Whoever dies in the middle of handling a whole 一件事 leaves the whole and all its members as they were."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases.facade import Gap
from citong.kernel.actors import SYSTEM
from citong.kernel.files import own_uploads
from citong.organisations import facade as organisations
from tests.factories.cases import ANA, MONDAY, PARTY, official, upload
from tests.factories.joint import (
    accepted,
    advanced,
    application,
    approver,
    filed,
    granted,
    lead,
    mayor,
    member,
    refused,
    settled,
    single_fire,
)
from tests.factories.packages import LARGE, publish_shop
from tests.faults.deaths import die_again_and_again

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
LATER = MONDAY + timedelta(days=1)
MUCH_LATER = MONDAY + timedelta(days=80)
GAPS = [Gap("materials.fire__licence", "营业执照", "看不清", "请重新拍")]


def start_joint() -> Act:
    publish_shop()
    return lambda: cases.start_joint("shop", situation=LARGE, by=ANA, at=MONDAY)


def hand_in_joint() -> Act:
    publish_shop()
    given = application()
    draft = cases.start_joint("shop", situation=given.situation, by=ANA, at=MONDAY)
    cases.save_answers(draft.pk, answers=given.answers, by=ANA, at=MONDAY)
    for code, key in given.materials:
        cases.attach(draft.pk, material=code, upload=own_uploads([key], by=ANA)[key], by=ANA, at=MONDAY)
    return lambda: cases.hand_in_joint(draft.pk, party=PARTY, declared=True, by=ANA, at=MONDAY)


def submit_joint() -> Act:
    publish_shop()
    given = application()
    return lambda: cases.submit_joint(given, key="joint-0000001", declared=True, by=ANA, at=MONDAY)


def pass_joint() -> Act:
    joint, by = filed(), lead()
    return lambda: cases.pass_joint(joint.pk, by=by, at=MONDAY)


def receive_joint() -> Act:
    joint, by = filed(), lead()
    cases.pass_joint(joint.pk, by=by, at=MONDAY)
    return lambda: cases.receive_joint(joint.pk, by=by, at=LATER)


def ask_to_correct_joint() -> Act:
    joint, by = filed(), lead()
    return lambda: cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=by, at=MONDAY)


def correct_joint() -> Act:
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)
    brought = [("fire__licence", upload("b.png"))]
    return lambda: cases.correct_joint(joint.pk, answers={}, materials=brought, by=ANA, at=LATER)


def turn_member_away() -> Act:
    case, by = member(filed(), "FIRE"), lead()
    return lambda: cases.turn_member_away(case.pk, reason="不归", competent_body="市局", by=by, at=MONDAY)


def accept_joint() -> Act:
    joint, by = filed(), lead()
    return lambda: cases.accept_joint(joint.pk, by=by, at=MONDAY)


def deem_joint_accepted() -> Act:
    joint = filed()
    return lambda: cases.deem_joint_accepted(joint.pk, by=SYSTEM, at=MONDAY + timedelta(days=20))


def advance_joint() -> Act:
    joint = accepted()
    granted(joint, "FIRE")
    return lambda: cases.advance_joint(joint.pk, by=SYSTEM, at=MONDAY)


def release_member() -> Act:
    joint = accepted()
    refused(joint, "FIRE")
    advanced(joint)
    anew = single_fire(at=LATER)
    cases.accept(anew.pk, by=official("fire", "window", "Wu"), at=LATER)
    cases.grant(anew.pk, by=approver("fire"), at=LATER)
    food, by = member(joint, "FOOD").pk, lead()
    return lambda: cases.release_member(food, by=by, at=LATER)


def terminate_member() -> Act:
    joint = accepted()
    refused(joint, "FIRE")
    advanced(joint)
    food, by = member(joint, "FOOD").pk, lead()
    return lambda: cases.terminate_member(food, reason="申请人不办了", by=by, at=MONDAY)


def ask_to_extend_joint() -> Act:
    joint, by = accepted(), lead()
    return lambda: cases.ask_to_extend_joint(joint.pk, days=15, reason="要现场核查", by=by, at=MONDAY)


def extend_joint() -> Act:
    joint, by = _waiting_for_more_days(), mayor()
    return lambda: cases.extend_joint(joint.pk, answer="同意", by=by, at=MONDAY)


def decline_joint_extension() -> Act:
    joint, by = _waiting_for_more_days(), mayor()
    return lambda: cases.decline_joint_extension(joint.pk, answer="来得及", by=by, at=MONDAY)


def _waiting_for_more_days() -> cases.JointCase:
    joint = accepted()
    cases.ask_to_extend_joint(joint.pk, days=5, reason="要现场核查", by=lead(), at=MONDAY)
    return joint


def deliver_joint() -> Act:
    joint, by = settled(), lead()
    return lambda: cases.deliver_joint(joint.pk, how="in_person", received_by="Ana", by=by, at=MONDAY)


def withdraw_joint() -> Act:
    joint = accepted()
    return lambda: cases.withdraw_joint(joint.pk, reason="不开了", by=ANA, at=MONDAY)


def lapse_joint() -> Act:
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)
    return lambda: cases.lapse_joint(joint.pk, by=SYSTEM, at=MUCH_LATER)


def recompute_joint_dates() -> Act:
    accepted()
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)
    changed = {"first_day": date(2026, 9, 25), "last_day": date(2026, 10, 7)}
    return lambda: cases.recompute_joint_dates(**changed, by=SYSTEM, at=MONDAY)


def open_joint_as_official() -> Act:
    joint, by = filed(), lead()
    return lambda: cases.open_joint_as_official(joint.pk, by=by, at=MONDAY)


OF_WHOLES: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        start_joint, hand_in_joint, submit_joint, pass_joint, receive_joint, ask_to_correct_joint, correct_joint,
        turn_member_away, accept_joint, deem_joint_accepted, advance_joint, release_member, terminate_member,
        ask_to_extend_joint, extend_joint, decline_joint_extension, deliver_joint, withdraw_joint, lapse_joint,
        recompute_joint_dates, open_joint_as_official,
    )
}  # fmt: skip
# Of what is done to a whole, how many writes there are at least: one of the whole, one for each member it bears on.
AT_LEAST = {"submit_joint": 8, "accept_joint": 10, "withdraw_joint": 10, "deliver_joint": 8, "correct_joint": 8}


@pytest.mark.parametrize("verb", OF_WHOLES)
def test_whoever_dies_between_two_writes_leaves_the_whole_as_it_was(verb: str):
    act = OF_WHOLES[verb]()

    deaths = die_again_and_again(act)

    assert deaths >= AT_LEAST.get(verb, 1)
