"""A plain column becomes an encrypted one and back: whole, in batches, also when it is broken off in between."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from citong.kernel import ciphertexts, keys, sealing
from citong.kernel.models import StoredKey
from citong.kernel.sealing import Move

pytestmark = pytest.mark.django_db
WORDS = Move("kept", "words", "words_sealed", "kept.words", searchable=True)
SAID = Move("kept", "said", "said_sealed", "kept.said", is_json=True)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    with connection.cursor() as cursor:
        cursor.execute(
            "create table kept (id bigint primary key, words text, words_sealed bytea, said jsonb, said_sealed bytea)"
        )
        cursor.executemany(
            "insert into kept (id, words, said) values (%s, %s, %s)",
            [(n, None if n == 7 else f"1380000{n:04d}", json.dumps({"名": [n, None]})) for n in range(10)],
        )


def column(name: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {name} from kept order by id")
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.usefixtures("kept")
def test_every_value_is_encrypted_and_what_is_empty_stays_empty():
    assert sealing.encrypt(WORDS) == 9

    opened = [value and ciphertexts.decrypted(bytes(value), column="kept.words") for value in column("words_sealed")]
    assert opened == column("words")


@pytest.mark.usefixtures("kept")
def test_a_document_stays_the_same_document():
    sealing.encrypt(SAID)

    opened = [json.loads(ciphertexts.decrypted(bytes(each), column="kept.said")) for each in column("said_sealed")]
    assert opened == [{"名": [n, None]} for n in range(10)]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("move", [WORDS, SAID], ids=["words", "said"])
def test_the_way_back_gives_what_was_there(move: Move):
    before = column(move.plain)
    sealing.encrypt(move)
    with connection.cursor() as cursor:
        cursor.execute(f"update kept set {move.plain} = null")

    sealing.decrypt(move)

    assert column(move.plain) == before


@pytest.mark.usefixtures("kept")
def test_broken_off_it_is_begun_again_and_writes_nothing_twice(monkeypatch: pytest.MonkeyPatch):
    written, write = [], ciphertexts.encrypted_with_digest

    def dies_at_the_sixth(text: str, *, column: str) -> bytes:
        if len(written) == 6:
            written.append("died")
            raise KeyboardInterrupt
        written.append(text)
        return write(text, column=column)

    monkeypatch.setattr(ciphertexts, "encrypted_with_digest", dies_at_the_sixth)
    with pytest.raises(KeyboardInterrupt):
        sealing.encrypt(WORDS)
    # The batch that was whole is there, the one that was not is not.
    assert [value is not None for value in column("words_sealed")] == [True] * 4 + [False] * 6
    first = column("words_sealed")[:4]

    assert sealing.encrypt(WORDS) == 5

    assert column("words_sealed")[:4] == first


@pytest.mark.usefixtures("kept")
def test_done_twice_it_does_nothing():
    sealing.encrypt(WORDS)
    before = column("words_sealed")

    assert sealing.encrypt(WORDS) == 0
    assert column("words_sealed") == before


def test_an_empty_table_needs_no_keys():
    StoredKey.objects.all().delete()
    keys.forget()
    with connection.cursor() as cursor:
        cursor.execute("create table kept (id bigint, words text, words_sealed bytea)")

    call_command("encrypt_column", "kept", "words", "words_sealed", "kept.words", "--searchable")

    assert not StoredKey.objects.exists()
