"""The life of a whole, read from its table; and that a whole is handed in entirely or not at all."""

import pytest
from django.db import connection

from citong.cases import facade as cases
from citong.cases.lifecycle import JOINT, JOINT_ENDED, JOINT_MOVE_NAMES, JOINT_STATE_NAMES, JointState
from citong.cases.models import Case, CaseMaterial, JointCase, JointStep
from citong.channels.kit import joint_story
from citong.kernel.models import FactRecord
from tests.factories.cases import ANA, MONDAY
from tests.factories.joint import application, filed, lead
from tests.factories.packages import publish_shop


def reachable(start: JointState) -> set[str]:
    """Every state that a whole can come to from here."""
    found, ahead = {str(start)}, [str(start)]
    while ahead:
        state = ahead.pop()
        for following in {JOINT.after(move, state) for move in JOINT.moves_from(state)} - found:
            found.add(following)
            ahead.append(following)
    return found


def test_every_state_is_reached_and_none_is_stuck():
    assert reachable(JointState.SUBMITTED) == {state.value for state in JointState}
    assert all(reachable(state) & {each.value for each in JOINT_ENDED} for state in JointState)


def test_a_whole_that_has_ended_stays_so():
    assert all(JOINT.is_final(state) for state in JOINT_ENDED)


def test_every_state_and_move_has_its_words():
    assert JOINT_STATE_NAMES.keys() == set(JointState)
    assert JOINT_MOVE_NAMES.keys() == {"submit", *JOINT.moves}
    assert joint_story.WORDS.keys() == joint_story.TONES.keys() == set(JointState)
    told_inside = {"ask_to_extend", "decline_extension"}
    assert joint_story.TITLES.keys() == JOINT_MOVE_NAMES.keys() - told_inside


class Died(BaseException):
    """The process is gone."""


def dying_at(number: int):
    """Lets so many statements through, and then the process dies."""
    count = 0

    def execute(run, sql, params, many, context):
        nonlocal count
        count += 1
        if count == number:
            raise Died
        return run(sql, params, many, context)

    return execute


def whole_or_nothing() -> tuple[int, int, int, int, int]:
    """What is there of a whole."""
    tables = (JointCase, JointStep, Case, CaseMaterial, FactRecord)
    return tuple(table.objects.count() for table in tables)  # type: ignore[return-value]


@pytest.mark.django_db(transaction=True)
def test_a_submission_that_dies_between_any_two_statements_leaves_all_or_nothing():
    publish_shop()
    given, before = application(), whole_or_nothing()
    after = (1, 1, 3, 5, before[4] + 4)

    lost_before = 0
    for number in range(1, 200):
        try:
            with connection.execute_wrapper(dying_at(number)):
                cases.submit_joint(given, key="joint-0000001", declared=True, by=ANA, at=MONDAY)
        except Died:
            assert whole_or_nothing() in {before, after}  # the answer is read once all is stored
            if whole_or_nothing() == before:
                lost_before = number
        else:
            break

    assert lost_before > 10
    assert whole_or_nothing() == after


@pytest.mark.django_db(transaction=True)
def test_an_acceptance_that_dies_between_any_two_statements_changes_nothing():
    joint = filed()

    for number in range(1, 200):
        try:
            with connection.execute_wrapper(dying_at(number)):
                cases.accept_joint(joint.pk, by=lead(), at=MONDAY)
        except Died:
            found = cases.joint_case(joint.pk)
            assert found.state == JointState.SUBMITTED
            assert {member.state for member in found.members.all()} == {cases.State.SUBMITTED}
        else:
            break

    assert number > 10
    assert cases.joint_case(joint.pk).state == JointState.ACCEPTED
