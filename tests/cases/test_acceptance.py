"""From receipt to acceptance: five working days, and what the law says to those who keep silent (art. 32)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases import jobs
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from tests.cases.walk import REVIEWED, TUESDAY, Walk
from tests.factories.cases import (
    ANA,
    MONDAY,
    office,
    submitted,
)

pytestmark = pytest.mark.django_db

GAP = cases.Gap("answers.area", "经营面积", "与图纸不符")
RECEIVED_ON = date(2026, 9, 21)


@pytest.fixture
def calendar(db) -> None:
    """The working days of 2026, with the holidays around the first of October."""
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)


def at(day: date, hour: int = 10) -> datetime:
    """An hour of this day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


def test_who_heard_nothing_for_five_working_days_is_accepted_from_the_day_of_receipt(calendar):
    # 25 September is a holiday, 20 September before it a working day: five working days end on the 29th.
    case = submitted()
    jobs.accept_what_nobody_answered(at(date(2026, 9, 29), hour=23))
    assert cases.case(case.pk).state == cases.State.SUBMITTED

    jobs.accept_what_nobody_answered(at(date(2026, 9, 30), hour=0))

    case = cases.case(case.pk)
    assert case.state == cases.State.IN_REVIEW
    assert case.is_deemed_accepted
    assert case.accepted_on == RECEIVED_ON
    assert case.clock_events.get().on == RECEIVED_ON
    assert case.statutory_due_on == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param(
            datetime(2026, 9, 28, 15, 59, tzinfo=UTC), cases.State.SUBMITTED, id="23:59 in China, the last day"
        ),
        pytest.param(
            datetime(2026, 9, 28, 16, 1, tzinfo=UTC), cases.State.IN_REVIEW, id="00:01 in China, the day after"
        ),
    ],
)
def test_a_day_ends_at_midnight_in_china(instant, state):
    case = submitted()

    jobs.accept_what_nobody_answered(instant)

    assert cases.case(case.pk).state == state


@pytest.mark.parametrize("hour", [pytest.param(15, id="23:59"), pytest.param(16, id="00:01")])
def test_what_comes_around_midnight_is_received_on_the_day_in_china(hour):
    minute = 59 if hour == 15 else 1
    case = submitted(at=datetime(2026, 9, 21, hour, minute, tzinfo=UTC))

    assert case.received_on == (RECEIVED_ON if hour == 15 else date(2026, 9, 22))


def test_who_accepts_late_says_what_the_law_did_already():
    case = submitted()

    accepted_late = cases.accept(case.pk, by=office().window, at=MONDAY + timedelta(days=10))

    assert accepted_late.is_deemed_accepted
    assert accepted_late.accepted_on == RECEIVED_ON
    assert cases.clock_face(cases.case(case.pk)).start == RECEIVED_ON


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(lambda pk, **by: cases.turn_away(pk, reason="无权", competent_body="市局", **by), id="turn away"),
        pytest.param(lambda pk, **by: cases.need_no_licence(pk, reason="不用办", **by), id="no licence needed"),
        pytest.param(lambda pk, **by: cases.ask_to_correct(pk, gaps=[GAP], **by), id="ask to correct"),
        pytest.param(lambda pk, **by: cases.ask_to_supplement(pk, gaps=[GAP], **by), id="ask to supplement"),
        pytest.param(lambda pk, **by: cases.fail_pre_review(pk, reason="不全", **by), id="fail"),
        pytest.param(lambda pk, **by: cases.pass_pre_review(pk, **by), id="ask for originals"),
        pytest.param(lambda pk, **by: cases.send_back(pk, reason="重复", **by), id="send back"),
    ],
)
def test_once_the_law_has_accepted_a_case_nothing_else_can_be_said(verb):
    case = submitted()

    with pytest.raises(cases.DeemedAccepted, match="视为受理"):
        verb(case.pk, by=office().window, at=MONDAY + timedelta(days=9))


