"""The first keys of a hall: made once for all tests, put into the tables of each."""

from datetime import UTC, datetime
from functools import cache

from citong.kernel import keys
from citong.kernel.models import StoredKey

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def enter_first_keys() -> None:
    """Key number 1 of every purpose, known to this process: nothing has to be read before it can be used."""
    StoredKey.objects.bulk_create([_row(purpose) for purpose in keys.PURPOSES], ignore_conflicts=True)
    for purpose in keys.PURPOSES:
        keys.usable(purpose)


def _row(purpose: str) -> StoredKey:
    row = StoredKey(
        purpose=purpose, number=1, algorithm=keys.PURPOSES[purpose], created_at=LONG_AGO, active_from=LONG_AGO
    )
    row.wrapped = _wrapped(purpose, keys.name_of(row))
    return row


@cache
def _wrapped(purpose: str, name: str) -> bytes:
    return keys.wrapped(keys.new_material(keys.PURPOSES[purpose]), name=name)
