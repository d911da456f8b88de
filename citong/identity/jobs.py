"""What the clock does with what is kept of people."""

from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .services.exports import forget_exports


@job(every=timedelta(hours=1))
def forget_old_exports(now: datetime) -> None:
    """Copies of people's data are kept for a week and no longer."""
    forget_exports(by=SYSTEM, at=now)
