"""Work by the clock: the guides are looked through."""

from datetime import datetime, timedelta

from citong.kernel.actors import SYSTEM
from citong.kernel.jobs import job

from .services.checkups import check_guides


@job(every=timedelta(hours=1))
def look_through_guides(now: datetime) -> None:
    """What is published is checked by the linter's rules; the last look of a day is the day's score."""
    check_guides(by=SYSTEM, at=now)
