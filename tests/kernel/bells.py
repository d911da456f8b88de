"""A fact and a slow handler for the tests of workers, known to this process and to a `manage.py work` of its own."""

import os
import time
from dataclasses import dataclass

from django.core.management import execute_from_command_line

from citong.kernel.facts import Fact, on
from citong.kernel.numbering import next_in_series


@dataclass(frozen=True)
class Rung(Fact):
    """A bell has rung."""

    bell: str


def count(fact: Rung) -> None:
    """Count how often the bell was heard, and linger, so that somebody can kill the worker in between."""
    next_in_series(fact.bell)
    time.sleep(float(os.environ.get("BELLS_LINGER", "0")))


def listen() -> None:
    """Let the handler hear."""
    on(Rung)(count)


def work() -> None:
    """`manage.py work`, with the handler known to it."""
    listen()
    execute_from_command_line(["manage.py", "work"])
