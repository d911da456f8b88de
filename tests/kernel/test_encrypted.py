"""Encrypted columns: what the database sees, what can be found, what cannot be read elsewhere."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from citong.kernel import ciphertexts
from citong.kernel.ciphertexts import CannotRead
from citong.kernel.encrypted import EncryptedText, KeyedDigest
from tests.kernel.diaries import Diary, diaries

__all__ = ["diaries"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("diaries")]


def test_the_program_reads_text_and_the_database_sees_bytes():
    kept = Diary.objects.create(writer="Ana", words="多云，有雨。")

    assert Diary.objects.get(pk=kept.pk).words == "多云，有雨。"
    assert "多云".encode() not in _raw("words", kept)
    assert b"Ana" not in _raw("writer", kept)


def test_the_same_text_is_never_stored_the_same_way():
    first, second = (Diary.objects.create(writer=name, words="sun") for name in ("Ana", "Ben"))

    assert _raw("words", first) != _raw("words", second)


def test_nothing_stays_nothing_and_an_empty_text_stays_one():
    nothing, empty = (Diary.objects.create(writer=name, words=words) for name, words in (("Ana", None), ("Ben", "")))

    assert Diary.objects.get(pk=nothing.pk).words is None
    assert Diary.objects.get(pk=empty.pk).words == ""
    assert Diary.objects.get(words=None) == nothing


def test_a_column_with_a_digest_is_found_by_the_whole_text():
    ana, ben = (Diary.objects.create(writer=name) for name in ("Ana", "Ben"))

    assert Diary.objects.get(writer="Ana") == ana
    assert set(Diary.objects.filter(writer__in=["Ana", "Ben", "Chi"])) == {ana, ben}
    assert Diary.objects.exclude(writer="Ana").get() == ben
    assert not Diary.objects.filter(writer="ana").exists()
    assert not Diary.objects.filter(writer__in=[]).exists()


def test_what_is_sought_is_found_by_the_index_of_the_digests():
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")

    assert "one_diary_a_writer" in Diary.objects.filter(writer="Ana").explain()


@pytest.mark.parametrize(
    "sought",
    [
        {"writer__contains": "A"},
        {"writer__gt": "A"},
        {"writer__iexact": "ana"},
        {"words": "sun"},
        {"writer": F("words")},
    ],
    ids=lambda sought: next(iter(sought)),
)
def test_what_the_database_cannot_do_is_refused(sought: dict[str, object]):
    with pytest.raises(FieldError):
        list(Diary.objects.filter(**sought))


def test_a_text_stands_once_where_the_digest_is_unique():
    Diary.objects.create(writer="Ana")

    with pytest.raises(IntegrityError, match="one_diary_a_writer"), transaction.atomic():
        Diary.objects.create(writer="Ana")


@pytest.mark.parametrize("way", ["save", "update", "bulk_update"])
def test_the_digest_follows_every_way_of_writing(way: str):
    diary = Diary.objects.create(writer="Ana")

    diary.writer = "Ben"
    if way == "save":
        diary.save(update_fields=["writer"])
    elif way == "update":
        Diary.objects.filter(pk=diary.pk).update(writer="Ben")
    else:
        Diary.objects.bulk_update([diary], ["writer"])

    assert Diary.objects.get(writer="Ben") == diary
    assert not Diary.objects.filter(writer="Ana").exists()


def test_many_are_written_at_once():
    Diary.objects.bulk_create([Diary(writer=str(number), words="sun") for number in range(20)])

    assert Diary.objects.filter(writer__in=["3", "19", "20"]).count() == 2
    assert set(Diary.objects.values_list("words", flat=True)) == {"sun"}


def test_a_text_that_is_too_long_is_not_stored():
    with pytest.raises(ValueError, match="at most 20"), transaction.atomic():
        Diary.objects.create(writer="A" * 21)


def test_a_value_that_is_moved_to_another_column_cannot_be_read():
    diary = Diary.objects.create(writer="Ana", words="sun")
    with connection.cursor() as cursor:
        cursor.execute("update kernel_diary set writer = words")

    with pytest.raises(CannotRead):
        Diary.objects.get(pk=diary.pk)


@pytest.mark.parametrize("position", [0, 7, 12, 60, -1], ids=["form", "digest key", "digest", "text", "tag"])
def test_a_value_of_which_a_bit_is_changed_cannot_be_read(position: int):
    blob = bytearray(ciphertexts.encrypted_with_digest("Ana", column="kernel_diary.writer"))
    blob[position] ^= 1

    with pytest.raises(CannotRead):
        ciphertexts.decrypted(bytes(blob), column="kernel_diary.writer")


@pytest.mark.parametrize("size", [0, 1, 4, 5, 12, 30, 40, 41, 68])
def test_a_value_that_is_cut_short_cannot_be_read(size: int):
    blob = ciphertexts.encrypted_with_digest("", column="kernel_diary.writer")

    with pytest.raises(CannotRead):
        ciphertexts.decrypted(blob[:size], column="kernel_diary.writer")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"])), searchable=st.booleans())
def test_every_text_comes_back(text: str, searchable: bool):
    write = ciphertexts.encrypted_with_digest if searchable else ciphertexts.encrypted

    assert ciphertexts.decrypted(write(text, column="a.b"), column="a.b") == text


def test_digests_of_one_text_differ_between_columns():
    assert ciphertexts.digests_sought("Ana", column="a.b") != ciphertexts.digests_sought("Ana", column="a.c")


def test_a_column_that_is_renamed_keeps_the_name_that_its_values_are_bound_to():
    blob = ciphertexts.encrypted("Ana", column="old.name")
    column = EncryptedText(max_length=9, bound_to="old.name")

    assert column.from_db_value(blob, None, connection) == "Ana"


def test_a_migration_needs_nothing_of_the_program():
    column, digest = Diary._meta.get_field("writer"), Diary._meta.get_field("writer_digest")

    assert column.deconstruct()[1:] == ("django.db.models.BinaryField", [], {})
    assert digest.deconstruct()[1] == "django.db.models.GeneratedField"
    assert (column.clone().max_length, digest.clone().of) == (20, "writer")


@isolate_apps("citong.kernel")
def test_a_digest_of_nothing_is_noticed_before_anything_runs():
    class Loose(models.Model):
        name = models.TextField()
        digest = KeyedDigest(of="name")

        class Meta:
            app_label = "kernel"

    assert [fault.id for fault in Loose.check()] == ["kernel.E001"]


def _raw(column: str, diary: Diary) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from kernel_diary where id = %s", [diary.pk])
        return bytes(cursor.fetchone()[0])
