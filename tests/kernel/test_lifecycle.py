"""Tables of states and moves."""

import pytest

from citong.kernel.lifecycle import Lifecycle, MoveNotAllowed

DOOR = Lifecycle(
    {
        "open": ({"closed"}, "open"),
        "close": ({"open"}, "closed"),
        "lock": ({"closed"}, "locked"),
        "break": ({"closed", "locked"}, "broken"),
    }
)


def test_a_move_leads_to_its_state():
    assert DOOR.after("open", "closed") == "open"


def test_a_move_from_another_state_is_refused_with_what_to_do_now():
    with pytest.raises(MoveNotAllowed) as refused:
        DOOR.after("lock", "open")

    assert (refused.value.code, refused.value.status) == ("move_not_allowed", 409)
    assert refused.value.details == {"move": "lock", "state": "open", "remedy": "请刷新页面，看看现在到了哪一步。"}


def test_a_move_that_does_not_exist_is_a_bug_and_no_refusal():
    with pytest.raises(KeyError):
        DOOR.after("paint", "open")


@pytest.mark.parametrize(
    ("state", "moves"),
    [("closed", ["open", "lock", "break"]), ("open", ["close"]), ("broken", []), ("gone", [])],
)
def test_the_moves_open_from_a_state_come_in_the_order_of_the_table(state, moves):
    assert DOOR.moves_from(state) == moves


def test_a_state_that_nothing_leads_away_from_is_final():
    assert [state for state in sorted(DOOR.states()) if DOOR.is_final(state)] == ["broken"]
