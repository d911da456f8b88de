"""Work behind an open demonstration: its history grows in short slices, so that people at the counter hardly notice."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from citong.kernel.jobs import job

from .simulator.opening import Historian

SLICE_SECONDS = 2.5
HISTORIAN = Historian()


@job(every=timedelta(seconds=5))
def simulate_history(now: datetime) -> None:
    """Play the next days of the demonstration's history, in a hall that shows a demonstration."""
    if settings.DEMO:
        HISTORIAN.write_on(today=timezone.localdate(now), seconds=SLICE_SECONDS)
