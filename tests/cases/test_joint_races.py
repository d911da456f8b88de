"""Several people, one whole, one instant: whoever comes second sees what the first did."""

import pytest

from citong.cases import facade as cases
from citong.cases.models import JointCase
from citong.kernel.lifecycle import MoveNotAllowed
from tests.cases.test_races import at_once
from tests.factories.cases import ANA, MONDAY
from tests.factories.joint import accepted, application, filed, granted, lead, member
from tests.factories.packages import SHOP, publish_shop

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_submissions_under_one_key_at_once_are_one_whole():
    publish_shop()
    given = application()
    numbers: list[str] = []

    def hand_in() -> None:
        done = cases.submit_joint(given, key="joint-0000001", declared=True, by=ANA, at=MONDAY)
        numbers.append(done.number)

    assert at_once(*[hand_in] * 4) == []
    assert len(set(numbers)) == 1
    assert JointCase.objects.count() == 1
    assert cases.joint_case(JointCase.objects.get().pk).members.count() == 3


def test_two_that_are_granted_at_once_release_what_waited_for_both():
    members = [{**each, "after": ["fire", "board"]} if each["key"] == "food" else each for each in SHOP["members"]]
    publish_shop(members=members)
    joint = accepted()

    def grant_and_go_on(item: str) -> None:
        granted(joint, item)
        cases.advance_joint(joint.pk, by=lead(), at=MONDAY)

    failures = at_once(lambda: grant_and_go_on("FIRE"), lambda: grant_and_go_on("BOARD"))

    food = member(joint, "FOOD")
    assert failures == []
    assert food.state == cases.State.TO_DECIDE
    assert food.steps.filter(move="release").count() == 1


def test_accepting_and_taking_back_at_once_has_one_of_both_outcomes():
    joint = filed()

    failures = at_once(
        lambda: cases.accept_joint(joint.pk, by=lead(), at=MONDAY),
        lambda: cases.withdraw_joint(joint.pk, reason="不开了", by=ANA, at=MONDAY),
    )

    found = cases.joint_case(joint.pk)
    assert found.state == cases.JointState.WITHDRAWN
    assert {each.state for each in found.members.all()} == {cases.State.WITHDRAWN}
    assert all(isinstance(failure, MoveNotAllowed) for failure in failures)


def test_a_member_taken_back_while_all_is_accepted_stays_taken_back():
    joint = filed()
    board = member(joint, "BOARD")

    failures = at_once(
        lambda: cases.accept_joint(joint.pk, by=lead(), at=MONDAY),
        lambda: cases.withdraw(board.pk, reason="不立了", by=ANA, at=MONDAY),
    )

    assert failures == []
    assert member(joint, "BOARD").state == cases.State.WITHDRAWN
    assert member(joint, "FIRE").state == cases.State.TO_DECIDE


def test_two_notices_at_once_are_one():
    joint = filed()
    gaps = [cases.Gap("materials.fire__licence", "营业执照", "看不清")]

    failures = at_once(*[lambda: cases.ask_to_correct_joint(joint.pk, gaps=gaps, by=lead(), at=MONDAY)] * 3)

    assert len(failures) == 2
    assert cases.joint_case(joint.pk).corrections.count() == 1
