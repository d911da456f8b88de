"""By when a whole is due, and more days for it."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from citong.cases import facade as cases
from citong.cases.rules.clock import Pause
from citong.cases.rules.joint import due_dates_of_whole
from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from citong.kernel.workdays import WorkCalendar
from tests.factories.cases import ANA, MONDAY
from tests.factories.joint import (
    accepted,
    approver,
    lead,
    mayor,
    member,
    whole,
)
from tests.factories.packages import FIRE, publish_shop
from tests.journeys.people import deliver_all

pytestmark = pytest.mark.django_db


def test_only_the_head_of_the_government_extends_the_whole_once_by_fifteen_days_at_most():
    joint, head = accepted(), mayor()

    with pytest.raises(cases.ReasonMissing):
        cases.ask_to_extend_joint(joint.pk, days=16, reason="复杂", by=lead(), at=MONDAY)
    cases.ask_to_extend_joint(joint.pk, days=15, reason="要现场核查", by=lead(), at=MONDAY)
    for other in (lead(), approver("market")):
        with pytest.raises(cases.NotYourPost, match="人民政府"):
            cases.extend_joint(joint.pk, by=other, at=MONDAY)
    cases.extend_joint(joint.pk, answer="同意", by=head, at=MONDAY)

    assert whole(joint).statutory_due_on == date(2026, 12, 14)
    with pytest.raises(cases.CannotExtend):
        cases.ask_to_extend_joint(joint.pk, days=1, reason="再来", by=lead(), at=MONDAY)


def test_a_declined_extension_leaves_the_term_and_says_why():
    joint, head = accepted(), mayor()
    cases.ask_to_extend_joint(joint.pk, days=5, reason="要现场核查", by=lead(), at=MONDAY)

    with pytest.raises(cases.ReasonMissing):
        cases.decline_joint_extension(joint.pk, answer="", by=head, at=MONDAY)
    cases.decline_joint_extension(joint.pk, answer="来得及", by=head, at=MONDAY)

    assert whole(joint).statutory_due_on == date(2026, 11, 23)
    with pytest.raises(cases.CannotExtend):
        cases.extend_joint(joint.pk, by=head, at=MONDAY)


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        pytest.param([], date(2026, 11, 23), id="nothing stands still"),
        pytest.param([(date(2026, 9, 21), date(2026, 9, 28))], date(2026, 11, 30), id="one member for a week"),
        pytest.param(
            [(date(2026, 9, 21), date(2026, 9, 28)), (date(2026, 9, 24), date(2026, 9, 30))],
            date(2026, 12, 2),
            id="two members, each day once",
        ),
        pytest.param([(date(2026, 12, 1), date(2026, 12, 31))], date(2026, 11, 23), id="after the last day"),
    ],
)
def test_what_does_not_count_for_a_member_does_not_count_for_the_whole(pauses, last):
    found = due_dates_of_whole(
        MONDAY.date(),
        promised_days=15,
        more_days=0,
        members_due=[],
        pauses=[Pause(since, until) for since, until in pauses],
        calendar=WorkCalendar({}),
    )

    assert found == (date(2026, 10, 12), last)


def test_a_hearing_of_one_member_lengthens_the_whole_by_the_days_that_it_takes():
    joint = accepted()
    fire = member(joint, "FIRE").pk
    cases.offer_hearing(fire, reason="涉及相邻各方", by=approver("fire"), at=MONDAY)
    cases.ask_for_hearing(fire, asked_by="Ana", by=ANA, at=MONDAY)
    deliver_all()

    announced = whole(joint)
    cases.waive_hearing(fire, by=ANA, at=MONDAY + timedelta(days=7))
    deliver_all()

    assert announced.statutory_due_on == date(2026, 12, 21)  # the twenty days of art. 47
    assert whole(joint).statutory_due_on == date(2026, 11, 30)  # the five that it took
    assert whole(joint).due_on == date(2026, 10, 12)  # the promise of the package has room for it


def test_a_pause_that_was_a_mistake_gives_its_days_back():
    testing = {"kind": "检测", "days": 10, "basis": "第四条"}
    joint = accepted_with(special_procedures=[testing])
    fire = member(joint, "FIRE").pk
    cases.suspend(
        fire, procedure=cases.Procedure.TESTING, announced_days=10, reason="水压", by=approver("fire"), at=MONDAY
    )
    deliver_all()

    stopped = whole(joint).statutory_due_on
    cases.take_back(fire, reason="点错了", by=approver("fire"), at=MONDAY)
    deliver_all()

    assert stopped == date(2026, 12, 7)
    assert whole(joint).statutory_due_on == date(2026, 11, 23)


def test_what_stops_the_promise_alone_does_not_lengthen_the_whole():
    publicity = {"kind": "公示", "days": 5, "basis": "第四条", "excludes": "promised"}
    joint = accepted_with(special_procedures=[publicity])
    cases.suspend(
        member(joint, "FIRE").pk,
        procedure=cases.Procedure.PUBLICITY,
        announced_days=5,
        reason="公示",
        by=approver("fire"),
        at=MONDAY,
    )
    deliver_all()

    assert whole(joint).statutory_due_on == date(2026, 11, 23)


def accepted_with(**fire: Any) -> cases.JointCase:
    """An accepted whole whose fire inspection says this, too."""
    publish_shop()
    said = msgspec.convert({**msgspec.to_builtins(FIRE), **fire}, catalogue.Definition)
    catalogue.introduce(said, code="FIRE", by=SYSTEM, at=MONDAY)
    return accepted()
