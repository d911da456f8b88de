"""The audit: who did or read what. Entries are added in the verb's own transaction and sealed into a chain soon after.

A seal is SM3 over the seal before it and the canonical form of its entries. Changing, removing or inserting an entry
breaks every later seal. Sealing is apart from writing so that people never queue for one chain.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex
from citong.kernel.jobs import job
from citong.kernel.models import AuditEntry, AuditSeal
from citong.kernel.turns import take_turns

BATCH = 5000
GENESIS = "0" * 64
# By hand: nothing is done so often (benchmarks/moves).
RECORD = """
insert into kernel_auditentry (at, actor, channel, action, subject, details) values (%s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True)
class Verdict:
    """What an examination of the chain found; `broken_at` is the first seal that does not fit."""

    seals: int
    entries: int
    unsealed: int
    broken_at: int | None


def record(action: str, *, subject: str, by: Actor, at: datetime, **details: object) -> None:
    """Add an entry; `details` hold ids and plain values, never a person's name, number or document."""
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [at, by.id, by.channel, action, subject, json.dumps({**details, **by.noted})])


def entries_about(subject: str) -> QuerySet[AuditEntry]:
    """Everything recorded about one thing, newest first."""
    return AuditEntry.objects.filter(subject=subject).order_by("-id")


def entries(*, actor: str = "", subject: str = "", before: int | None = None, size: int = 50) -> QuerySet[AuditEntry]:
    """What was recorded, newest first; of one actor, about one thing, below an id, where these are given."""
    wanted = {name: value for name, value in (("actor", actor), ("subject", subject), ("pk__lt", before)) if value}
    return AuditEntry.objects.filter(**wanted).order_by("-id")[:size]


@transaction.atomic
def seal(*, at: datetime) -> int:
    """Seal the entries that are not sealed yet, in one link; returns how many. One sealer at a time."""
    take_turns("kernel.audit.seal")
    entries = list(AuditEntry.objects.filter(seal=None).order_by("id")[:BATCH])
    if not entries:
        return 0
    last = AuditSeal.objects.order_by("-id").first()
    link = AuditSeal.objects.create(
        sealed_at=at, entries=len(entries), digest=_digest(last.digest if last else GENESIS, entries)
    )
    AuditEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(seal=link)
    return len(entries)


@job(every=timedelta(seconds=10))
def seal_new_entries(now: datetime) -> None:
    """Keep the time between writing and sealing short."""
    while seal(at=now) == BATCH:
        pass


def examine() -> Verdict:
    """Compute the whole chain again and compare."""
    previous, seals, entries = GENESIS, 0, 0
    for link in AuditSeal.objects.order_by("id").iterator():
        batch = list(AuditEntry.objects.filter(seal=link).order_by("id"))
        if _digest(previous, batch) != link.digest or len(batch) != link.entries:
            return Verdict(seals, entries, _unsealed(), broken_at=link.pk)
        previous, seals, entries = link.digest, seals + 1, entries + len(batch)
    return Verdict(seals, entries, _unsealed(), broken_at=None)


def _unsealed() -> int:
    return AuditEntry.objects.filter(seal=None).count()


def _digest(previous: str, entries: Iterable[AuditEntry]) -> str:
    return sm3_hex("\n".join([previous, *map(_canonical, entries)]).encode())


def _canonical(entry: AuditEntry) -> str:
    at = entry.at.astimezone(UTC).isoformat()
    values = [entry.pk, at, entry.actor, entry.channel, entry.action, entry.subject, entry.details]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
