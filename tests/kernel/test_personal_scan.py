"""The scan for what is personal sees what it must, before it is believed when it finds nothing."""

import pytest
from django.db import connection

from tests.personal import plain_finds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "身份证 11010519491231002X。"),
        ("text", "打 13800001234 找他"),
        ("jsonb", '{"deep": [{"phone": "13800001234"}]}'),
        ("varchar(40)", "+8613800001234 Ana"),
        ("bytea", "\\x" + b"11010519491231002X".hex()),
    ],
)
def test_what_stands_there_to_be_read_is_found(kind: str, said: str):
    known = frozenset({"13800001234"}) if "+86" in said else frozenset()
    with connection.cursor() as cursor:
        cursor.execute(f"create table leak (n int, words {kind})")
        cursor.execute("insert into leak values (1, %s)", [said])

    assert plain_finds(known) == ["leak.words"]


@pytest.mark.parametrize("said", ["350502202611220003174", "0595-22355555", "110105194912310021", "a13800001234b"])
def test_what_only_looks_alike_is_not(said: str):
    with connection.cursor() as cursor:
        cursor.execute("create table leak (words text)")
        cursor.execute("insert into leak values (%s)", [said])

    assert plain_finds() == []
