"""What the clock does in office work: it reminds, counts silence where that was agreed, and marks what is overdue."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .queries.work import to_count, to_mark_overdue, to_remind
from .services.countersigning import count_silence, remind
from .services.tasks import mark_overdue

OFTEN = timedelta(minutes=10)
BATCH = 200


@job(every=OFTEN)
def remind_of_countersignings(now: datetime) -> None:
    """One working day before the last, whoever has not answered is reminded."""
    _each(to_remind, remind, now=now)


@job(every=OFTEN)
def count_agreed_silence(now: datetime) -> None:
    """Where silence is agreement, it is counted as soon as the last day is over."""
    _each(to_count, count_silence, now=now)


@job(every=OFTEN)
def mark_overdue_tasks(now: datetime) -> None:
    """What was not reported in time is marked, and told."""
    _each(to_mark_overdue, mark_overdue, now=now)


def _each(wanted: Callable[..., list[int]], verb: Callable[..., bool], *, now: datetime) -> None:
    """Until nothing is left, or nothing could be done: somebody else was faster."""
    while found := wanted(today=timezone.localdate(now), size=BATCH):
        if not sum(verb(each, by=SYSTEM, at=now) for each in found):
            return
