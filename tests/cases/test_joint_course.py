"""The members of a whole bear on one another; the last of them ends it; who sees it."""

from datetime import date, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases.facade import Gap, JointState, State
from citong.kernel.lifecycle import MoveNotAllowed
from tests.factories.cases import ANA, BEN, MONDAY, official
from tests.factories.joint import (
    accepted,
    advanced,
    approver,
    filed,
    granted,
    lead,
    mayor,
    member,
    refused,
    settled,
    single_fire,
    states,
    whole,
)

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)


def test_a_grant_releases_what_waited_for_it_and_its_clocks_run_from_then():
    joint = accepted()
    granted(joint, "FIRE", at=LATER)

    cases.advance_joint(joint.pk, by=lead(), at=LATER)
    cases.advance_joint(joint.pk, by=lead(), at=LATER)

    food = member(joint, "FOOD")
    assert food.state == State.TO_DECIDE
    assert food.accepted_on == date(2026, 9, 22)
    assert food.steps.filter(move="release").count() == 1


def test_a_refusal_blocks_what_waits_for_it_and_refuses_nobody_else():
    joint = accepted()
    refused(joint, "FIRE")

    advanced(joint)

    assert states(joint) == {"FIRE": "refused", "FOOD": "blocked", "BOARD": "to_decide"}
    assert member(joint, "FOOD").result == ""


def test_a_withdrawn_or_terminated_member_blocks_what_waits_for_it_too():
    joint = accepted()

    cases.withdraw(member(joint, "FIRE").pk, reason="不办了", by=ANA, at=MONDAY)
    advanced(joint)

    assert states(joint)["FOOD"] == State.BLOCKED


def test_a_blocked_member_goes_on_when_what_it_waits_for_is_granted_anew():
    joint = accepted()
    refused(joint, "FIRE")
    advanced(joint)
    food = member(joint, "FOOD")
    with pytest.raises(cases.NotReleasable):
        cases.release_member(food.pk, by=lead(), at=MONDAY)

    anew = single_fire(at=LATER)
    cases.accept(anew.pk, by=official("fire", "window", "Wu"), at=LATER)
    cases.grant(anew.pk, by=approver("fire"), at=LATER)
    with pytest.raises(cases.NotYourPost):
        cases.release_member(food.pk, by=approver("fire"), at=LATER)
    cases.release_member(food.pk, by=lead(), at=LATER)

    assert member(joint, "FOOD").state == State.TO_DECIDE


def test_the_lead_ends_a_blocked_member_with_a_reason_and_no_other():
    joint = accepted()
    refused(joint, "FIRE")
    advanced(joint)

    with pytest.raises(cases.ReasonMissing):
        cases.terminate_member(member(joint, "FOOD").pk, reason=" ", by=lead(), at=MONDAY)
    with pytest.raises(cases.NotReleasable):
        cases.terminate_member(member(joint, "BOARD").pk, reason="不办了", by=lead(), at=MONDAY)
    cases.terminate_member(member(joint, "FOOD").pk, reason="申请人不办了", by=lead(), at=MONDAY)

    assert member(joint, "FOOD").state == State.TERMINATED


def test_the_whole_is_settled_when_its_last_member_ends_and_delivered_at_once():
    joint = settled()
    assert joint.state == JointState.DECIDED

    with pytest.raises(cases.NotYourPost, match="统一送达"):
        cases.deliver(member(joint, "BOARD").pk, how="当面", by=approver("city"), at=MONDAY)
    with pytest.raises(cases.ReasonMissing) as refusal:
        cases.deliver_joint(joint.pk, how="by pigeon", received_by="", by=lead(), at=MONDAY)
    assert refusal.value.faults.keys() == {"how", "received_by"}
    with pytest.raises(cases.ReasonMissing, match="送达"):
        cases.deliver_joint(joint.pk, how="in_person", received_by="Ben", by=lead(), at=MONDAY)
    cases.deliver_joint(joint.pk, how="in_person", received_by="Ana", by=lead(), at=MONDAY)

    assert set(states(joint).values()) == {State.DELIVERED}
    assert whole(joint).state == JointState.DELIVERED
    with pytest.raises(MoveNotAllowed):
        cases.deliver_joint(joint.pk, how="in_person", received_by="Ana", by=lead(), at=MONDAY)


