import pytest
from django.db import DatabaseError, IntegrityError, transaction

from citong.documents.models import Letter
from citong.documents.services.letters import record_rendering, record_trouble
from citong.kernel.files import keep
from tests.factories.documents import ISSUED_AT, LetterFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"number": "示受〔2026〕999号"},
        {"values": {"applicant": "Ben"}},
        {"title": "准予决定书"},
        {"subject": "case:999"},
        {"recipient": "account:8"},
        {"issued_by": "account:9"},
        {"serial": 999},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_what_a_letter_says(change):
    letter = LetterFactory()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)


def test_the_database_refuses_to_remove_a_letter():
    letter = LetterFactory()

    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        letter.delete()


def test_the_database_refuses_another_file_for_a_letter(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    letter = LetterFactory()
    record_rendering(letter.pk, file=keep(b"one", media_type="application/pdf", at=ISSUED_AT), at=ISSUED_AT)
    other = keep(b"two", media_type="application/pdf", at=ISSUED_AT)

    with pytest.raises(DatabaseError, match="made once"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(file=other, digest=other.digest)


def test_the_database_refuses_to_call_a_revocation_back():
    later = LetterFactory()
    letter = LetterFactory(revoked_by=later)

    with pytest.raises(DatabaseError, match="revoked once"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(revoked_by=None)


def test_a_letter_does_not_revoke_itself():
    letter = LetterFactory()

    with pytest.raises(IntegrityError, match="does_not_revoke_itself"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(revoked_by=letter)


def test_a_file_comes_with_its_digest_and_time(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    letter = LetterFactory()
    file = keep(b"one", media_type="application/pdf", at=ISSUED_AT)

    with pytest.raises(IntegrityError, match="has_file_digest_and_time"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(file=file)


def test_trouble_may_be_noted_on_an_issued_letter():
    letter = LetterFactory()

    noted = record_trouble(letter.pk, reason="no answer", at=ISSUED_AT)

    assert (noted.attempts, noted.trouble) == (1, "no answer")
