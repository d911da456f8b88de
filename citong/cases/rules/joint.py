"""The whole of several applications: whom a member waits for, and by when all is due. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum, auto

from citong.kernel.workdays import WorkCalendar, add_working_days

from .clock import Extension, Limit, Pause, last_day
from .terms import JOINT_DECISION


class Outcome(Enum):
    """What has become of a member that another one waits for."""

    OPEN = auto()
    GRANTED = auto()
    FAILED = auto()


def may_begin(before: Iterable[Outcome]) -> bool:
    """Whether everything that a member waits for is granted."""
    return all(outcome is Outcome.GRANTED for outcome in before)


def is_held_up(before: Iterable[Outcome]) -> bool:
    """Whether something that a member waits for has ended without being granted."""
    return Outcome.FAILED in before


def due_dates_of_whole(
    accepted_on: date,
    *,
    promised_days: int,
    more_days: int,
    members_due: Sequence[date],
    pauses: Sequence[Pause] = (),
    calendar: WorkCalendar,
) -> tuple[date, date]:
    """By when all is to be done, and the last day that the law allows (art. 42(2)): the first is never later.

    The whole is due when the last of its members is; those that still wait are covered by what the package promises.
    The time of a hearing or a test in any member does not count (art. 45: of every term of “this section”, and so of
    the 45 days, too); a day on which two members stand still is left out once. Each pause has its end.
    """
    more = [Extension(more_days)] if more_days else []
    last = last_day(accepted_on, Limit(JOINT_DECISION.days), pauses=pauses, extensions=more, calendar=calendar)
    assert last is not None  # noqa: S101 - only a pause without its end has none
    promised = add_working_days(accepted_on, promised_days + more_days, calendar)
    return min(last, max([promised, *members_due])), last
