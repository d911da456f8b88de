"""Facts of the tests' own, their handlers, and workers that run at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import connection

from citong.kernel.actors import Actor
from citong.kernel.facts import FACTS, HANDLERS, Fact, on

MONDAY = datetime(2026, 9, 21, 2, tzinfo=UTC)
ANA = Actor(id="account:1001", channel="portal", name="Ana")
BEN = Actor(id="account:1002", channel="portal", name="Ben")


@dataclass(frozen=True)
class BellRung(Fact):
    """A fact that means nothing."""

    bell: str
    times: int = 1


@pytest.fixture
def hears() -> Iterator[Callable[[Callable[[BellRung], None]], None]]:
    """Let a function hear every BellRung for the length of one test."""
    facts, handlers = dict(FACTS), dict(HANDLERS)
    yield lambda handler: on(BellRung)(handler)
    FACTS.clear()
    FACTS.update(facts)
    HANDLERS.clear()
    HANDLERS.update(handlers)


def at_once(work: Callable[[], None], *, workers: int) -> None:
    """Run the same work in several threads that start together; what one of them raises is raised here."""
    ready, failures = threading.Barrier(workers), []

    def run() -> None:
        try:
            ready.wait(timeout=20)
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures, failures


@contextmanager
def triggers_off() -> Iterator[None]:
    """What only a superuser can do to the database: change rows behind the triggers that guard them."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("set session_replication_role = origin")
