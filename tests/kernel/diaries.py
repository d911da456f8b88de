"""A table of the tests' own with encrypted columns. It belongs to no migration: tests that use it make it."""

from collections.abc import Iterator

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from citong.kernel import encrypted, rotation
from citong.kernel.encrypted import EncryptedText, KeyedDigest

with isolate_apps("citong.kernel") as own_apps:

    class Diary(models.Model):
        """Who writes what into it; the writer can be found, the words cannot."""

        writer = EncryptedText(max_length=20)
        writer_digest = KeyedDigest(of="writer")
        words = EncryptedText(max_length=2000, null=True)

        class Meta:
            app_label = "kernel"
            constraints = [models.UniqueConstraint(fields=["writer_digest"], name="one_diary_a_writer")]

        def __str__(self) -> str:
            return f"#{self.pk}"


@pytest.fixture
def diaries(db, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The table, for one test; and the program knows of no other encrypted columns meanwhile."""
    monkeypatch.setattr(encrypted, "apps", own_apps)
    with connection.schema_editor() as editor:
        editor.create_model(Diary)
    yield
    # A test in a transaction is undone with it.
    if not connection.in_atomic_block:
        with connection.schema_editor() as editor:
            editor.delete_model(Diary)


def columns() -> list[EncryptedText]:
    """Both encrypted columns, as the program finds them."""
    assert rotation.encrypted_columns is encrypted.encrypted_columns
    return list(encrypted.encrypted_columns())
