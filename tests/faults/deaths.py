"""A process that dies in the middle of what it does, as a power cut would end it: after its first write, its second, …

Each time all has to be as it was; the last time nobody dies, and it is done.
"""

import os
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection

DIED, WENT_WRONG = 9, 3
WRITES = ("insert", "update", "delete", "with")


def rows() -> dict[str, list[object]]:
    """All that the program could have changed."""
    own = [model for model in apps.get_models() if model.__module__.startswith("citong.")]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in own}


def die_again_and_again(act: Callable[[], object], *, kept: Callable[[], object] = rows) -> int:
    """How often somebody died in doing it; after each death, what is `kept` is as it was before."""
    before = kept()
    deaths = 0
    while (ended := split_off(act, dies_after=deaths + 1)) == DIED:
        deaths += 1
        assert kept() == before, f"died after {deaths} writes"
    assert ended == 0, "went wrong"
    assert kept() != before, "nothing was done"
    return deaths


def split_off(act: Callable[[], object], *, dies_after: int) -> int:
    """A process of its own, with a connection of its own, that dies after so many writes; its exit code."""
    child = os.fork()
    if child == 0:
        _run(act, dies_after)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(act: Callable[[], object], dies_after: int) -> None:
    """Never returns. The parent's connection is left alone: closing it here would end it there."""
    try:
        connection.connection = None
        with connection.execute_wrapper(_Death(dies_after)):
            act()
    except BaseException:
        os._exit(WENT_WRONG)
    os._exit(0)


class _Death:
    """Comes after so many writes; or, when there are no more, before what was written is made to last."""

    def __init__(self, after: int) -> None:
        self.writes_left = after
        last = connection._commit
        connection._commit = lambda: os._exit(DIED) if self.writes_left == 1 else last()

    # Any: Django passes the statement's own parameters through.
    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if sql.lstrip().lower().startswith(WRITES):
            self.writes_left -= 1
            if self.writes_left == 0:
                os._exit(DIED)
        return done
