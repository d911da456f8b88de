"""What was written with a former key is written anew: in batches, while others go on writing, and to the last row."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from citong.kernel import ciphertexts, gauges, keys, rotation
from citong.kernel.ciphertexts import CannotRead
from citong.kernel.keys import DIGESTS, FIELDS
from tests.kernel.conftest import ANA, MONDAY
from tests.kernel.diaries import Diary, columns, diaries

__all__ = ["diaries"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("diaries", "new_keys_at_once")]
NEXT_DAY = MONDAY + timedelta(days=1)


@pytest.fixture
def new_keys_at_once(settings):
    """A key is used as soon as it is made, and seen as soon as it is there."""
    settings.KEYS_REMEMBERED_SECONDS = 0
    keys.forget()
    yield
    keys.forget()


@pytest.fixture
def batches_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)


@pytest.mark.usefixtures("batches_of_three")
def test_everything_is_written_anew_and_can_still_be_found():
    names = [str(number) for number in range(10)]
    Diary.objects.bulk_create([Diary(writer=name, words=f"of {name}") for name in names])
    Diary.objects.create(writer="Ana", words=None)
    _rotate(FIELDS, DIGESTS)

    rotation.rewrite_stale_values(NEXT_DAY)

    assert _numbers("writer", at=2) == _numbers("words", at=2) == _numbers("writer", at=6) == {2}
    assert {Diary.objects.get(writer=name).words for name in names} == {f"of {name}" for name in names}


@pytest.mark.parametrize("purpose", [FIELDS, DIGESTS])
def test_everything_is_found_before_during_and_after(purpose: str):
    Diary.objects.bulk_create([Diary(writer=str(number)) for number in range(4)])
    _rotate(purpose)
    Diary.objects.create(writer="new")

    found = [Diary.objects.filter(writer__in=["0", "3", "new"]).count()]
    rotation.BATCH, batch = 2, rotation.BATCH
    try:
        rotation.rewrite(columns()[0], batches=1)
    finally:
        rotation.BATCH = batch
    found.append(Diary.objects.filter(writer__in=["0", "3", "new"]).count())
    rotation.rewrite(columns()[0])
    found.append(Diary.objects.filter(writer__in=["0", "3", "new"]).count())

    assert found == [3, 3, 3]


@pytest.mark.usefixtures("batches_of_three")
def test_a_run_that_broke_off_is_simply_begun_again(monkeypatch: pytest.MonkeyPatch):
    Diary.objects.bulk_create([Diary(writer=str(number)) for number in range(10)])
    _rotate(FIELDS)
    monkeypatch.setattr(rotation, "BATCHES_A_RUN", 2)

    left = []
    for _ in range(3):
        rotation.rewrite_stale_values(NEXT_DAY)
        left.append(len([number for number in _list("writer", at=2) if number == 1]))

    assert left == [4, 0, 0]


def test_what_is_written_meanwhile_is_not_lost(monkeypatch: pytest.MonkeyPatch):
    diary = Diary.objects.create(writer="Ana", words="sun")
    _rotate(FIELDS)
    read = ciphertexts.decrypted

    def read_while_somebody_writes(blob: bytes, *, column: str) -> str:
        text = read(blob, column=column)
        monkeypatch.setattr(ciphertexts, "decrypted", read)
        Diary.objects.filter(pk=diary.pk).update(words="rain")
        return text

    monkeypatch.setattr(ciphertexts, "decrypted", read_while_somebody_writes)
    rotation.rewrite(columns()[1])

    assert Diary.objects.get(pk=diary.pk).words == "rain"


def test_a_value_that_cannot_be_read_holds_back_no_other():
    broken, whole = (Diary.objects.create(writer=name) for name in ("Ana", "Ben"))
    with connection.cursor() as cursor:
        cursor.execute("update kernel_diary set writer = set_byte(writer, 50, 255) where id = %s", [broken.pk])
    _rotate(FIELDS)

    with pytest.raises(CannotRead, match=f"kernel_diary.writer: rows that cannot be read: .{broken.pk}"):
        rotation.rewrite_stale_values(NEXT_DAY)

    assert sorted(_list("writer", at=2)) == [1, 2]
    assert Diary.objects.get(writer="Ben") == whole


def test_a_column_that_is_through_is_looked_at_no_more(django_assert_num_queries):
    Diary.objects.create(writer="Ana")
    _rotate(FIELDS)
    rotation.rewrite_stale_values(NEXT_DAY)

    assert gauges.read("kernel.rewritten/kernel_diary.writer") == 2 << 31 | 1
    with django_assert_num_queries(1 + 2 * 5):
        rotation.rewrite_stale_values(NEXT_DAY)


def test_nothing_is_written_anew_before_every_process_writes_with_the_new_key(settings):
    Diary.objects.create(writer="Ana")
    settings.KEYS_REMEMBERED_SECONDS = 60
    begun = rotation.rotate(FIELDS, by=ANA, at=MONDAY).active_from
    keys.forget()

    rotation.rewrite_stale_values(begun)

    assert _numbers("writer", at=2) == {1}


@pytest.mark.parametrize("purpose", [FIELDS, DIGESTS])
def test_a_key_is_not_retired_while_a_value_needs_it(purpose: str):
    Diary.objects.create(writer="Ana")
    _rotate(purpose)

    with pytest.raises(rotation.KeyInUse, match="writer"):
        rotation.retire(purpose, 1, by=ANA, at=NEXT_DAY)
    rotation.rewrite_stale_values(NEXT_DAY)
    rotation.retire(purpose, 1, by=ANA, at=NEXT_DAY)

    assert Diary.objects.get(writer="Ana").words is None


def test_operators_do_all_of_this_by_one_command():
    Diary.objects.create(writer="Ana", words="sun")

    assert "made: none" in _told("make")
    assert "kernel.fields/2 will be used from" in _told("rotate", FIELDS)
    assert "kernel_diary.words: 1 batches" in _told("rewrite")
    assert "kernel.fields/1 is retired." in _told("retire", FIELDS, "1")
    assert "under the present master key" in _told("rewrap")
    shown = _told("show")
    assert shown.startswith("SM2 by OpenSSL")
    assert "kernel.fields/1  sm4  retired" in shown
    assert "kernel.fields/2  sm4  active" in shown
    assert "Every key can be unwrapped." in shown


def test_the_command_says_in_words_why_not():
    with pytest.raises(CommandError, match="先换一把新的"):
        _told("retire", FIELDS, "1")
    with pytest.raises(CommandError, match="There is no purpose"):
        _told("rotate", "nothing")


def _told(*words: str) -> str:
    said = StringIO()
    call_command("keys", *words, stdout=said)
    return said.getvalue()


def _rotate(*purposes: str) -> None:
    for purpose in purposes:
        rotation.rotate(purpose, by=ANA, at=MONDAY)


def _list(column: str, *, at: int) -> list[int]:
    """The number of the key of every value, read where it stands."""
    with connection.cursor() as cursor:
        cursor.execute(f"select substring({column} from {at} for 4) from kernel_diary where {column} is not null")
        return [int.from_bytes(number, "big") for (number,) in cursor.fetchall()]


def _numbers(column: str, *, at: int) -> set[int]:
    return set(_list(column, at=at))
