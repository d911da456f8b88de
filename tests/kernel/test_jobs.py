"""Work by the clock: at its time, in one worker, and free again when that worker dies."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from citong.kernel.jobs import JOBS, LEASE, job, last_runs, run_due_jobs
from citong.kernel.models import JobRun
from tests.kernel.conftest import MONDAY, at_once

pytestmark = pytest.mark.django_db
EVERY = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_other_jobs() -> Iterator[None]:
    """The registry holds only the jobs of one test."""
    kept = dict(JOBS)
    JOBS.clear()
    yield
    JOBS.clear()
    JOBS.update(kept)


def test_a_job_runs_when_its_time_has_come_and_is_told_the_moment():
    moments: list[datetime] = []
    job(every=EVERY)(moments.append)
    half, whole = MONDAY + EVERY / 2, MONDAY + EVERY

    ran = [run_due_jobs(now=MONDAY), run_due_jobs(now=half), run_due_jobs(now=whole)]

    assert ran == [1, 0, 1]
    assert moments == [MONDAY, whole]


def test_a_job_that_fails_says_so_and_runs_again_next_time():
    attempts: list[datetime] = []

    @job(every=EVERY)
    def fail_once(now: datetime) -> None:
        attempts.append(now)
        if len(attempts) == 1:
            raise RuntimeError("no paper")

    run_due_jobs(now=MONDAY)
    assert JobRun.objects.get().error == "RuntimeError: no paper"

    run_due_jobs(now=MONDAY + EVERY)
    assert (len(attempts), JobRun.objects.get().error) == (2, "")


def test_a_job_that_fails_holds_back_no_other():
    moments: list[datetime] = []

    @job(every=EVERY)
    def fail(_now: datetime) -> None:
        raise RuntimeError("no paper")

    job(every=EVERY)(moments.append)

    assert run_due_jobs(now=MONDAY) == 2
    assert moments == [MONDAY]


def test_a_job_that_another_worker_holds_is_left_to_it():
    moments: list[datetime] = []
    job(every=EVERY)(moments.append)
    JobRun.objects.create(name=next(iter(JOBS)), due_at=MONDAY, leased_until=MONDAY + LEASE)

    assert run_due_jobs(now=MONDAY) == 0
    assert moments == []


def test_the_job_of_a_dead_worker_comes_free_when_its_lease_ends():
    moments: list[datetime] = []
    job(every=EVERY)(moments.append)
    JobRun.objects.create(name=next(iter(JOBS)), due_at=MONDAY, leased_until=MONDAY + LEASE)
    later = MONDAY + LEASE + timedelta(seconds=1)

    run_due_jobs(now=later)

    assert moments == [later]
    assert JobRun.objects.get().leased_until is None


def test_operators_see_when_a_job_ran_last_and_when_it_runs_next():
    job(every=EVERY)(_do_nothing)

    run_due_jobs(now=MONDAY)

    (run,) = last_runs()
    assert (run.name, run.finished_at, run.due_at, run.error) == (next(iter(JOBS)), MONDAY, MONDAY + EVERY, "")


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_runs_the_job():
    moments: list[datetime] = []
    job(every=EVERY)(moments.append)

    at_once(lambda: _run_now(), workers=6)

    assert moments == [MONDAY]


def _run_now() -> None:
    run_due_jobs(now=MONDAY)


def _do_nothing(_now: datetime) -> None: ...
