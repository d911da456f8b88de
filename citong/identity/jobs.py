"""What identity does by the clock."""

from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .services.authorities import renew_lists
from .services.challenges import forget_old_challenges


@job(every=timedelta(minutes=10))
def renew_lists_of_revoked(now: datetime) -> None:
    """Whoever relies on our lists always finds one that holds."""
    renew_lists(by=SYSTEM, at=now)


@job(every=timedelta(minutes=10))
def forget_what_nobody_signed(now: datetime) -> None:
    """Texts whose five minutes are over go."""
    forget_old_challenges(by=SYSTEM, at=now)
