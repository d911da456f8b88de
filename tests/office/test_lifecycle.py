"""The tables of moves, walked: nothing is stuck, and what has ended has ended."""

import pytest

from citong.kernel.lifecycle import Lifecycle
from citong.office.lifecycle import (
    COUNTERSIGNING,
    COUNTERSIGNING_MOVES,
    COUNTERSIGNING_STATES,
    TASK,
    TASK_MOVES,
    TASK_STATES,
)

ENDINGS = {"closed", "withdrawn"}
BOTH = pytest.mark.parametrize("lifecycle", [COUNTERSIGNING, TASK], ids=["countersigning", "task"])


def reachable(lifecycle: Lifecycle, start: str) -> set[str]:
    found, open_ends = {start}, [start]
    while open_ends:
        state = open_ends.pop()
        fresh = {lifecycle.after(move, state) for move in lifecycle.moves_from(state)} - found
        found |= fresh
        open_ends += fresh
    return found


@BOTH
def test_every_state_is_reached_and_from_each_the_end_is(lifecycle):
    states = reachable(lifecycle, "draft")

    assert states == lifecycle.states()
    assert {state for state in states if lifecycle.is_final(state)} == ENDINGS
    assert all(reachable(lifecycle, state) & ENDINGS for state in states)


@pytest.mark.parametrize(
    ("lifecycle", "states", "moves"),
    [(COUNTERSIGNING, COUNTERSIGNING_STATES, COUNTERSIGNING_MOVES), (TASK, TASK_STATES, TASK_MOVES)],
    ids=["countersigning", "task"],
)
def test_every_state_and_move_has_a_name(lifecycle, states, moves):
    assert lifecycle.states() <= set(states)
    assert set(lifecycle.moves) | {"recompute"} == set(moves)
