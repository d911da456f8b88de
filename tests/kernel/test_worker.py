"""Workers: they stop in good order, and one that is killed loses and repeats nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from citong.kernel import worker
from citong.kernel.facts import FACTS, HANDLERS
from citong.kernel.models import Counter, Delivery
from citong.kernel.outbox import deliver_waiting, publish
from tests.architecture.house import ROOT
from tests.kernel import bells

PATIENCE = 60


@pytest.fixture
def listening() -> Iterator[None]:
    """This process knows the bells as well, as every process of the hall knows the journeys."""
    facts, handlers = dict(FACTS), dict(HANDLERS)
    bells.listen()
    yield
    for registry, before in ((FACTS, facts), (HANDLERS, handlers)):
        registry.clear()
        registry.update(before)


@contextmanager
def running_worker(**environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py work` on the tests' database, with the bells known to it."""
    child = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup(); from tests.kernel import bells; bells.work()"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": _url(),
            "CITONG_DEMO": "no",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def _url() -> str:
    """Where the tests' database is, as the environment of another process says it."""
    there = connection.settings_dict
    who = f"{quote(there['USER'])}:{quote(there['PASSWORD'])}"
    return f"postgresql://{who}@/{there['NAME']}?{urlencode({'host': there['HOST'], 'port': there['PORT']})}"


def until(true: Callable[[], bool], *, alive: subprocess.Popen[bytes] | None = None) -> None:
    """Wait for something that another process does; when that process dies, say with which words."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        assert alive is None or alive.poll() is None, alive.communicate()[0].decode()
        time.sleep(0.05)


def being_delivered() -> bool:
    """Whether somebody holds the lock on a delivery."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from kernel_delivery")
        whole = cursor.fetchone()[0]
        cursor.execute("select count(*) from (select 1 from kernel_delivery for update skip locked) as free")
        return cursor.fetchone()[0] < whole


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("listening")
def test_a_worker_killed_in_the_middle_of_a_handler_loses_nothing_and_repeats_nothing():
    for number in range(5):
        publish(bells.Rung(f"bell {number}"))

    with running_worker(BELLS_LINGER="30") as child:
        until(being_delivered, alive=child)
        child.send_signal(signal.SIGKILL)
        child.wait()
    until(lambda: not being_delivered())
    assert not Counter.objects.exists()
    assert Delivery.objects.filter(done_at=None, attempts=0).count() == 5

    with running_worker() as child:
        until(lambda: not Delivery.objects.filter(done_at=None).exists(), alive=child)

    assert sorted(Counter.objects.values_list("series", "value")) == [(f"bell {n}", 1) for n in range(5)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_ends_its_round_first(told: signal.Signals):
    publish(bells.Rung("bell"))

    with running_worker(BELLS_LINGER="1") as child:
        until(being_delivered, alive=child)
        child.send_signal(told)
        code = child.wait(timeout=PATIENCE)

    assert code == 0
    assert Counter.objects.get(series="bell").value == 1
    assert not Delivery.objects.filter(done_at=None).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("listening")
def test_one_round_delivers_and_says_whether_there_was_something_to_do():
    publish(bells.Rung("bell"))

    assert worker.work_once()
    assert Counter.objects.get(series="bell").value == 1
    assert deliver_waiting(now=timezone.now()) == 0


def test_a_worker_told_to_stop_before_it_begins_does_nothing(monkeypatch):
    rounds = []
    monkeypatch.setattr(worker, "work_once", lambda: rounds.append(1))
    stop = threading.Event()
    stop.set()

    worker.work(stop)

    assert rounds == []


@pytest.mark.django_db
def test_a_worker_waits_for_a_database_that_is_away(monkeypatch, caplog):
    stop, rounds = threading.Event(), []

    def away_at_first() -> bool:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("server closed the connection")
        stop.set()
        return True

    monkeypatch.setattr(worker, "work_once", away_at_first)
    monkeypatch.setattr(worker, "close_old_connections", lambda: rounds.append(0))

    worker.work(stop)

    assert rounds == [1, 0, 1]
    assert [record.message for record in caplog.records] == ["database does not answer"]
