"""How often something may be tried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from citong.kernel import limits
from citong.kernel.limits import Patience, Quota
from citong.kernel.models import Allowance

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
THREE = Quota("three", most=3, every=MINUTE)
SLOW = Patience("slow", free=3, first=MINUTE, longest=5 * MINUTE, forgotten=timedelta(hours=1))

pytestmark = pytest.mark.django_db


def take(times=1, *, at=AT, of="ana"):
    return [limits.take(THREE, of, at=at) for _ in range(times)]


def attempts(*minutes):
    return [limits.attempt(SLOW, "ana", at=AT + minute * MINUTE).total_seconds() / 60 for minute in minutes]


def test_a_quota_lets_so_many_through_and_then_says_how_long_to_wait():
    assert take(4) == [timedelta(), timedelta(), timedelta(), MINUTE]


def test_a_quota_fills_up_again_one_by_one():
    take(3)

    assert take(2, at=AT + MINUTE) == [timedelta(), MINUTE]
    assert take(4, at=AT + timedelta(hours=1)) == [timedelta(), timedelta(), timedelta(), MINUTE]


def test_what_is_refused_is_not_taken():
    take(50)

    assert take(at=AT + MINUTE) == [timedelta()]


def test_what_is_given_back_can_be_taken_again():
    take(3)

    limits.give_back(THREE, "ana")

    assert take(2) == [timedelta(), MINUTE]


def test_what_was_never_taken_cannot_be_given_back():
    limits.give_back(THREE, "ana")

    assert take(4)[-1] == MINUTE


def test_giving_back_too_often_makes_no_quota_larger():
    take(1)
    for _ in range(9):
        limits.give_back(THREE, "ana")

    assert take(4)[-1] == MINUTE


def test_what_is_spent_is_counted():
    assert limits.spent(THREE, "ana", at=AT) == 0
    take(2)

    assert limits.spent(THREE, "ana", at=AT) == 2
    assert limits.spent(THREE, "ana", at=AT + MINUTE) == 1
    assert limits.spent(THREE, "ana", at=AT + timedelta(hours=1)) == 0


def test_everybody_has_a_quota_of_their_own():
    take(4)

    assert take(of="ben") == [timedelta()]


def test_the_wait_doubles_up_to_the_longest():
    assert attempts(0, 0, 0, 0) == [0, 0, 0, 1]
    assert attempts(1, 1, 3, 3, 7, 7, 12, 12) == [0, 2, 0, 4, 0, 5, 0, 5]


def test_an_attempt_during_the_wait_makes_it_no_longer():
    attempts(0, 0, 0)

    assert attempts(0, 0.5, 0.9) == [1, 0.5, pytest.approx(0.1)]
    assert attempts(1) == [0]


def test_success_is_forgiven():
    attempts(0, 0, 0)
    limits.forgive(SLOW, "ana")

    assert attempts(0, 0, 0, 0) == [0, 0, 0, 1]


def test_whoever_leaves_it_alone_begins_anew():
    attempts(0, 0, 0)

    assert attempts(100, 100, 100, 100) == [0, 0, 0, 1]


def test_whether_one_would_have_to_wait_can_be_asked_without_counting():
    def closed():
        return [limits.is_closed((THREE, "ana"), at=AT), limits.is_closed((THREE, "ben"), (SLOW, "ana"), at=AT)]

    before = closed()
    take(3)
    attempts(0, 0)
    between = closed()
    attempts(0)

    assert before == [False, False]
    assert between == [True, False]
    assert closed() == [True, True]
    assert not limits.is_closed((THREE, "ana"), (SLOW, "ana"), at=AT + MINUTE)


def test_nothing_is_kept_of_what_is_counted():
    limits.take(THREE, "13800138000", at=AT)

    assert "13800138000" not in str(Allowance.objects.values().get())


def test_old_counts_are_forgotten():
    take(1)
    take(1, at=AT + timedelta(days=3), of="ben")

    limits.forget_old_allowances(AT + timedelta(days=2))

    assert Allowance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["quota", "patience"])
def test_trying_at_once_gains_nothing(kind):
    together = Barrier(6)

    def hammer(_number):
        together.wait()
        try:
            if kind == "quota":
                return [limits.take(THREE, "ana", at=AT) for _ in range(5)]
            return [limits.attempt(SLOW, "ana", at=AT) for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        waits = [wait for each in pool.map(hammer, range(6)) for wait in each]

    assert waits.count(timedelta()) == 3
