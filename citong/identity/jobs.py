"""Work by the clock: proofs run out, old codes are forgotten."""

from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .queries.proofs import accounts_with_proofs_over
from .services.assurance import let_proofs_run_out
from .services.phone_codes import forget_old_codes

BATCH = 500


@job(every=timedelta(hours=1))
def let_old_proofs_run_out(now: datetime) -> None:
    """An account whose document has run out is worth less from the next day on."""
    for account_id in accounts_with_proofs_over(at=now, limit=BATCH):
        let_proofs_run_out(account_id, by=SYSTEM, at=now)


@job(every=timedelta(days=1))
def forget_codes(now: datetime) -> None:
    """What is no longer needed about codes is erased."""
    forget_old_codes(by=SYSTEM, at=now)
