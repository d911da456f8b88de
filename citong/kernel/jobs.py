"""Work by the clock. A job is leased for a while: one worker at a time has it, and a dead worker's job comes free."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from citong.kernel.models import JobRun

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """What is done, and how often."""

    run: Callable[[datetime], None]
    every: timedelta


JOBS: dict[str, Job] = {}


def job(*, every: timedelta) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Run the decorated function, which is given the present instant, every so often."""

    def register(run: Callable[[datetime], None]) -> Callable[[datetime], None]:
        JOBS[f"{run.__module__}.{run.__qualname__}"] = Job(run=run, every=every)
        return run

    return register


def run_due_jobs(*, now: datetime) -> int:
    """Run each job whose time has come and that no other worker holds; returns how many ran."""
    return sum(_run(name, a_job, now=now) for name, a_job in JOBS.items())


def last_runs() -> QuerySet[JobRun]:
    """For operators: when each job ran last, when it runs next, and what went wrong; by name."""
    return JobRun.objects.order_by("name")


def _run(name: str, a_job: Job, *, now: datetime) -> bool:
    JobRun.objects.get_or_create(name=name, defaults={"due_at": now})
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    if not JobRun.objects.filter(free, name=name, due_at__lte=now).update(leased_until=now + LEASE):
        return False
    error = ""
    try:
        a_job.run(now)
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"[:2000]
        logger.exception("job failed", extra={"job": name})
    JobRun.objects.filter(name=name).update(leased_until=None, due_at=now + a_job.every, finished_at=now, error=error)
    return True
