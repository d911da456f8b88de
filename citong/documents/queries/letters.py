"""Questions about letters. Whoever shows a letter asks first whether the viewer may see its subject."""

from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO

from django.db.models import QuerySet

from citong.kernel.crypto import same
from citong.kernel.errors import NotFound
from citong.kernel.files import open_stored

from ..errors import LetterNotReady
from ..models import Letter, Template
from ..ports import Sheet
from ..rules.fields import sample_values
from ..rules.kinds import Kind, salutation_of, title_of
from ..rules.layout import blocks_of
from ..rules.wording import date_in_chinese, local_date, verification_code
from .templates import body_of

PREVIEW = "（预览，不是正式文书）"
NO_CODE = "----"


def letters_of(subject: str) -> QuerySet[Letter]:
    """The letters written about one thing, oldest first."""
    return _joined().filter(subject=subject).order_by("issued_at", "id")


def letters_of_all(subjects: Collection[str]) -> QuerySet[Letter]:
    """The letters written about several things, oldest first."""
    return _joined().filter(subject__in=subjects).order_by("issued_at", "id")


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


def latest_letters(kind: Kind, *, limit: int = 20) -> list[Letter]:
    """The newest letters of a kind, for trying a template on what was really said."""
    return list(_joined().filter(kind=kind).order_by("-id")[:limit])


def sheet_of(letter: Letter) -> Sheet:
    """What is printed of this letter, in the words of the version of its template that it was issued with."""
    kind = Kind(letter.kind)
    return Sheet(
        kind=kind,
        title=letter.title,
        number=letter.number,
        issuer=letter.values["issuer"],
        salutation=salutation_of(kind, letter.values),
        case_number=letter.values["case_number"],
        query_code=letter.values.get("query_code") or "",
        blocks=blocks_of(body_of(kind, version=letter.template_version), letter.values),
        issued_at=letter.issued_at,
        dated=date_in_chinese(local_date(letter.issued_at)),
        code=verification_code_of(letter),
    )


def preview_sheet(template: Template, *, letter: Letter | None, at: datetime) -> Sheet:
    """A template tried on what a letter really said, or on made-up values: nothing on it passes for a letter."""
    kind = Kind(template.kind)
    values = letter.values if letter else sample_values(kind)
    return Sheet(
        kind=kind,
        title=letter.title if letter else title_of(kind),
        number=PREVIEW,
        issuer=str(values["issuer"]),
        salutation=salutation_of(kind, values),
        case_number=str(values["case_number"]),
        query_code="",
        blocks=blocks_of(template.body, values),
        issued_at=at,
        dated=date_in_chinese(local_date(at)),
        code=NO_CODE,
    )


def _joined() -> QuerySet[Letter]:
    return Letter.objects.select_related("department", "file", "revoked_by")
