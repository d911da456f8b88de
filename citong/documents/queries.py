"""Questions about letters. Whoever shows a letter asks first whether the viewer may see its subject."""

from datetime import datetime
from typing import BinaryIO

from django.db.models import QuerySet

from citong.kernel.crypto import same
from citong.kernel.errors import NotFound
from citong.kernel.files import open_stored

from .errors import LetterNotReady
from .models import Letter
from .ports import Sheet
from .rules import Kind, date_in_chinese, local_date, verification_code


def letters_of(subject: str) -> QuerySet[Letter]:
    """The letters written about one thing, oldest first."""
    return _joined().filter(subject=subject).order_by("issued_at", "id")


def letter(letter_id: int) -> Letter:
    """One letter; refuses when there is none."""
    found = _joined().filter(pk=letter_id).first()
    if found is None:
        raise NotFound("找不到这份文书。", remedy="请从办件详情里重新打开。")
    return found


def genuine_letter(number: str, *, code: str) -> Letter | None:
    """The letter of this number, if the code printed at its foot fits what is on record."""
    found = _joined().filter(number=number.strip()).first()
    return found if found and same(verification_code_of(found), code.strip().upper()) else None


def verification_code_of(letter: Letter) -> str:
    """The code printed at the foot of this letter."""
    issued_on = local_date(letter.issued_at)
    return verification_code(letter.number, title=letter.title, issued_on=issued_on, values=letter.values)


def waiting_to_be_rendered(*, at: datetime, limit: int) -> list[Letter]:
    """Letters whose file is to be made now, those waiting longest first."""
    return list(Letter.objects.filter(file=None, due_at__lte=at).order_by("due_at", "id")[:limit])


def letters_in_trouble() -> QuerySet[Letter]:
    """For operators: letters whose file could not be made so far, and why; oldest first."""
    return _joined().filter(file=None).exclude(trouble="").order_by("issued_at", "id")


def open_file(letter: Letter) -> BinaryIO:
    """The letter's file, to be read; refuses while it is not made yet."""
    if letter.file is None:
        raise LetterNotReady("文书正在生成，还不能下载。", remedy="请过一会儿再试。", letter=letter.pk)
    return open_stored(letter.file)


def sheet_of(letter: Letter) -> Sheet:
    """What is printed of this letter."""
    return Sheet(
        kind=Kind(letter.kind),
        title=letter.title,
        number=letter.number,
        issued_at=letter.issued_at,
        dated=date_in_chinese(local_date(letter.issued_at)),
        code=verification_code_of(letter),
        values=letter.values,
    )


def _joined() -> QuerySet[Letter]:
    return Letter.objects.select_related("department", "file", "revoked_by")
