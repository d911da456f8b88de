"""The clock of a case that has ended, in words."""

from datetime import timedelta

import pytest

from citong.cases import facade as cases
from citong.channels.kit import clocks, story
from tests.factories.cases import ANA, MONDAY, accepted, give_all, office
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db


def decided(*, days_later: int) -> cases.Case:
    case = give_all(accepted(version=publish_configured(promised={"days": 8})))
    cases.grant(case.pk, by=office().approver, at=MONDAY + timedelta(days=days_later))
    return cases.applicants_case(case.number, viewer=ANA)


def test_the_day_on_which_a_case_was_decided_is_said_once():
    case = decided(days_later=2)

    clock = story.clock_of(case, today=MONDAY.date() + timedelta(days=30))

    assert clock is not None
    words = [clock.sentence, *clocks.drawn(clock).words]
    assert [said for said in words if "9 月 23 日" in said] == ["9 月 23 日（星期三）办结"]


@pytest.mark.parametrize(
    ("days_later", "sentence"),
    [
        pytest.param(2, "在承诺的期限内办结。", id="within the term"),
        pytest.param(60, "办结时已经超过承诺的日期。", id="past the term"),
    ],
)
def test_the_clock_of_a_decided_case_says_whether_the_promise_was_kept(days_later, sentence):
    case = decided(days_later=days_later)

    clock = story.clock_of(case, today=MONDAY.date() + timedelta(days=90))

    assert clock is not None
    assert clock.sentence == sentence


def test_the_clock_of_a_withdrawn_case_does_not_call_it_decided():
    case = accepted()
    cases.withdraw(case.pk, reason="", by=ANA, at=MONDAY)

    clock = story.clock_of(cases.applicants_case(case.number, viewer=ANA), today=MONDAY.date())

    assert clock is not None
    assert clock.sentence == "已经撤回，不再计时。"
    assert not any("办结" in words for words in clocks.drawn(clock).words)
