from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from citong.documents import facade as documents
from citong.documents.jobs import render_waiting_letters
from citong.documents.services.letters import record_rendering
from citong.kernel.crypto import sm3_hex
from citong.kernel.errors import NotFound, Unavailable
from citong.kernel.files import keep
from citong.kernel.models import StoredFile
from tests.factories.documents import ISSUED_AT, LetterFactory, letter_values

pytestmark = pytest.mark.django_db

SOON = ISSUED_AT + timedelta(seconds=1)
UNWRITABLE = "\U0010fffd"


def test_the_worker_makes_the_file_of_a_new_letter(renderer):
    letter = LetterFactory()

    render_waiting_letters(SOON)

    made = documents.letter(letter.pk)
    with documents.open_file(made) as file:
        content = file.read()
    assert made.rendered_at == SOON
    assert made.digest == made.file.digest == sm3_hex(content)
    assert letter.number in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_a_renderer_that_is_silent_for_a_while_is_asked_again(renderer):
    letter = LetterFactory()
    renderer.silences = 1
    render_waiting_letters(SOON)
    waiting = documents.letter(letter.pk)

    render_waiting_letters(waiting.due_at)

    assert waiting.trouble == "the simulated renderer is silent"
    assert waiting.due_at > SOON
    assert documents.letter(letter.pk).file is not None
    assert not documents.letters_in_trouble().exists()


def test_a_letter_in_trouble_is_left_alone_until_its_time_comes(renderer):
    letter = LetterFactory()
    renderer.silences = 1
    render_waiting_letters(SOON)

    render_waiting_letters(SOON + timedelta(seconds=1))

    assert documents.letter(letter.pk).attempts == 1
    assert documents.letter(letter.pk).file is None


def test_a_letter_that_keeps_failing_is_tried_at_least_every_hour(renderer):
    letter = LetterFactory(attempts=30, trouble="no answer")
    renderer.silences = 1

    render_waiting_letters(SOON)

    assert documents.letter(letter.pk).due_at == SOON + timedelta(hours=1)


def test_a_name_that_the_fonts_cannot_write_keeps_the_letter_waiting_and_operators_see_why(renderer):
    letter = LetterFactory(values=letter_values("acceptance", applicant=f"Ben{UNWRITABLE}", issuer="示例局"))

    render_waiting_letters(SOON)

    (in_trouble,) = documents.letters_in_trouble()
    assert in_trouble == letter
    assert "U+10FFFD" in in_trouble.trouble


def test_one_letter_in_trouble_does_not_keep_the_others_waiting(renderer):
    LetterFactory(values=letter_values("acceptance", applicant=UNWRITABLE, issuer="示例局"))
    other = LetterFactory()

    render_waiting_letters(SOON)

    assert documents.letter(other.pk).file is not None


def test_a_person_who_is_faster_than_the_worker_gets_the_letter_at_once(renderer):
    letter = LetterFactory()

    made = documents.ensure_rendered(letter.pk, at=SOON)

    with documents.open_file(made) as file:
        assert file.read(5) == b"%PDF-"


def test_the_first_file_of_a_letter_stays(renderer):
    letter = LetterFactory()
    first = documents.ensure_rendered(letter.pk, at=SOON)
    other = keep(b"%PDF-other", media_type="application/pdf", at=SOON)

    kept = record_rendering(letter.pk, file=other, at=SOON + timedelta(seconds=1))

    assert (kept.digest, kept.rendered_at) == (first.digest, SOON)


def test_a_person_is_told_when_the_renderer_does_not_answer(renderer):
    letter = LetterFactory()
    renderer.silences = 1

    with pytest.raises(Unavailable):
        documents.ensure_rendered(letter.pk, at=SOON)

    assert documents.letter(letter.pk).file is None


def test_a_letter_without_its_file_cannot_be_opened_yet():
    letter = LetterFactory()

    with pytest.raises(documents.LetterNotReady):
        documents.open_file(letter)


def test_there_is_no_letter_of_an_unknown_id():
    with pytest.raises(NotFound):
        documents.letter(0)


def test_letters_of_one_thing_come_in_their_order_with_two_joins_and_one_query(django_assert_num_queries):
    second = LetterFactory(subject="case:1", occasion="b", issued_at=SOON)
    first = LetterFactory(subject="case:1", occasion="a")
    LetterFactory(subject="case:2")

    with django_assert_num_queries(1):
        found = [(letter, letter.department.name, letter.file) for letter in documents.letters_of("case:1")]

    assert [letter for letter, _, _ in found] == [first, second]


def test_the_same_content_is_kept_once(settings, tmp_path):
    settings.FILES_DIR = tmp_path

    files = {keep(b"%PDF-same", media_type="application/pdf", at=ISSUED_AT) for _ in range(2)}

    assert len(files) == StoredFile.objects.count() == 1


def test_the_code_at_the_foot_proves_a_letter_genuine():
    letter = LetterFactory()
    code = documents.verification_code_of(letter)

    assert documents.genuine_letter(letter.number, code=code.lower()) == letter
    assert documents.genuine_letter(letter.number, code="0000-0000-0000-0000") is None
    assert documents.genuine_letter("示受〔2026〕0号", code=code) is None
