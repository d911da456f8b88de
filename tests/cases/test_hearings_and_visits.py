"""Who is heard and what is looked at before a decision (arts 34, 36, 46 to 48 and 55)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from citong.cases import facade as cases
from citong.cases import jobs
from tests.cases.walk import REVIEWED, SAYS, TUESDAY, Walk
from tests.factories.cases import (
    ANA,
    MONDAY,
    office,
)
from tests.factories.organisations import AssignmentFactory, StaffFactory

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 10) -> datetime:
    """An hour of this day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


def test_a_hearing_has_five_twenty_and_seven_working_days():
    walk = Walk()
    pk = walk.brought(["accept"])
    cases.offer_hearing(pk, reason="涉及他人", by=office().site, at=MONDAY)
    hearing = cases.ask_for_hearing(pk, asked_by="Ana", by=ANA, at=at(date(2026, 9, 28)))
    assert (hearing.ask_by, hearing.hold_by) == (date(2026, 9, 28), date(2026, 10, 26))
    call = {"place": "三楼", "chair_id": walk.chair.pk, "by": office().site, "at": at(date(2026, 9, 29))}

    for day, words in ((date(2026, 10, 7), "最早 2026-10-08"), (date(2026, 10, 27), "最迟 2026-10-26")):
        with pytest.raises(cases.ReasonMissing) as refused:
            cases.call_hearing(pk, held_at=at(day), **call)
        assert words in refused.value.faults["held_at"]
    called = cases.call_hearing(pk, held_at=at(date(2026, 10, 8)), **call)

    assert called.state == cases.HearingState.CALLED


def test_nobody_asks_for_a_hearing_after_the_fifth_day_and_the_clock_notes_it():
    walk = Walk()
    pk = walk.brought(["accept"])
    cases.offer_hearing(pk, reason="涉及他人", by=office().site, at=MONDAY)
    late = at(date(2026, 9, 29))

    with pytest.raises(cases.TooSoon):
        cases.waive_hearing(pk, by=office().site, at=TUESDAY)
    with pytest.raises(cases.TooLate):
        cases.ask_for_hearing(pk, asked_by="Ana", by=ANA, at=late)
    jobs.end_hearings_nobody_asked_for(late)

    assert cases.case(pk).hearings.get().state == cases.HearingState.WAIVED
    assert cases.case(pk).state == cases.State.IN_REVIEW


def test_the_time_of_a_hearing_does_not_count():
    walk = Walk()
    pk = walk.brought(["accept"])
    before = cases.case(pk).statutory_due_on
    for verb in ("offer_hearing", "ask_for_hearing", "call_hearing", "hold_hearing"):
        walk.do(verb, pk)

    # Asked for on 22 September, held on 9 October: thirteen working days.
    assert (before, cases.case(pk).statutory_due_on) == (date(2026, 10, 20), date(2026, 11, 6))


def test_who_reviews_the_case_does_not_chair_its_hearing():
    walk = Walk()
    pk = walk.brought(["accept", "offer_hearing", "ask_for_hearing"])
    reviewer = StaffFactory(department=walk.version.item.department, name="Sun")
    review = cases.case(pk).reviews.get()
    AssignmentFactory(staff=reviewer, post_id=review.post_id)

    with pytest.raises(cases.ReasonMissing) as refused:
        cases.call_hearing(
            pk, held_at=at(date(2026, 10, 9)), place="三楼", chair_id=reviewer.pk, by=office().site, at=TUESDAY
        )

    assert refused.value.faults.keys() == {"chair_id"}


@pytest.mark.parametrize(
    ("said", "fault"),
    [({"record": ""}, "record"), ({"participants": " "}, "participants"), ({"is_signed": False}, "is_signed")],
)
def test_a_hearing_ends_with_a_record_that_is_signed(said, fault):
    walk = Walk()
    pk = walk.brought(["accept", "offer_hearing", "ask_for_hearing", "call_hearing"])
    record = {"record": "陈述完毕", "participants": "Ana", "is_signed": True, **said}

    with pytest.raises(cases.ReasonMissing) as refused:
        cases.hold_hearing(pk, **record, by=office().site, at=at(date(2026, 10, 9), hour=15))

    assert refused.value.faults.keys() == {fault}


def test_nothing_is_decided_before_hearing_visit_and_neighbour():
    walk = Walk()
    for owed in ("offer_hearing", "assign_inspectors", "tell_interested_party"):
        pk = walk.brought([*REVIEWED, owed])
        for verb in ("grant", "refuse"):
            with pytest.raises(cases.SomethingIsOwed):
                walk.do(verb, pk)


def test_a_neighbour_who_said_nothing_in_time_stops_no_decision():
    walk = Walk()
    pk = walk.brought([*REVIEWED, "tell_interested_party"])

    cases.refuse(pk, **SAYS, by=office().approver, at=at(date(2026, 10, 13)))

    assert cases.case(pk).state == cases.State.REFUSED


def test_two_officers_of_those_who_handle_the_case_look_at_the_place():
    walk = Walk()
    pk = walk.brought(["accept"])
    dan, _ = walk.officers
    stranger = StaffFactory(name="Fay")

    for staff in ([dan.pk], [dan.pk, dan.pk], [dan.pk, stranger.pk], []):
        with pytest.raises(cases.NotTwoOfficers):
            cases.assign_inspectors(pk, staff_ids=staff, by=office().site, at=TUESDAY)
    walk.do("assign_inspectors", pk)
    with pytest.raises(cases.TooSoon):
        walk.do("assign_inspectors", pk)

    # Within five working days of acceptance (art. 55(2)).
    assert cases.case(pk).inspections.get().due_on == date(2026, 9, 29)