def test_while_the_originals_are_not_there_nobody_is_silent():
    case = submitted()
    cases.pass_pre_review(case.pk, by=office().window, at=MONDAY)

    jobs.accept_what_nobody_answered(MONDAY + timedelta(days=12))

    assert cases.case(case.pk).state == cases.State.TO_RECEIVE


def test_from_the_day_of_the_originals_five_days_count_and_they_come_once():
    walk = Walk()
    pk = walk.brought(["pass_pre_review", "receive"])

    with pytest.raises(cases.AlreadyReceived):
        cases.receive(pk, by=office().window, at=TUESDAY + timedelta(days=3))
    jobs.accept_what_nobody_answered(TUESDAY + timedelta(days=8))

    assert cases.case(pk).accepted_on == date(2026, 9, 22)


def test_originals_that_are_there_are_not_received_again_after_corrections():
    walk = Walk()
    pk = walk.brought(["pass_pre_review", "receive", "ask_to_correct", "correct", "pass_pre_review"])
    window = office().window

    offered = cases.moves_open(cases.officials_case(pk, viewer=window), viewer=window)
    with pytest.raises(cases.AlreadyReceived) as refused:
        cases.receive(pk, by=window, at=TUESDAY + timedelta(days=3))

    assert "receive" not in offered
    assert "2026-09-22" in refused.value.message
    assert (cases.case(pk).originals_received_on, cases.case(pk).received_on) == (TUESDAY.date(), TUESDAY.date())
    assert cases.case(pk).steps.filter(move="receive").count() == 1
    walk.do("accept", pk)


def test_corrections_that_came_begin_the_five_days_anew():
    case = submitted()
    cases.ask_to_correct(case.pk, gaps=[GAP], by=office().window, at=MONDAY)
    cases.correct(case.pk, answers={"area": 130.5}, materials=[], by=ANA, at=MONDAY + timedelta(days=14))

    assert cases.case(case.pk).received_on == date(2026, 10, 5)
    cases.turn_away(case.pk, reason="无权", competent_body="市局", by=office().window, at=MONDAY + timedelta(days=15))


def test_a_clerk_who_steps_back_from_turning_away_gives_the_applicant_the_whole_time_for_the_originals():
    walk = Walk()
    pk = walk.brought(["pass_pre_review"])
    later = MONDAY + timedelta(days=20)
    cases.turn_away(pk, reason="无权", competent_body="市局", by=office().window, at=later)

    cases.take_back(pk, reason="看错了", by=office().window, at=later)
    jobs.close_what_nobody_brought(later + timedelta(days=1))

    assert cases.case(pk).state == cases.State.TO_RECEIVE
    assert cases.case(pk).due_on > later.date()


@pytest.mark.parametrize(
    "path", [["ask_to_supplement"], ["ask_to_correct"], ["pass_pre_review"], [*REVIEWED, "ask_for_fee"]]
)
def test_who_brings_nothing_in_time_has_nothing_decided(path):
    walk = Walk()
    pk = walk.brought(path)
    last = cases.case(pk).due_on
    jobs.close_what_nobody_brought(at(last, hour=23))
    assert cases.case(pk).closed_at is None

    jobs.close_what_nobody_brought(at(last + timedelta(days=1), hour=0))

    assert (cases.case(pk).state, cases.case(pk).result) == (cases.State.CLOSED, "lapsed")


def test_a_job_that_comes_twice_finds_nothing_left_to_do():
    walk = Walk()
    pk = walk.brought(["ask_to_correct"])
    late = at(cases.case(pk).due_on + timedelta(days=1))

    for _ in range(2):
        jobs.close_what_nobody_brought(late)

    assert cases.case(pk).steps.filter(move="lapse").count() == 1


def test_what_a_case_leaves_behind_keeps_no_job_busy():
    walk = Walk()
    pk = walk.brought(["accept", "offer_hearing", "withdraw"])

    assert cases.case(pk).hearings.get().state == cases.HearingState.WAIVED
