"""A worker: delivers facts and runs jobs until it is told to stop. Many may run at once."""

import logging
import signal
import threading
from types import FrameType

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from citong.kernel.jobs import run_due_jobs
from citong.kernel.outbox import deliver_waiting

logger = logging.getLogger(__name__)

# Polling, not LISTEN: every NOTIFY takes one database-wide lock through its commit, which would undo group commit.
IDLE_SECONDS = 0.3


def work(stop: threading.Event) -> None:
    """Work until `stop` is set; a database that is away for a while is waited for."""
    while not stop.is_set():
        try:
            busy = work_once()
        except OperationalError:
            logger.warning("database does not answer", exc_info=True)
            close_old_connections()
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)


def work_once() -> bool:
    """One round; True when there was something to do."""
    now = timezone.now()
    delivered = deliver_waiting(now=now)
    ran = run_due_jobs(now=now)
    return bool(delivered or ran)


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set, so that the round under way ends first."""
    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    return stop
