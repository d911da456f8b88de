"""Statements that are written by hand because every request makes them: planned once, carried out many times."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    """A cursor whose statements the database plans once for each lasting connection (settings: prepare_threshold)."""
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(ServerBindingCursor(connection.connection)) as cursor:  # type: ignore[call-arg, arg-type]
        yield cursor
