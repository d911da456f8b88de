"""The lead collects once for all members: corrections, originals, acceptance."""

from datetime import date, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases.facade import Gap, JointState, State
from citong.cases.jobs import accept_what_nobody_answered, close_what_nobody_brought
from citong.kernel.errors import InvalidInput
from citong.kernel.lifecycle import MoveNotAllowed
from tests.factories.cases import ANA, BEN, MONDAY, official, upload
from tests.factories.joint import (
    accepted,
    approver,
    filed,
    lead,
    member,
    states,
    whole,
)

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)
AFTER_SIX_WORKING_DAYS = MONDAY + timedelta(days=20)
GAPS = [Gap("materials.fire__licence", "营业执照", "看不清", "请重新拍")]


def test_before_the_lead_accepts_no_department_can_do_anything_with_its_member():
    joint = filed()
    fire = member(joint, "FIRE")
    window = official("fire", "window", "Wu")

    with pytest.raises(cases.NotYourPost, match="牵头单位"):
        cases.accept(fire.pk, by=window, at=MONDAY)
    with pytest.raises(cases.MaterialsShared, match="牵头单位统一收"):
        cases.ask_to_correct(fire.pk, gaps=[Gap("materials.licence", "执照", "看不清")], by=window, at=MONDAY)


def test_only_the_window_of_the_lead_collects():
    joint = filed()

    for stranger in (official("fire", "window", "Wu"), approver("market"), ANA):
        with pytest.raises(cases.NotYourPost):
            cases.accept_joint(joint.pk, by=stranger, at=MONDAY)
        with pytest.raises(cases.NotYourPost):
            cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=stranger, at=MONDAY)


def test_acceptance_starts_those_that_wait_for_nobody():
    joint = accepted()

    assert states(joint) == {"FIRE": "to_decide", "FOOD": "waiting", "BOARD": "to_decide"}
    assert joint.accepted_on == date(2026, 9, 21)
    assert member(joint, "FIRE").promised_due_on is not None
    assert member(joint, "FOOD").accepted_at is None


def test_the_whole_is_due_when_promised_and_never_after_forty_five_working_days():
    joint = accepted()

    assert joint.due_on == date(2026, 10, 12)
    assert joint.statutory_due_on == date(2026, 11, 23)


def test_accepting_twice_changes_nothing():
    joint = accepted()

    cases.accept_joint(joint.pk, by=lead(), at=LATER)

    assert whole(joint).accepted_at == MONDAY
    assert whole(joint).steps.filter(move="accept").count() == 1


def test_one_notice_reaches_every_member_that_shares_the_paper():
    joint = filed()

    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)

    assert whole(joint).state == JointState.CORRECTION
    assert states(joint) == {"FIRE": "correction", "FOOD": "correction", "BOARD": "submitted"}
    assert member(joint, "FIRE").corrections.get().gaps[0]["target"] == "materials.licence"


def test_a_second_notice_needs_its_reason_and_an_empty_one_is_none():
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)
    cases.correct_joint(joint.pk, answers={}, materials=[("fire__licence", upload("b.png"))], by=ANA, at=MONDAY)

    with pytest.raises(cases.AlreadyCorrected):
        cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)
    with pytest.raises(cases.ReasonMissing):
        cases.ask_to_correct_joint(joint.pk, gaps=[], why_again="漏看", by=lead(), at=MONDAY)
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, why_again="漏看了背面", by=lead(), at=MONDAY)


def test_originals_of_the_whole_are_received_once_and_by_its_lead_alone():
    joint = filed()
    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)

    for stranger in (official("fire", "window", "Wu"), ANA):
        with pytest.raises(cases.NotYourPost):
            cases.receive_joint(joint.pk, by=stranger, at=LATER)
    with pytest.raises(cases.NotYourPost, match="牵头单位"):
        cases.receive(member(joint, "FIRE").pk, by=official("fire", "window", "Wu"), at=LATER)
    cases.receive_joint(joint.pk, by=lead(), at=LATER)
    with pytest.raises(cases.AlreadyReceived, match="2026-09-22"):
        cases.receive_joint(joint.pk, by=lead(), at=LATER + timedelta(days=3))

    assert (whole(joint).originals_received_on, whole(joint).received_on) == (LATER.date(), LATER.date())
    assert member(joint, "FIRE").originals_received_on == LATER.date()
    assert whole(joint).steps.filter(move="receive").count() == 1
    assert "receive" not in cases.joint_moves_open(cases.officials_joint(joint.pk, viewer=lead()), viewer=lead())


def test_originals_are_received_only_where_they_are_awaited():
    joint = filed()

    with pytest.raises(MoveNotAllowed):
        cases.receive_joint(joint.pk, by=lead(), at=MONDAY)


def test_from_the_day_of_the_originals_a_silent_lead_has_five_days():
    joint = filed()
    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)
    accept_what_nobody_answered(AFTER_SIX_WORKING_DAYS)
    assert whole(joint).state == JointState.TO_RECEIVE  # the applicant has them still

    cases.receive_joint(joint.pk, by=lead(), at=LATER)
    close_what_nobody_brought(MONDAY + timedelta(days=80))
    assert whole(joint).state == JointState.TO_RECEIVE  # whoever has brought them has not kept silent
    accept_what_nobody_answered(LATER + timedelta(days=9))

    assert whole(joint).is_deemed_accepted
    assert whole(joint).accepted_on == LATER.date()
    assert member(joint, "FIRE").accepted_on == LATER.date()


