"""Work by the clock."""

from datetime import datetime, timedelta

from citong.kernel.jobs import job

from .services.sessions import end_what_is_over, forget_ended

BATCH = 500
# Cybersecurity Act (网络安全法), art. 21 (3): logs are kept for at least six months.
REMEMBERED = timedelta(days=200)


@job(every=timedelta(minutes=5))
def end_sessions_that_are_over(now: datetime) -> None:
    """What nobody can use any more is marked as ended, so that whoever relies on it is told."""
    while end_what_is_over(at=now, limit=BATCH) == BATCH:
        pass


@job(every=timedelta(days=1))
def forget_old_sessions(now: datetime) -> None:
    """Sessions that ended half a year ago."""
    forget_ended(before=now - REMEMBERED)
