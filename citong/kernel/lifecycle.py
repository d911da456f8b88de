"""States and the moves between them, as a table one can read aloud."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from citong.kernel.errors import Refusal


class MoveNotAllowed(Refusal):
    """The thing is not in a state from which this can be done; somebody may have been faster."""

    code = "move_not_allowed"


@dataclass(frozen=True)
class Lifecycle:
    """Moves by name: the states a move may start from, and the state it leads to; None when the state stays."""

    moves: Mapping[str, tuple[Set[str], str | None]]

    def after(self, move: str, state: str) -> str:
        """The state that `move` leads to from `state`."""
        sources, target = self.moves[move]
        if state not in sources:
            raise MoveNotAllowed(
                "这一步现在不能做：状态已经变了，可能有人先办了。",
                move=move,
                state=state,
                remedy="请刷新页面，看看现在到了哪一步。",
            )
        return state if target is None else target

    def moves_from(self, state: str) -> list[str]:
        """The moves open from `state`, in the order of the table."""
        return [move for move, (sources, _) in self.moves.items() if state in sources]

    def states(self) -> set[str]:
        """Every state named in the table."""
        return {state for sources, target in self.moves.values() for state in (*sources, target) if state is not None}

    def is_final(self, state: str) -> bool:
        """Nothing leads away from this state."""
        return not self.moves_from(state)