def test_once_the_law_has_accepted_the_whole_the_lead_cannot_ask_for_originals_any_more():
    joint = filed()

    with pytest.raises(cases.DeemedAccepted, match="不能再要求交原件"):
        cases.pass_joint(joint.pk, by=lead(), at=AFTER_SIX_WORKING_DAYS)

    assert whole(joint).state == JointState.SUBMITTED


def test_nobody_is_asked_for_what_the_whole_does_not_ask_for():
    joint = filed()

    with pytest.raises(InvalidInput, match="对不上"):
        cases.ask_to_correct_joint(joint.pk, gaps=[Gap("materials.nothing", "无", "没有")], by=lead(), at=MONDAY)


def test_one_answer_corrects_every_member():
    joint = filed()
    gaps = [*GAPS, Gap("answers.phone", "手机", "打不通")]
    cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=MONDAY)

    cases.correct_joint(
        joint.pk,
        answers={"phone": "13900001234"},
        materials=[("fire__licence", upload("b.png"))],
        by=ANA,
        at=LATER,
    )

    assert whole(joint).state == JointState.SUBMITTED
    assert set(states(joint).values()) == {State.SUBMITTED}
    for item in ("FIRE", "FOOD"):
        corrected = member(joint, item)
        assert corrected.answers["phone"] == "13900001234"
        assert corrected.materials.get(code="licence", replaced_in=None).upload.name == "b.png"
        assert corrected.received_on == date(2026, 9, 22)


def test_a_correction_without_what_was_asked_for_is_not_taken():
    joint = filed()
    cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=MONDAY)

    with pytest.raises(cases.ApplicationIncomplete) as refusal:
        cases.correct_joint(joint.pk, answers={}, materials=[], by=ANA, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.correct_joint(joint.pk, answers={}, materials=[], by=BEN, at=MONDAY)
    with pytest.raises(cases.MaterialsShared):
        cases.correct(member(joint, "FIRE").pk, answers={}, materials=[], by=ANA, at=MONDAY)

    assert "materials.fire__licence" in refusal.value.faults


def test_a_member_that_is_turned_away_leaves_the_others():
    joint = filed()

    cases.turn_member_away(member(joint, "BOARD").pk, reason="不归城管", competent_body="住建局", by=lead(), at=MONDAY)
    cases.accept_joint(joint.pk, by=lead(), at=MONDAY)

    assert states(joint) == {"FIRE": "to_decide", "FOOD": "waiting", "BOARD": "not_accepted"}


def test_turning_the_last_member_away_ends_the_whole():
    joint = filed()

    for item in ("FIRE", "FOOD", "BOARD"):
        cases.turn_member_away(member(joint, item).pk, reason="不归", competent_body="别处", by=lead(), at=MONDAY)

    assert whole(joint).state == JointState.CLOSED
    assert whole(joint).closed_at == MONDAY


def test_originals_are_brought_once_and_acceptance_says_that_they_came():
    joint = filed()

    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)
    assert set(states(joint).values()) == {State.TO_RECEIVE}
    cases.accept_joint(joint.pk, by=lead(), at=LATER)

    assert member(joint, "FIRE").originals_received_on == date(2026, 9, 22)


def test_five_silent_days_of_the_lead_accept_all_from_the_day_of_receipt():
    joint = filed()

    with pytest.raises(cases.TooSoon):
        cases.deem_joint_accepted(joint.pk, by=lead(), at=LATER)
    with pytest.raises(cases.DeemedAccepted):
        cases.ask_to_correct_joint(joint.pk, gaps=GAPS, by=lead(), at=AFTER_SIX_WORKING_DAYS)
    with pytest.raises(cases.DeemedAccepted):
        cases.turn_member_away(
            member(joint, "FIRE").pk, reason="r", competent_body="b", by=lead(), at=AFTER_SIX_WORKING_DAYS
        )
    cases.deem_joint_accepted(joint.pk, by=lead(), at=AFTER_SIX_WORKING_DAYS)

    assert whole(joint).is_deemed_accepted
    assert whole(joint).accepted_on == date(2026, 9, 21)
    assert member(joint, "FIRE").accepted_on == date(2026, 9, 21)
    assert member(joint, "FOOD").state == State.WAITING


def test_silence_of_the_applicant_ends_what_was_asked_about_and_nothing_else():
    joint = filed()
    gaps = [Gap("answers.board__width", "宽", "太宽")]
    cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=MONDAY)

    with pytest.raises(cases.TooSoon):
        cases.lapse_joint(joint.pk, by=lead(), at=LATER)
    cases.lapse_joint(joint.pk, by=lead(), at=MONDAY + timedelta(days=80))

    assert states(joint) == {"FIRE": "submitted", "FOOD": "submitted", "BOARD": "closed"}
    assert member(joint, "BOARD").result == cases.Case.Result.LAPSED
    assert whole(joint).state == JointState.SUBMITTED
