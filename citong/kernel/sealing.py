"""A plain column becomes an encrypted one, and back: for migrations, which call it as `manage.py encrypt_column`.

The table has both columns meanwhile. Rows are locked and written in batches, each in a transaction of its own; a run
that breaks off is begun again and finds by itself what is left.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from citong.kernel import ciphertexts, rotation
from citong.kernel.actors import SYSTEM
from citong.kernel.encrypted import json_text

logger = logging.getLogger(__name__)

BATCH = 500
# Every pattern is filled with quoted names; values are parameters.
LEFT = "select {key}, {source} from {table} where {target} is null and {source} is not null order by {key} limit %s"
FILL = "update {table} set {target} = %s where {key} = %s"


@dataclass(frozen=True)
class Move:
    """From which column to which, and under which name (table.column) the values are bound."""

    table: str
    plain: str
    sealed: str
    place: str
    searchable: bool = False
    is_json: bool = False
    key: str = "id"


def encrypt(move: Move) -> int:
    """Fill the encrypted column from the plain one; returns how many rows."""
    if not _has_rows(move):
        # A new table needs no keys, and a new hall has none yet.
        return 0
    rotation.make_first_keys(by=SYSTEM, at=timezone.now())
    write = ciphertexts.encrypted_with_digest if move.searchable else ciphertexts.encrypted
    return _fill(move, move.plain, move.sealed, lambda value: write(_as_text(move, value), column=move.place))


def decrypt(move: Move) -> int:
    """Fill the plain column from the encrypted one; returns how many rows."""
    return _fill(move, move.sealed, move.plain, lambda value: ciphertexts.decrypted(bytes(value), column=move.place))


def _fill(move: Move, source: str, target: str, turned: Callable[[Any], Any]) -> int:  # Any: what the column holds
    filled = 0
    while count := _fill_batch(move, source, target, turned):
        filled += count
        logger.info("column rewritten", extra={"place": move.place, "count": filled})
    return filled


@transaction.atomic
def _fill_batch(move: Move, source: str, target: str, turned: Callable[[Any], Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_sql(LEFT, move, source, target) + " for update", [BATCH])
        rows = cursor.fetchall()
        fill = _sql(FILL, move, source, target)
        cursor.executemany(fill, [(turned(value), key) for key, value in rows])
    return len(rows)


def _has_rows(move: Move) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_sql("select exists (select from {table})", move, move.plain, move.sealed))
        (there,) = cursor.fetchone()
    return bool(there)


def _as_text(move: Move, value: Any) -> str:  # Any: text, or what the driver makes of a JSON column
    if not move.is_json:
        return str(value)
    return json_text(json.loads(value) if isinstance(value, str) else value)


def _sql(pattern: str, move: Move, source: str, target: str) -> str:
    quote = connection.ops.quote_name
    return pattern.format(table=quote(move.table), key=quote(move.key), source=quote(source), target=quote(target))
