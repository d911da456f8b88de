"""What office work tells the rest of the house."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class OpinionGiven(Fact):
    """A department answered a countersigning, or its silence was counted."""

    countersigning_id: int
    department_id: int
    verdict: str
    by_silence: bool


@dataclass(frozen=True)
class TaskOverdue(Fact):
    """The last day of a supervised task went by without a report."""

    task_id: int
    lead_department_id: int
    due_on: str
