"""What moves a last day and what does not: extensions, pauses, the turn of the year (arts 42, 45 and 50)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases import jobs
from citong.cases.queries.clocks import pauses_in
from citong.kernel.actors import SYSTEM
from citong.kernel.lifecycle import MoveNotAllowed
from citong.organisations import facade as organisations
from tests.cases.walk import EXPIRED, EXPIRES_ON, REVIEWED, TUESDAY, Walk
from tests.factories.cases import (
    ANA,
    MONDAY,
    accepted,
    application,
    office,
    official,
)
from tests.factories.catalogue import good_answers, publish_configured

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar(db) -> None:
    """The working days of 2026, with the holidays around the first of October."""
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)


def at(day: date, hour: int = 10) -> datetime:
    """An hour of this day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


def test_a_term_is_extended_by_the_head_alone_once_and_by_ten_days_at_most():
    case = accepted()
    site, head = office().site, office().head
    before = case.statutory_due_on

    with pytest.raises(cases.ReasonMissing, match="最多延长 10 个工作日"):
        cases.ask_to_extend(case.pk, days=11, reason="复杂", by=site, at=TUESDAY)
    with pytest.raises(cases.ReasonMissing):
        cases.ask_to_extend(case.pk, days=5, reason=" ", by=site, at=TUESDAY)
    cases.ask_to_extend(case.pk, days=10, reason="复杂", by=site, at=TUESDAY)
    with pytest.raises(cases.CannotExtend, match="在等单位负责人"):
        cases.ask_to_extend(case.pk, days=5, reason="复杂", by=site, at=TUESDAY)
    for other in (site, office().window, office().approver, replace(head, department=office().fire.department)):
        with pytest.raises(cases.NotYourPost):
            cases.extend(case.pk, by=other, at=TUESDAY)
    cases.extend(case.pk, by=head, at=TUESDAY)
    with pytest.raises(cases.CannotExtend, match="没有等着批准"):
        cases.extend(case.pk, by=head, at=TUESDAY)
    with pytest.raises(cases.CannotExtend, match="不能再延长"):
        cases.ask_to_extend(case.pk, days=1, reason="还是复杂", by=site, at=TUESDAY)

    case = cases.case(case.pk)
    assert before == date(2026, 10, 19)
    assert case.statutory_due_on == date(2026, 11, 2)
    assert case.promised_due_on == date(2026, 10, 15)


@pytest.mark.parametrize(("day", "is_in_time"), [(date(2026, 10, 19), True), (date(2026, 10, 20), False)])
def test_a_term_is_extended_before_it_ends(day, is_in_time):
    asked, late = accepted(key="key-00000001"), at(day)
    cases.ask_to_extend(asked.pk, days=3, reason="复杂", by=office().site, at=MONDAY)

    if is_in_time:
        cases.extend(asked.pk, by=office().head, at=late)
        return
    with pytest.raises(cases.CannotExtend, match="已经过了"):
        cases.extend(asked.pk, by=office().head, at=late)
    cases.decline_extension(asked.pk, answer="来不及了", by=office().head, at=late)
    with pytest.raises(cases.CannotExtend, match="已经过了"):
        cases.ask_to_extend(asked.pk, days=3, reason="复杂", by=office().site, at=late)


def test_who_was_declined_may_ask_again_and_the_term_has_not_moved():
    walk = Walk()
    pk = walk.brought(["accept", "ask_to_extend", "decline_extension"])
    before = cases.case(pk).statutory_due_on

    walk.do("ask_to_extend", pk)

    assert cases.case(pk).statutory_due_on == before
    assert [each.approved for each in cases.case(pk).extensions.order_by("id")] == [False, None]


def test_a_request_that_nobody_answered_ends_with_the_case():
    walk = Walk()
    pk = walk.brought([*REVIEWED, "ask_to_extend", "grant"])

    assert cases.case(pk).extensions.get().approved is False


