"""The clock acts on wholes as one, and leaves their members alone until then."""

from datetime import date, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases.jobs import accept_what_nobody_answered, close_what_nobody_brought
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from tests.factories.cases import MONDAY
from tests.factories.joint import filed, lead, member, states, whole

pytestmark = pytest.mark.django_db


def test_a_silent_lead_is_overtaken_by_the_law_and_those_that_wait_still_wait():
    joint = filed()

    accept_what_nobody_answered(MONDAY + timedelta(days=1))
    assert set(states(joint).values()) == {cases.State.SUBMITTED}
    accept_what_nobody_answered(MONDAY + timedelta(days=20))
    accept_what_nobody_answered(MONDAY + timedelta(days=20))

    assert whole(joint).is_deemed_accepted
    assert states(joint)["FOOD"] == cases.State.WAITING


def test_a_silent_applicant_loses_what_was_asked_about():
    joint = filed()
    gaps = [cases.Gap("answers.board__width", "宽", "太宽")]
    cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=MONDAY)

    close_what_nobody_brought(MONDAY + timedelta(days=10))
    assert member(joint, "BOARD").state == cases.State.CORRECTION
    close_what_nobody_brought(MONDAY + timedelta(days=80))

    assert member(joint, "BOARD").result == cases.Case.Result.LAPSED
    assert whole(joint).state == cases.JointState.SUBMITTED


def test_originals_that_never_come_end_the_whole():
    joint = filed()
    cases.pass_joint(joint.pk, by=lead(), at=MONDAY)

    close_what_nobody_brought(MONDAY + timedelta(days=80))

    assert whole(joint).state == cases.JointState.CLOSED


def test_a_change_of_the_calendar_moves_the_last_day_of_the_whole():
    joint = filed()
    cases.accept_joint(joint.pk, by=lead(), at=MONDAY)
    first, last = date(2026, 9, 25), date(2026, 10, 7)
    before = whole(joint).statutory_due_on
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)

    moved = [cases.recompute_joint_dates(first_day=first, last_day=last, by=SYSTEM, at=MONDAY) for _ in range(2)]

    assert moved == [1, 0]
    assert before == date(2026, 11, 23)
    assert whole(joint).statutory_due_on == date(2026, 11, 30)  # six days off in these weeks, one made up on a Saturday
