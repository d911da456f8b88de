"""How often something may be tried. Counted in the database by single statements: trying many at once gains nothing.

Two kinds. A `Quota` lets so many through at once and then one for each while that passes. `Patience` lets the first few
through at once, and after each further one asks for a longer wait. What is counted (an address, a login, a number) is
kept only as a digest under the hall's secret.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from citong.kernel.crypto import keyed_digest
from citong.kernel.errors import Refusal
from citong.kernel.jobs import job
from citong.kernel.models import Allowance

# By hand: each is one atomic statement, and decides in the same breath as it counts.
TAKE = """
insert into kernel_allowance (key, used, free_at) values (%(key)s, 1, %(at)s::timestamptz + %(every)s)
on conflict (key) do update
set used = kernel_allowance.used + 1, free_at = greatest(kernel_allowance.free_at, %(at)s) + %(every)s
where greatest(kernel_allowance.free_at, %(at)s) + %(every)s <= %(at)s::timestamptz + %(whole)s
returning free_at
"""
GIVE_BACK = """
update kernel_allowance set used = greatest(used - 1, 0), free_at = free_at - %(every)s::interval where key = %(key)s
"""
# How many tries there were with this one; none before it, when it was left alone for long.
_TRIED = "((kernel_allowance.free_at + %(forgotten)s >= %(at)s)::int * kernel_allowance.used + 1)"
WAIT = f"""
insert into kernel_allowance (key, used, free_at) values (%(key)s, 1, %(at)s)
on conflict (key) do update
set used = {_TRIED}, free_at = %(at)s::timestamptz + ({_TRIED} >= %(free)s)::int * least(
    %(longest)s::interval, %(first)s::interval * power(2, least({_TRIED} - %(free)s, 20))
)
where kernel_allowance.free_at <= %(at)s
returning free_at
"""  # noqa: S608 -- constants
# Any: the stubs do not know that the driver takes lengths of time.
_Values = dict[str, Any]


class TooOften(Refusal):
    """This was tried too often of late; `wait_seconds` says how long to wait."""

    code = "too_often"
    status = 429


@dataclass(frozen=True)
class Quota:
    """`most` at once, and then one for each `every`."""

    name: str
    most: int
    every: timedelta


@dataclass(frozen=True)
class Patience:
    """The first `free` tries at once; after each further one a wait: `first`, then twice as long each, up to `longest`.

    Whoever leaves it alone for `forgotten` after the last wait begins anew.
    """

    name: str
    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta


def take(quota: Quota, of: str, *, at: datetime) -> timedelta:
    """Take one of the quota of `of`: no wait when there was one, else how long until there is one."""
    key = _key(quota.name, of)
    values: _Values = {"key": key, "at": at, "every": quota.every, "whole": quota.every * quota.most}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        if cursor.fetchone():
            return timedelta()
    free_at = _free_at(key) or at
    return max(free_at + quota.every - at - quota.every * quota.most, timedelta(seconds=1))


def give_back(quota: Quota, of: str) -> None:
    """What was taken turned out to be none of those that are counted."""
    with connection.cursor() as cursor:
        values: _Values = {"key": _key(quota.name, of), "every": quota.every}
        cursor.execute(GIVE_BACK, values)


def spent(quota: Quota, of: str, *, at: datetime) -> int:
    """How many of the quota are taken and have not come back."""
    free_at = _free_at(_key(quota.name, of))
    return 0 if free_at is None or free_at <= at else -(-(free_at - at) // quota.every)


def attempt(patience: Patience, of: str, *, at: datetime) -> timedelta:
    """Try once: no wait when it may be tried now, which is counted; else how long to wait, which is not."""
    key = _key(patience.name, of)
    values: _Values = {
        "key": key,
        "at": at,
        "free": patience.free,
        "first": patience.first,
        "longest": patience.longest,
        "forgotten": patience.forgotten,
    }
    with connection.cursor() as cursor:
        cursor.execute(WAIT, values)
        if cursor.fetchone():
            return timedelta()
    return max((_free_at(key) or at) - at, timedelta(seconds=1))


def is_closed(*counts: tuple[Quota | Patience, str], at: datetime) -> bool:
    """Whether one of these would have to wait now; nothing is counted. One query for all."""
    latest = {_key(limit.name, of): at + _room(limit) for limit, of in counts}
    found = Allowance.objects.filter(pk__in=latest).values_list("key", "free_at")
    return any(free_at > latest[key] for key, free_at in found)


def _room(limit: Quota | Patience) -> timedelta:
    return limit.every * (limit.most - 1) if isinstance(limit, Quota) else timedelta()


def forgive(patience: Patience, of: str) -> None:
    """It went well: earlier tries are forgotten."""
    Allowance.objects.filter(pk=_key(patience.name, of)).delete()


@job(every=timedelta(hours=1))
def forget_old_allowances(now: datetime) -> None:
    """What has been left alone for a day is counted no longer."""
    Allowance.objects.filter(free_at__lt=now - timedelta(days=1)).delete()


def _free_at(key: str) -> datetime | None:
    return Allowance.objects.filter(pk=key).values_list("free_at", flat=True).first()


def _key(name: str, of: str) -> str:
    return keyed_digest(settings.SECRET_KEY.encode(), f"limits/{name}/{of}".encode()).hex()
