"""Work by the clock. While a worker runs a job it holds the job's lock, so that no other runs it too.

The lock belongs to the worker's connection to the database: it lasts as long as the run does, however long that is, and
is free at once when the worker dies.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from citong.kernel.models import JobRun

logger = logging.getLogger(__name__)

# The first half of the two numbers of an advisory lock; the second is made of the job's name.
LOCKS = 7_305_002


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
    return sum(_run_if_due(name, a_job, now=now) for name, a_job in JOBS.items())


def last_runs() -> QuerySet[JobRun]:
    """For operators: when each job ran last, when it runs next, and what went wrong; by name."""
    return JobRun.objects.order_by("name")


def under_way() -> set[str]:
    """For operators: the names of the jobs that some worker is running at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select name from kernel_jobrun where hashtext(name)::oid in (select objid from pg_locks"
            " where locktype = 'advisory' and classid = %s and objsubid = 2 and granted"
            " and database = (select oid from pg_database where datname = current_database()))",
            [LOCKS],
        )
        return {name for (name,) in cursor.fetchall()}


def _run_if_due(name: str, a_job: Job, *, now: datetime) -> bool:
    known, _ = JobRun.objects.get_or_create(name=name, defaults={"due_at": now})
    if known.due_at > now:
        return False
    with _held(name) as is_ours:
        # Asked again under the lock: another worker may have run it a moment ago.
        if not is_ours or not JobRun.objects.filter(name=name, due_at__lte=now).exists():
            return False
        _run(name, a_job, now=now)
    return True


@contextmanager
def _held(name: str) -> Iterator[bool]:
    """Hold the lock of a job, or find that another worker does."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, hashtext(%s))", [LOCKS, name])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s, hashtext(%s))", [LOCKS, name])


def _run(name: str, a_job: Job, *, now: datetime) -> None:
    error = ""
    try:
        a_job.run(now)
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"[:2000]
        logger.exception("job failed", extra={"job": name})
    JobRun.objects.filter(name=name).update(due_at=now + a_job.every, finished_at=now, error=error)
