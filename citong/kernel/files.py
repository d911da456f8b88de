"""Files that people hand in: streamed to disk, kept once under their SM3 digest, known by content and not by name."""

import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.db import transaction

from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex
from citong.kernel.errors import NotFound, Refusal
from citong.kernel.models import StoredFile, Upload

CHUNK = 256 * 1024
NAME_LENGTH = 100
SUFFIX_LENGTH = 20
# Controls, formats, surrogates, private use, not assigned; line and paragraph separators.
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
FORBIDDEN = frozenset('\\/:*?"<>|')


class FileRefused(Refusal):
    """The file cannot be taken: empty, too large, or not what its name says."""

    code = "files.refused"
    status = 422


@dataclass(frozen=True)
class Kind:
    """A kind of file that can be taken: how it is called, named and recognised."""

    label: str
    media_type: str
    suffixes: tuple[str, ...]
    magic: bytes
    member: str = ""


KINDS = (
    Kind("PDF", "application/pdf", (".pdf",), b"%PDF-"),
    Kind("JPG 图片", "image/jpeg", (".jpg", ".jpeg"), b"\xff\xd8\xff"),
    Kind("PNG 图片", "image/png", (".png",), b"\x89PNG\r\n\x1a\n"),
    Kind("OFD", "application/ofd", (".ofd",), b"PK\x03\x04", member="OFD.xml"),
    Kind(
        "Word 文档",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
        b"PK\x03\x04",
        member="word/document.xml",
    ),
    Kind(
        "Excel 表格",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx",),
        b"PK\x03\x04",
        member="xl/workbook.xml",
    ),
)


def take(content: Iterable[bytes], *, name: str, by: Actor, at: datetime, limit: int | None = None) -> Upload:
    """Store what somebody hands in, in chunks, and give them a handle on it.

    Refuses empty files, more than `limit` bytes (settings.MAX_UPLOAD_BYTES), and content that is not what the name
    says.
    """
    kind = _kind_by_name(name)
    with tempfile.NamedTemporaryFile(dir=_incoming(), delete=False) as file:
        place = Path(file.name)
        try:
            digest, size = _stream(content, file, limit=limit or settings.MAX_UPLOAD_BYTES)
            _check_content(place, kind)
            _settle(place, digest)
        finally:
            place.unlink(missing_ok=True)
    return _register(digest=digest, size=size, media_type=kind.media_type, name=clean_name(name), by=by, at=at)


def keep(content: bytes, *, media_type: str, at: datetime) -> StoredFile:
    """Store what the hall itself has made; the same content is kept once."""
    with tempfile.NamedTemporaryFile(dir=_incoming(), delete=False) as file:
        place = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            digest = sm3_hex(content)
            _settle(place, digest)
        finally:
            place.unlink(missing_ok=True)
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest, defaults={"size": len(content), "media_type": media_type, "stored_at": at}
    )
    return stored


@transaction.atomic
def _register(*, digest: str, size: int, media_type: str, name: str, by: Actor, at: datetime) -> Upload:
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest, defaults={"size": size, "media_type": media_type, "stored_at": at}
    )
    return Upload.objects.create(key=uuid4(), file=stored, name=name, owner=by.stands_for, uploaded_at=at)


def own_uploads(keys: Iterable[str], *, by: Actor) -> dict[str, Upload]:
    """This actor's own uploads by key; refuses when one is missing or somebody else's."""
    wanted = set(keys)
    found = {str(upload.key): upload for upload in Upload.objects.filter(key__in=wanted, owner=by.stands_for)}
    if wanted - found.keys():
        raise NotFound("有文件找不到了，请重新上传。")
    return found


def open_stored(file: StoredFile) -> BinaryIO:
    """The content of a stored file."""
    return _place_of(file.digest).open("rb")


def clean_name(name: str) -> str:
    """A name that is safe to show and to save under: no path, no control or direction characters, not too long."""
    kept = "".join(filter(_is_harmless, name.replace("\\", "/").rsplit("/", 1)[-1]))
    tidy = unicodedata.normalize("NFC", kept).strip(" .")
    stem, dot, suffix = tidy.rpartition(".")
    if not dot or len(suffix) > SUFFIX_LENGTH:
        return tidy[:NAME_LENGTH].rstrip(" .")
    return f"{stem[: NAME_LENGTH - len(suffix) - 1]}.{suffix}"


def _is_harmless(character: str) -> bool:
    hidden = unicodedata.category(character) in HIDDEN_CATEGORIES
    return not hidden and character not in BIDI and character not in FORBIDDEN


def kinds_in_words() -> str:
    """What can be handed in, for people."""
    return "、".join(kind.label for kind in KINDS)


def _kind_by_name(name: str) -> Kind:
    suffix = Path(clean_name(name)).suffix.lower()
    for kind in KINDS:
        if suffix in kind.suffixes:
            return kind
    raise FileRefused(f"这种文件收不了。可以上传：{kinds_in_words()}。", remedy="纸质材料可以用手机拍照上传。")


def _stream(content: Iterable[bytes], file: "tempfile._TemporaryFileWrapper[bytes]", *, limit: int) -> tuple[str, int]:
    digest, size = hashes.Hash(hashes.SM3()), 0
    for chunk in content:
        size += len(chunk)
        if size > limit:
            raise FileRefused(f"文件太大，最多 {limit // 1024 // 1024} MB。", remedy="可以压缩图片，或者拆成几份上传。")
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise FileRefused("这个文件是空的。", remedy="请打开看看内容在不在，再重新选择。")
    file.flush()
    os.fsync(file.fileno())
    return digest.finalize().hex(), size


def _check_content(place: Path, kind: Kind) -> None:
    with place.open("rb") as file:
        fits = file.read(len(kind.magic)) == kind.magic
    if fits and kind.member:
        fits = _has_member(place, kind.member)
    if not fits:
        raise FileRefused(
            f"文件内容不是 {kind.label}，和文件名对不上。", remedy="请用原来的软件打开，另存为正确的格式再上传。"
        )


def _has_member(place: Path, member: str) -> bool:
    try:
        with zipfile.ZipFile(place) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        # Not an archive, one of a version or method that nobody uses for documents, or names in no known script.
        return False


def _settle(place: Path, digest: str) -> None:
    target = _place_of(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        place.replace(target)
        _settle_folder(target.parent)


def _settle_folder(folder: Path) -> None:
    """The name in the folder outlives a power cut, as the content does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _incoming() -> Path:
    folder = Path(settings.FILES_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _place_of(digest: str) -> Path:
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:4] / digest
