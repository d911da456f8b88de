"""Work by the clock: at its time, in one worker, and free again when that worker dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from citong.kernel.jobs import JOBS, LOCKS, job, last_runs, run_due_jobs, under_way
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

    with another_worker_holds(next(iter(JOBS))):
        ran = run_due_jobs(now=MONDAY)

    assert (ran, moments) == (0, [])


def test_the_job_of_a_worker_whose_connection_is_gone_is_free_for_another():
    moments: list[datetime] = []
    job(every=EVERY)(moments.append)

    with another_worker_holds(next(iter(JOBS))) as holder:
        assert run_due_jobs(now=MONDAY) == 0
        _kill(holder)
        ran = run_due_jobs(now=MONDAY)

    assert (ran, moments) == (1, [MONDAY])


def test_a_job_is_free_again_after_a_run_that_failed():
    @job(every=EVERY)
    def fail(_now: datetime) -> None:
        raise RuntimeError("no paper")

    run_due_jobs(now=MONDAY)

    with another_worker_holds(next(iter(JOBS))) as holder:
        assert holder.is_usable()


def test_operators_see_which_jobs_are_under_way():
    seen: list[set[str]] = []
    job(every=EVERY)(lambda _now: seen.append(under_way()))
    job(every=EVERY)(_do_nothing)

    run_due_jobs(now=MONDAY)

    assert seen == [{next(iter(JOBS))}]
    assert under_way() == set()


def test_operators_see_when_a_job_ran_last_and_when_it_runs_next():
    job(every=EVERY)(_do_nothing)

    run_due_jobs(now=MONDAY)

    (run,) = last_runs()
    assert (run.name, run.finished_at, run.due_at, run.error) == (next(iter(JOBS)), MONDAY, MONDAY + EVERY, "")


@pytest.mark.django_db(transaction=True)
def test_a_job_that_takes_longer_than_its_turn_is_not_run_twice():
    moments: list[datetime] = []

    @job(every=EVERY)
    def work_slowly(now: datetime) -> None:
        moments.append(now)
        at_once(lambda: _run_at(MONDAY + timedelta(days=1)), workers=2)

    run_due_jobs(now=MONDAY)

    assert moments == [MONDAY]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_runs_the_job():
    moments: list[datetime] = []
    job(every=EVERY)(moments.append)

    at_once(lambda: _run_at(MONDAY), workers=6)

    assert moments == [MONDAY]


@contextmanager
def another_worker_holds(name: str) -> Iterator[BaseDatabaseWrapper]:
    """Another connection that runs this job."""
    worker = connection.copy()
    try:
        with worker.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s, hashtext(%s))", [LOCKS, name])
            assert cursor.fetchone() == (True,)
        yield worker
    finally:
        worker.close()


def _kill(worker: BaseDatabaseWrapper) -> None:
    """End a worker's connection from outside, and wait until the server has seen it off."""
    with worker.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 20000)", [pid])
        assert cursor.fetchone() == (True,)


def _run_at(now: datetime) -> None:
    run_due_jobs(now=now)


def _do_nothing(_now: datetime) -> None: ...
