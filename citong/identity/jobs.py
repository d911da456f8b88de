"""Work by the clock: proofs run out, old codes are forgotten, sessions end."""

from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .queries.proofs import accounts_with_proofs_over
from .services.assurance import let_proofs_run_out
from .services.phone_codes import forget_old_codes
from .services.sessions import end_what_is_over, forget_ended

BATCH = 500
# Cybersecurity Act (网络安全法), art. 21 (3): logs are kept for at least six months.
REMEMBERED = timedelta(days=200)


@job(every=timedelta(hours=1))
def let_old_proofs_run_out(now: datetime) -> None:
    """An account whose document has run out is worth less from the next day on."""
    for account_id in accounts_with_proofs_over(at=now, limit=BATCH):
        let_proofs_run_out(account_id, by=SYSTEM, at=now)


@job(every=timedelta(days=1))
def forget_codes(now: datetime) -> None:
    """What is no longer needed about codes is erased."""
    forget_old_codes(by=SYSTEM, at=now)


@job(every=timedelta(minutes=5))
def end_sessions_that_are_over(now: datetime) -> None:
    """What nobody can use any more is marked as ended, so that whoever relies on it is told."""
    while end_what_is_over(at=now, limit=BATCH) == BATCH:
        pass


@job(every=timedelta(days=1))
def forget_old_sessions(now: datetime) -> None:
    """Sessions that ended half a year ago."""
    forget_ended(before=now - REMEMBERED)
