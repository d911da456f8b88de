"""Looks for what is personal anywhere in the database: in every column of every table, as whoever stole it would."""

import re
from collections.abc import Iterator

from django.db import connection
from stdnum.cn import ric

ID_NUMBER = re.compile(rb"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(rb"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")
COLUMNS = """
select table_name, column_name, data_type from information_schema.columns
where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public')
order by table_name, ordinal_position
"""
# What a stolen column is read as: text, or bytes as they are.
AS_BYTES = "select convert_to({column}::text, 'UTF8') from {table} where {column} is not null"
RAW = "select {column} from {table} where {column} is not null"
# What the hall publishes itself: examples in forms, telephones of offices.
PUBLISHED = {"catalogue_itemversion.definition", "catalogue_packageversion.definition"}
TOLD = {"character varying", "text", "jsonb", "json", "bytea"}


def plain_finds(known: frozenset[str] = frozenset()) -> list[str]:
    """table.column of every place where a number of a citizen or of a mobile, or what is known, stands to be read."""
    sought = [text.encode() for text in known]
    return sorted({place for place, said in _all_values() if _tells(said, sought, is_published=place in PUBLISHED)})


def _tells(said: bytes, sought: list[bytes], *, is_published: bool) -> bool:
    if any(text in said for text in sought):
        return True
    if is_published:
        return False
    return bool(MOBILE.search(said)) or any(ric.is_valid(found.decode().upper()) for found in ID_NUMBER.findall(said))


def _all_values() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = [(table, column, kind) for table, column, kind in cursor.fetchall() if kind in TOLD]
        quote = connection.ops.quote_name
        for table, column, kind in columns:
            pattern = RAW if kind == "bytea" else AS_BYTES
            cursor.execute(pattern.format(table=quote(table), column=quote(column)))
            for (said,) in cursor.fetchall():
                yield f"{table}.{column}", bytes(said)
