"""Files: streamed, recognised by content, kept once, and nobody else's."""

import io
import unicodedata
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from citong.kernel import files
from citong.kernel.crypto import sm3_hex
from citong.kernel.errors import NotFound
from citong.kernel.models import StoredFile, Upload
from tests.kernel.conftest import ANA, BEN, MONDAY

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32
PDF = b"%PDF-1.7\n%test\n%%EOF\n"
HOSTILE = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/",
    "",
    ".",
    "..",
    "照片\u202egnp.exe",
    "a\x00b.png",
    "a\nb\r.png",
    "CON.png ",
    "名" * 300 + ".png",
    "a." + "x" * 300,
    "x" * 300,
    'a"b<c>|?*.png',
    "cafe\u0301.png",
    "..png",
    " . .png. . ",
    "\ud800.png",
]


def zipped(*members: str, content: bytes = b"x") -> bytes:
    """A zip archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, content)
    return buffer.getvalue()


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def take(content: bytes, *, name: str = "plan.png", by=ANA, **options) -> Upload:
    return files.take([content[:5], content[5:]], name=name, by=by, at=MONDAY, **options)


@pytest.mark.django_db
def test_content_is_kept_under_its_digest_and_read_back(settings):
    upload = take(PNG)

    assert upload.file.digest == sm3_hex(PNG)
    assert (upload.file.size, upload.file.media_type, upload.name) == (len(PNG), "image/png", "plan.png")
    assert (upload.owner, upload.uploaded_at) == (ANA.id, MONDAY)
    with files.open_stored(upload.file) as content:
        assert content.read() == PNG
    assert [path.name for path in on_disk(settings.FILES_DIR)] == [sm3_hex(PNG)]


@pytest.mark.django_db
def test_the_same_content_is_stored_once_and_handed_in_twice(settings):
    first, second = take(PNG, by=ANA), take(PNG, by=BEN, name="other.png")

    assert first.key != second.key
    assert first.file_id == second.file_id
    assert StoredFile.objects.count() == 1
    assert len(on_disk(settings.FILES_DIR)) == 1


@pytest.mark.django_db
def test_content_comes_in_as_a_stream():
    chunks = iter([PNG, *[b"0" * 1000] * 50])

    upload = files.take(chunks, name="plan.png", by=ANA, at=MONDAY)

    assert upload.file.size == len(PNG) + 50_000
    assert next(chunks, None) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "plan.png", "空的"),
        (PNG + b"0" * 100, "plan.png", "太大"),
        (PDF, "plan.png", "对不上"),
        (PNG, "plan.pdf", "对不上"),
        (PNG, "plan.exe", "收不了"),
        (PNG, "plan", "收不了"),
        (PNG, "plan.png.exe", "收不了"),
        (PNG[:4], "plan.png", "对不上"),
        (zipped("word/document.xml"), "plan.xlsx", "对不上"),
        (zipped("OFD.xml")[:60], "plan.ofd", "对不上"),
        (b"PK\x03\x04" + b"\xff" * 60, "plan.docx", "对不上"),
    ],
    ids=["empty", "too large", "a PDF as PNG", "a PNG as PDF", "a program", "no suffix", "two suffixes", "cut short",
         "Word as Excel", "half an archive", "no archive"],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_words_and_leaves_nothing_behind(settings, content, name, words):
    with pytest.raises(files.FileRefused, match=words) as refused:
        take(content, name=name, limit=len(PNG) + 99 if "plan.png" in name else None)

    assert refused.value.details["remedy"]
    assert not StoredFile.objects.exists()
    assert not (settings.FILES_DIR.exists() and on_disk(settings.FILES_DIR))


@pytest.mark.django_db
def test_a_file_as_large_as_the_limit_is_taken_and_one_byte_more_is_not():
    assert take(PNG, limit=len(PNG)).file.size == len(PNG)

    with pytest.raises(files.FileRefused):
        take(PNG + b"0", limit=len(PNG))


@pytest.mark.django_db
def test_a_stream_that_is_too_long_is_not_read_to_its_end():
    chunks = iter([PNG, b"0" * 1000, b"0" * 1000, b"0" * 1000])

    with pytest.raises(files.FileRefused):
        files.take(chunks, name="plan.png", by=ANA, at=MONDAY, limit=500)

    assert len(list(chunks)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("member", "name"),
    [("OFD.xml", "a.ofd"), ("word/document.xml", "a.DOCX"), ("xl/workbook.xml", "a.xlsx")],
)
def test_documents_that_are_archives_are_known_by_what_is_in_them(member: str, name: str):
    assert take(zipped("first.txt", member), name=name).name == name


@pytest.mark.django_db
def test_an_archive_that_would_unpack_to_gigabytes_is_never_unpacked():
    bomb = zipped("word/document.xml", content=b"0" * 50_000_000)

    upload = take(bomb, name="a.docx")

    assert upload.file.size == len(bomb) < 100_000


@pytest.mark.django_db
@settings_of_hypothesis(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 10_000), value=st.integers(0, 255), kept=st.integers(0, 400))
def test_a_damaged_archive_is_taken_or_refused_and_never_an_error(position: int, value: int, kept: int):
    damaged = bytearray(zipped("first.txt", "word/document.xml"))
    damaged[4 + position % (len(damaged) - 4)] = value

    assert _outcome(bytes(damaged[: max(kept, 10)])) in {"taken", "对不上"}


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "value"), [(6, b"\xc8"), (46, b"\x80")], ids=["unknown version", "unknown script"])
def test_an_archive_that_nobody_can_read_is_refused(place: int, value: bytes):
    archive = bytearray(zipped("文件.txt", "word/document.xml"))
    entry = archive.index(b"PK\x01\x02") + place
    archive[entry : entry + 1] = value

    assert _outcome(bytes(archive)) == "对不上"


def _outcome(content: bytes) -> str:
    try:
        take(content, name="a.docx")
    except files.FileRefused as refused:
        return refused.message[-len("对不上。") : -1]
    return "taken"


@pytest.mark.django_db
def test_a_broken_upload_leaves_nothing_behind(settings):
    def cut_off():
        yield PNG
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        files.take(cut_off(), name="plan.png", by=ANA, at=MONDAY)

    assert on_disk(settings.FILES_DIR) == []


@pytest.mark.django_db
def test_an_upload_of_somebody_else_looks_like_one_that_does_not_exist():
    upload = take(PNG, by=BEN)

    with pytest.raises(NotFound) as others:
        files.own_uploads([str(upload.key)], by=ANA)
    with pytest.raises(NotFound) as missing:
        files.own_uploads([str(uuid4())], by=ANA)

    assert str(others.value) == str(missing.value)
    assert files.own_uploads([str(upload.key)], by=BEN) == {str(upload.key): upload}


@pytest.mark.django_db
def test_what_the_hall_has_made_is_kept_once(settings):
    first = files.keep(PDF, media_type="application/pdf", at=MONDAY)
    second = files.keep(PDF, media_type="application/pdf", at=MONDAY)

    assert first == second
    with files.open_stored(first) as content:
        assert content.read() == PDF
    assert len(on_disk(settings.FILES_DIR)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", [f"{name}.png" for name in HOSTILE if name.strip(" ./")])
def test_a_hostile_name_is_made_harmless_and_fits_its_column(settings, name: str):
    upload = take(PNG, name=name)

    assert len(upload.name) <= 120
    assert upload.name.endswith(".png")
    assert on_disk(settings.FILES_DIR.parent) == on_disk(settings.FILES_DIR)


def every_hostile(test):
    for name in HOSTILE:
        test = example(name)(test)
    return test


@every_hostile
@given(st.text(max_size=300))
def test_a_clean_name_is_safe_and_cleaning_it_again_changes_nothing(name: str):
    clean = files.clean_name(name)

    assert not set(clean) & (files.FORBIDDEN | files.BIDI)
    assert not any(unicodedata.category(character) in files.HIDDEN_CATEGORIES for character in clean)
    assert clean == clean.strip(" .")
    assert len(clean) <= files.NAME_LENGTH
    assert files.clean_name(clean) == clean
