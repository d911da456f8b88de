"""Keys are made, changed and laid aside, and what was written with a former key is written anew with the present one.

A new key is announced first and used a little later, when every process has read of it. From then on a job rewrites the
encrypted columns, batch by batch: each value is replaced only if it is still the one that was read, so nothing that is
written meanwhile is lost, and a run that breaks off is simply begun again.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from citong.kernel import audit, ciphertexts, gauges, keys
from citong.kernel.actors import Actor
from citong.kernel.encrypted import AnyEncryptedText, encrypted_columns
from citong.kernel.errors import KeyMissing, Refusal
from citong.kernel.jobs import job
from citong.kernel.keys import DIGESTS, FIELDS
from citong.kernel.models import StoredKey
from citong.kernel.turns import take_turns

logger = logging.getLogger(__name__)

BATCH = 500
# What one run of the job rewrites at most, so that other jobs have their turn.
BATCHES_A_RUN = 40
# Every pattern is filled with quoted names; values are parameters.
STALE = """
    select {key}, {column} from {table} where substring({column} from 1 for %s) <> %s {beyond} order by {key} limit %s
"""
REPLACE = "update {table} set {column} = %s where {key} = %s and {column} = %s"
WITH_HEAD = "select exists (select from {table} where substring({column} from {start} for 4) = %s)"


class KeyInUse(Refusal):
    """The key cannot be laid aside: something still needs it."""

    code = "kernel.key_in_use"


def announcement() -> timedelta:
    """How long before its moment a key is announced: until every process has read the keys again, and as long again."""
    return timedelta(seconds=2 * settings.KEYS_REMEMBERED_SECONDS)


@transaction.atomic
def make_first_keys(*, by: Actor, at: datetime) -> Sequence[str]:
    """A first key for every purpose that has none; returns those purposes. May be done again."""
    take_turns("kernel.keys")
    there = set(StoredKey.objects.values_list("purpose", flat=True))
    missing = sorted(keys.PURPOSES.keys() - there)
    for purpose in missing:
        _make(purpose, active_from=at, by=by, at=at)
    return missing


@transaction.atomic
def rotate(purpose: str, *, by: Actor, at: datetime) -> StoredKey:
    """Announce a new key, with which the purpose will write from its moment on; the former ones go on reading."""
    take_turns("kernel.keys")
    if purpose not in keys.PURPOSES:
        raise KeyMissing(f"There is no purpose {purpose}. There are: {', '.join(sorted(keys.PURPOSES))}")
    if StoredKey.objects.filter(purpose=purpose, active_from__gt=at, retired_at=None).exists():
        raise KeyInUse("已经有一把新密钥等着启用。", remedy="等它启用以后再换。")
    return _make(purpose, active_from=at + announcement(), by=by, at=at)


@transaction.atomic
def retire(purpose: str, number: int, *, by: Actor, at: datetime) -> None:
    """Lay a key aside for good: not the one in use, and not while a column still holds what it has written."""
    take_turns("kernel.keys")
    listed = next((one for one in keys.overview(at=at) if (one.purpose, one.number) == (purpose, number)), None)
    if listed is None or listed.state == keys.State.RETIRED:
        raise KeyMissing(f"There is no key {purpose}/{number} to retire.")
    if purpose in keys.KEPT:
        raise KeyInUse(keys.KEPT[purpose], remedy="旧密钥留着，不要停用。")
    if listed.state != keys.State.READING:
        raise KeyInUse("这把密钥正在使用，或者即将启用，不能停用。", remedy="先换一把新的，启用以后再停用旧的。")
    # A machine whose clock is slow may still be writing with it.
    if StoredKey.objects.filter(purpose=purpose, active_from__gt=at - announcement(), active_from__lte=at).exists():
        raise KeyInUse("新密钥刚刚启用，可能还有进程在用这一把。", remedy="过几分钟再停用。")
    places = [column.place for column in encrypted_columns() if _holds(column, purpose, number)]
    if places:
        raise KeyInUse(
            f"还有数据是用这把密钥写的：{'、'.join(places)}。", remedy="先运行 manage.py keys rewrite，再停用。"
        )
    StoredKey.objects.filter(purpose=purpose, number=number).update(retired_at=at)
    audit.record("kernel.retire_key", subject=f"key:{purpose}/{number}", by=by, at=at)


@transaction.atomic
def rewrap(*, by: Actor, at: datetime) -> int:
    """Wrap every key anew under the present master key, so that the former one is needed no more; returns how many."""
    take_turns("kernel.keys")
    rows = list(StoredKey.objects.select_for_update().order_by("id"))
    for row in rows:
        row.wrapped = keys.wrapped(keys.unwrapped(row), name=keys.name_of(row))
    StoredKey.objects.bulk_update(rows, ["wrapped"])
    audit.record("kernel.rewrap_keys", subject="key:*", by=by, at=at, keys=len(rows))
    return len(rows)


@job(every=timedelta(minutes=1))
def rewrite_stale_values(now: datetime) -> None:
    """Go on writing anew what was written with a former key; once a column is through, it is looked at no more."""
    if not StoredKey.objects.filter(purpose=FIELDS).exists():
        return
    left = BATCHES_A_RUN
    for column in encrypted_columns():
        if not _is_through(column, now=now):
            left -= rewrite(column, batches=left)
            if left <= 0:
                return
            gauges.put(_gauge(column), _generation())


def rewrite(column: AnyEncryptedText, *, batches: int | None = None) -> int:
    """Write the values of a column anew, batch by batch, until none is left; returns how many batches it took.

    Values that cannot be read are left as they are, and named at the end.
    """
    taken, beyond, unreadable = 0, None, list[object]()
    while batches is None or taken < batches:
        stale = _rewrite_batch(column, beyond=beyond, unreadable=unreadable)
        if not stale:
            break
        taken, beyond = taken + 1, stale[-1]
        logger.info("written with the present key", extra={"place": column.place, "count": len(stale)})
    if unreadable:
        raise ciphertexts.CannotRead(f"{column.place}: rows that cannot be read: {unreadable[:20]}")
    return taken


def _make(purpose: str, *, active_from: datetime, by: Actor, at: datetime) -> StoredKey:
    algorithm = keys.PURPOSES[purpose]
    last = StoredKey.objects.filter(purpose=purpose).aggregate(last=Max("number"))["last"] or 0
    row = StoredKey(purpose=purpose, number=last + 1, algorithm=algorithm, created_at=at, active_from=active_from)
    row.wrapped = keys.wrapped(keys.new_material(algorithm), name=keys.name_of(row))
    row.save()
    audit.record("kernel.make_key", subject=f"key:{purpose}/{row.number}", by=by, at=at)
    return row


@transaction.atomic
def _rewrite_batch(column: AnyEncryptedText, *, beyond: Any, unreadable: list[object]) -> Sequence[object]:
    """One batch of rows beyond a key (Any: keys are of any kind); returns the keys looked at, in their order."""
    head = ciphertexts.current_head(searchable=column.digest_column is not None)
    only_later, later = ("", []) if beyond is None else ("and {key} > %s", [beyond])
    with connection.cursor() as cursor:
        cursor.execute(_filled(STALE.replace("{beyond}", only_later), column), [len(head), head, *later, BATCH])
        stale = [(pk, bytes(blob)) for pk, blob in cursor.fetchall()]
        replaced = []
        for pk, blob in stale:
            try:
                replaced.append((_anew(column, blob), pk, blob))
            except (ciphertexts.CannotRead, KeyMissing):
                unreadable.append(pk)
        if replaced:
            cursor.executemany(_filled(REPLACE, column), replaced)
    return [pk for pk, _ in stale]


def _anew(column: AnyEncryptedText, blob: bytes) -> bytes:
    return column.written(ciphertexts.decrypted(blob, column=column.place))


def _holds(column: AnyEncryptedText, purpose: str, number: int) -> bool:
    """Whether some value of the column was written with this key."""
    start = {FIELDS: 2, DIGESTS: ciphertexts.HEAD.size + 1}.get(purpose)
    if start is None or (purpose == DIGESTS and column.digest_column is None):
        return False
    with connection.cursor() as cursor:
        cursor.execute(_filled(WITH_HEAD, column, start=str(start)), [ciphertexts.DIGEST_NUMBER.pack(number)])
        (found,) = cursor.fetchone()
    return bool(found)


def _filled(pattern: str, column: AnyEncryptedText, **more: str) -> str:
    meta = column.model._meta
    names = {"table": meta.db_table, "key": meta.pk.column, "column": column.column}
    return pattern.format(**{part: connection.ops.quote_name(str(name)) for part, name in names.items()}, **more)


def _generation() -> int:
    """The present keys of both purposes, as one number."""
    return keys.active(FIELDS).number << 31 | keys.active(DIGESTS).number


def _is_through(column: AnyEncryptedText, *, now: datetime) -> bool:
    """Whether the column was gone through since the present keys began; not before clocks that differ have met."""
    begun = max(keys.active(of).active_from for of in (FIELDS, DIGESTS))
    return gauges.read(_gauge(column)) == _generation() or now < begun + announcement()


def _gauge(column: AnyEncryptedText) -> str:
    return f"kernel.rewritten/{column.place}"
