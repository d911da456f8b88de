"""What an actor may do, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.permissions import Reach, has_permission, reach_of
from citong.kernel.scopes import EVERYWHERE, Grant, Place, Scope

HERE, NEXT_DOOR = Place(7, "350502000000"), Place(8, "350502000000")
BELOW, ELSEWHERE = Place(9, "350502001000"), Place(10, "350503000000")
PLACES = (HERE, NEXT_DOOR, BELOW, ELSEWHERE, EVERYWHERE)
ACT = frozenset({"house.act"})

places = some.builds(Place, some.integers(1, 20), some.from_regex(r"3505[0-9]{8}", fullmatch=True))
scopes = some.one_of(
    some.just(Scope()),
    some.builds(Scope, department=some.integers(1, 20)),
    places.map(lambda place: Scope(area=place.area)),
    places.map(lambda place: Scope(area=place.area, prefix=place.area[:6])),
)


def actor(*scopes: Scope) -> Actor:
    return Actor(id="account:1", channel="desk", grants=tuple(Grant(ACT, scope) for scope in scopes))


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (Scope(), PLACES),
        (Scope(department=7), (HERE,)),
        (Scope(area="350502000000"), (HERE, NEXT_DOOR)),
        (Scope(area="350502000000", prefix="350502"), (HERE, NEXT_DOOR, BELOW)),
    ],
)
def test_a_grant_counts_where_it_was_given(scope, covered):
    who = actor(scope)

    assert tuple(place for place in PLACES if has_permission(who, "house.act", on=place)) == covered
    assert has_permission(who, "house.act")
    assert not has_permission(who, "house.sleep")


def test_without_a_grant_nothing_is_allowed_and_the_system_may_do_everything():
    assert not any(has_permission(actor(), "house.act", on=place) for place in (*PLACES, None))
    assert all(has_permission(SYSTEM, "house.act", on=place) for place in (*PLACES, None))
    assert reach_of(actor(), "house.act") == Reach()
    assert not reach_of(actor(), "house.act")
    assert reach_of(SYSTEM, "house.act").everywhere


@given(some.lists(scopes, max_size=4), places)
def test_what_is_in_reach_is_what_is_permitted(held, place):
    who = actor(*held)
    reach = reach_of(who, "house.act")

    reached = (
        reach.everywhere or place.department in reach.departments or any(scope.covers(place) for scope in reach.areas)
    )

    assert reached == has_permission(who, "house.act", on=place)


@given(some.lists(scopes, max_size=4), scopes, places)
def test_another_grant_never_takes_away(held, more, place):
    before = has_permission(actor(*held), "house.act", on=place)

    assert has_permission(actor(*held, more), "house.act", on=place) >= before
