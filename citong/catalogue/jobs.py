"""Work by the clock: guides are looked through, search is kept current, what people looked for is forgotten in time."""

from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .services.checkups import check_guides
from .services.indexing import BATCH, renew_search_entries
from .services.questions import forget_questions

MOST_BATCHES = 10


@job(every=timedelta(hours=1))
def look_through_guides(now: datetime) -> None:
    """What is published is checked by the linter's rules; the last look of a day is the day's score."""
    check_guides(by=SYSTEM, at=now)


@job(every=timedelta(minutes=5))
def keep_search_current(now: datetime) -> None:
    """Some batches at a time, each in its own transaction, so that nobody waits for it."""
    for _ in range(MOST_BATCHES):
        if renew_search_entries(by=SYSTEM, at=now) < BATCH:
            return


@job(every=timedelta(days=1))
def forget_what_was_looked_for(now: datetime) -> None:
    """Questions older than half a year."""
    forget_questions(by=SYSTEM, at=now)
