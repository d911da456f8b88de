"""What organisations tells the rest."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class DepartmentReorganised(Fact):
    """A department has ended; from its last day on, its successor answers for what was open."""

    department_id: int
    successor_id: int


@dataclass(frozen=True)
class CalendarChanged(Fact):
    """Working days changed somewhere between two days, both included, written as ISO dates."""

    first_day: str
    last_day: str


@dataclass(frozen=True)
class AssignmentEnded(Fact):
    """From a day on, somebody does not hold a post any more."""

    staff_id: int
    post_id: int