def test_the_applicant_takes_everything_back_that_is_not_decided():
    joint = accepted()
    granted(joint, "BOARD")

    with pytest.raises(cases.NoSuchCase):
        cases.withdraw_joint(joint.pk, reason="", by=BEN, at=MONDAY)
    cases.withdraw_joint(joint.pk, reason="不开了", by=ANA, at=MONDAY)
    assert states(joint) == {"FIRE": "withdrawn", "FOOD": "withdrawn", "BOARD": "granted"}
    assert whole(joint).state == JointState.ACCEPTED
    cases.close(member(joint, "BOARD").pk, by=lead(), at=MONDAY)
    advanced(joint)

    assert whole(joint).state == JointState.DECIDED


def test_a_whole_taken_back_at_once_is_withdrawn_and_stays_so():
    joint = filed()

    cases.withdraw_joint(joint.pk, reason="", by=ANA, at=MONDAY)

    assert whole(joint).state == JointState.WITHDRAWN
    with pytest.raises(MoveNotAllowed):
        cases.withdraw_joint(joint.pk, reason="", by=ANA, at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        cases.accept_joint(joint.pk, by=lead(), at=MONDAY)


def test_when_what_was_to_be_corrected_is_taken_back_the_rest_goes_on():
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=[Gap("answers.board__width", "宽", "太宽")], by=lead(), at=MONDAY)

    cases.withdraw(member(joint, "BOARD").pk, reason="不立了", by=ANA, at=MONDAY)
    advanced(joint)

    assert whole(joint).state == JointState.SUBMITTED


def test_the_lead_sees_every_member_and_a_department_only_its_own_and_the_whole():
    joint = filed()
    fire = official("fire", "window", "Wu")

    assert cases.officials_joint(joint.pk, viewer=fire).pk == joint.pk
    assert cases.officials_case(member(joint, "FIRE").pk, viewer=lead()).joint_id == joint.pk
    with pytest.raises(cases.NoSuchCase):
        cases.officials_case(member(joint, "BOARD").pk, viewer=fire)
    with pytest.raises(cases.NoSuchCase):
        cases.applicants_joint(joint.number, viewer=BEN)


def test_number_and_code_open_the_whole_and_five_wrong_codes_close_it():
    joint = filed()
    code = cases.joint_query_code_of(joint)

    found = cases.look_up_joint(joint.number, code=code, at=MONDAY)
    assert found
    assert found.pk == joint.pk
    assert cases.look_up_joint(member(joint, "FIRE").number, code=code, at=MONDAY) is None
    for _ in range(5):
        with pytest.raises(cases.NoSuchCase):
            cases.look_up_joint(joint.number, code="wrong", at=MONDAY)
    with pytest.raises(cases.TooManyGuesses):
        cases.look_up_joint(joint.number, code=code, at=MONDAY)


def test_the_page_of_a_whole_costs_the_same_however_many_members(django_assert_max_num_queries):
    joint = accepted()

    with django_assert_max_num_queries(12):
        found = cases.applicants_joint(joint.number, viewer=ANA)
        cases.joint_materials(found)
        cases.joint_waits(found)
        cases.joint_moves_open(found, viewer=ANA)


def test_each_is_offered_what_they_may_do():
    joint, head = accepted(), mayor()
    cases.ask_to_extend_joint(joint.pk, days=5, reason="要现场核查", by=lead(), at=MONDAY)
    found = whole(joint)

    assert cases.joint_moves_open(found, viewer=ANA) == ["withdraw"]
    assert cases.joint_moves_open(found, viewer=lead()) == []
    assert cases.joint_moves_open(found, viewer=head) == ["extend", "decline_extension"]
    assert cases.joint_moves_open(found, viewer=approver("fire")) == []
