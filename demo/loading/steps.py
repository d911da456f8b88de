"""The steps of loading, in their order. A further step (such as past cases) is one more line in STEPS."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.scopes import Grant

from .accounts import load_accounts
from .items import load_everyday_words, load_items, load_packages, load_topics
from .mandates import load_mandates
from .offices import load_departments, load_divisions, load_halls

# What is loaded was in place before the first case: the demonstration looks back on years of work.
OPENED_AT = datetime(2023, 6, 1, 9, tzinfo=ZoneInfo(settings.TIME_ZONE))
# Whatever is loaded has to be kept by somebody: all that is not about people's applications.
_MAY = frozenset({identity.P.VOUCH.value, identity.P.GRANT_ROLES.value}).union(
    *(identity.ROLES[role].permissions for role in ("system_administrator", "business"))
)
LOADER = Actor(id="system", channel="demo", name="演示数据", grants=(Grant(_MAY),))


class Step(Protocol):
    """Brings one kind of thing in, unless it is there, and says how far it is: done, of how many."""

    def __call__(self, *, by: Actor, at: datetime, progress: Callable[[int, int], None]) -> None: ...


STEPS: tuple[tuple[str, Step], ...] = (
    ("行政区划和工作日历", load_divisions),
    ("部门、岗位和人员", load_departments),
    ("大厅和窗口", load_halls),
    ("主题", load_topics),
    ("日常说法", load_everyday_words),
    ("事项", load_items),
    ("一件事", load_packages),
    ("账号", load_accounts),
    ("代办授权", load_mandates),
)


def load(*, by: Actor, at: datetime, progress: Callable[[str, int, int], None]) -> None:
    """Everything, step by step; `progress` hears which step, how many things are done, of how many."""
    for name, step in STEPS:
        step(by=by, at=at, progress=_named(name, progress))


def _named(name: str, progress: Callable[[str, int, int], None]) -> Callable[[int, int], None]:
    return lambda done, total: progress(name, done, total)
