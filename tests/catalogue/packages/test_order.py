"""Which member waits for which, and how long the whole takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from tests.factories.packages import ITEMS, LARGE, SMALL, item, package


def member(key, *after):
    return catalogue.Member(key=key, item=key.upper(), after=list(after))


@pytest.mark.parametrize(
    ("members", "ring"),
    [
        pytest.param([member("a"), member("b", "a")], [], id="one after the other"),
        pytest.param([member("a", "b"), member("b", "a")], ["a", "b", "a"], id="each waits for the other"),
        pytest.param([member("a", "a")], ["a", "a"], id="waits for itself"),
        pytest.param(
            [member("x", "a"), member("a", "c"), member("b", "a"), member("c", "b")],
            ["a", "b", "c", "a"],
            id="a ring behind somebody who is in none",
        ),
        pytest.param(
            [member("a"), member("b", "a"), member("c", "a"), member("d", "b", "c")], [], id="two ways are no ring"
        ),
    ],
)
def test_a_ring_is_told_in_the_order_in_which_it_waits(members, ring):
    assert catalogue.ring_in(members) == ring


def test_rounds_follow_what_waits_for_what():
    members = [member("d", "b", "c"), member("b", "a"), member("c", "a"), member("a")]

    rounds = catalogue.order_of(members)

    assert [[each.key for each in together] for together in rounds] == [["a"], ["b", "c"], ["d"]]


def test_who_is_not_chosen_is_not_waited_for():
    assert [[each.key for each in together] for together in catalogue.order_of([member("b", "a")])] == [["b"]]


@given(st.lists(st.sets(st.integers(0, 11)), min_size=1, max_size=12))
def test_there_is_an_order_exactly_when_there_is_no_ring(waits):
    members = [
        member(f"k{n}", *(f"k{other}" for other in sorted(others) if other < len(waits)))
        for n, others in enumerate(waits)
    ]

    if catalogue.ring_in(members):
        with pytest.raises(ValueError, match="ring"):
            catalogue.order_of(members)
    else:
        done: set[str] = set()
        for together in catalogue.order_of(members):
            assert all(set(each.after) <= done for each in together)
            done |= {each.key for each in together}
        assert done == {each.key for each in members}


@pytest.mark.parametrize(("situation", "days"), [(SMALL, 10), (LARGE, 10)])
def test_the_whole_takes_as_long_as_its_longest_chain(situation, days):
    members = catalogue.selected(package(), situation=situation)

    assert catalogue.joint_days(members, items=ITEMS) == days
    assert catalogue.finishing_days(members, items=ITEMS)["food"] == 10


def test_the_whole_never_takes_longer_than_the_law_allows():
    slow = {key: item(key, "market", {}, promised={"days": 20}) for key in "ABC"}
    members = [member("a"), member("b", "a"), member("c", "b")]

    assert catalogue.joint_days(members, items=slow) == 45


def test_an_item_that_promises_nothing_counts_with_the_term_of_the_law():
    assert catalogue.days_of(item("某事", "market", {}, promised=None)) == 20
    assert catalogue.days_of(item("某事", "market", {}, promised=None, statutory={"days": 15})) == 15
