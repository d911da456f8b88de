"""Officials look at cases: who looked is on record."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import Upload
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref

from ..errors import NoSuchCase
from ..models import Case
from ..queries.cases import material_file, officials_case
from ..queries.emergency import open_look
from ..rules.permissions import P


@transaction.atomic
def open_as_official(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Open a case at the desk; the look is recorded."""
    case, look = _readable(case_id, by=by, at=at)
    audit.record("cases.read", subject=ref("case", case.pk), by=by, at=at, **look)
    return case


@transaction.atomic
def reveal(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Show an official the whole names, numbers and phones of a case; that they asked is recorded."""
    case, look = _readable(case_id, by=by, at=at)
    audit.record("cases.reveal", subject=ref("case", case.pk), by=by, at=at, **look)
    return case


@transaction.atomic
def read_material(case_id: int, *, material_id: int, by: Actor, at: datetime) -> Upload:
    """Open a file that was handed in; the look is recorded."""
    case, look = _readable(case_id, by=by, at=at)
    upload = material_file(case, material_id)
    audit.record("cases.read_material", subject=ref("case", case_id), by=by, at=at, material=material_id, **look)
    return upload


@transaction.atomic
def read_evidence(case_id: int, *, upload_id: int, by: Actor, at: datetime) -> Upload:
    """Open what an official put on file, the signed record of a hearing or of an inspection; the look is recorded."""
    case, look = _readable(case_id, by=by, at=at)
    uploads = [*(each.upload for each in case.hearings.all()), *(each.upload for each in case.inspections.all())]
    found = next((upload for upload in uploads if upload is not None and upload.pk == upload_id), None)
    if found is None:
        raise NoSuchCase("这个办件里没有这份文件。")
    audit.record("cases.read_evidence", subject=ref("case", case_id), by=by, at=at, upload=upload_id, **look)
    return found


@transaction.atomic
def read_letter(case_id: int, *, letter_id: int, by: Actor, at: datetime) -> Case:
    """Open a letter of a case at the desk; the look is recorded."""
    case, look = _readable(case_id, by=by, at=at)
    audit.record("cases.read_letter", subject=ref("case", case_id), by=by, at=at, letter=letter_id, **look)
    return case


@transaction.atomic
def read_proof(case_id: int, *, letter_id: int, upload_id: int, by: Actor, at: datetime) -> Case:
    """Open the proof that a letter of a case was served; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    subject = ref("case", case_id)
    audit.record("cases.read_proof", subject=subject, by=by, at=at, letter=letter_id, upload=upload_id)
    return case


def _readable(case_id: int, *, by: Actor, at: datetime) -> tuple[Case, dict[str, int]]:
    """The case, and, for the audit, the emergency look that alone lets this person see it."""
    look = open_look(case_id, viewer=by, at=at) if has_permission(by, P.BREAK_GLASS) else None
    if look is None:
        return officials_case(case_id, viewer=by), {}
    return officials_case(case_id, viewer=SYSTEM), {"emergency": look.pk}