def test_what_article_45_does_not_name_moves_the_promise_and_never_the_law():
    special = {"kind": "公示", "days": 5, "basis": "第四条", "excludes": "both"}
    case = accepted(version=publish_configured(special_procedures=[special]))
    statutory = case.statutory_due_on
    cases.suspend(
        case.pk, procedure=cases.Procedure.PUBLICITY, announced_days=5, reason="公示", by=office().site, at=MONDAY
    )
    during = cases.case(case.pk)
    cases.resume(case.pk, outcome="没有异议", by=office().site, at=MONDAY + timedelta(days=7))

    assert (during.promised_due_on, during.statutory_due_on) == (None, statutory)
    after = cases.case(case.pk)
    assert (after.promised_due_on, after.statutory_due_on) == (date(2026, 10, 8), statutory)


def test_a_pause_that_was_annulled_never_was():
    walk = Walk()
    pk = walk.brought(["accept"])
    before = (cases.case(pk).promised_due_on, cases.case(pk).statutory_due_on)
    walk.do("suspend", pk)

    cases.take_back(pk, reason="点错了", by=official("health", "head", "He"), at=TUESDAY + timedelta(days=9))

    case = cases.case(pk)
    assert (case.promised_due_on, case.statutory_due_on) == before
    assert pauses_in(case.clock_events.all()) == []
    assert [event.kind for event in case.clock_events.order_by("id")] == ["start", "pause", "annul"]


def test_a_case_stands_still_for_one_thing_at_a_time():
    walk = Walk()
    pk = walk.brought(["accept", "suspend"])
    with pytest.raises(MoveNotAllowed):
        walk.do("suspend", pk)

    other = walk.brought(["accept", "offer_hearing"])
    with pytest.raises(cases.SomethingIsOwed, match="听证还没有结束"):
        walk.do("suspend", other)


def test_a_clock_that_is_set_back_while_a_pause_lasts_costs_nobody_a_day():
    case = accepted()
    before = case.promised_due_on
    pause = {"procedure": cases.Procedure.TESTING, "announced_days": 5, "reason": "检测"}
    cases.suspend(case.pk, **pause, by=office().site, at=MONDAY + timedelta(days=2))

    cases.resume(case.pk, outcome="合格", by=office().site, at=MONDAY)

    assert cases.case(case.pk).promised_due_on == before


def test_a_case_that_crosses_into_a_year_without_its_calendar_says_so(calendar):
    case = accepted(at=datetime(2026, 12, 21, 2, tzinfo=UTC))

    face = cases.clock_face(cases.case(case.pk))

    assert face.statutory.due_on == date(2027, 1, 19)
    assert face.statutory.is_provisional
    assert not face.promised.is_provisional
    assert face.promised.due_on == date(2026, 12, 31)


def renewal(answers: dict[str, str] | None = None) -> int:
    version = publish_configured(renews_answer="opens_on")
    handed_in = application(version, answers=good_answers(opens_on=EXPIRES_ON.isoformat(), **(answers or {})))
    return cases.submit(handed_in, key="key-00000001", declared=True, by=ANA, at=MONDAY).case_id


def test_a_renewal_that_nobody_decided_before_the_licence_expired_is_granted():
    pk = renewal()
    cases.accept(pk, by=office().window, at=MONDAY)
    jobs.renew_what_expired_undecided(EXPIRED - timedelta(days=1))
    assert cases.case(pk).state == cases.State.IN_REVIEW

    jobs.renew_what_expired_undecided(EXPIRED)

    case = cases.case(pk)
    assert (case.state, case.result) == (cases.State.GRANTED, "granted")
    assert case.decision.is_deemed
    assert "第五十条" in case.decision.basis
    assert not case.reviews.filter(ended_at=None).exists()


def test_a_renewal_asked_for_too_late_is_not_granted_by_silence():
    version = publish_configured(renews_answer="opens_on")
    handed_in = application(version, answers=good_answers(opens_on="2026-10-10"))
    pk = cases.submit(handed_in, key="key-00000001", declared=True, by=ANA, at=MONDAY).case_id
    cases.accept(pk, by=office().window, at=MONDAY)

    jobs.renew_what_expired_undecided(at(date(2026, 10, 12)))

    assert cases.case(pk).state == cases.State.IN_REVIEW
