"""Officials look at cases: who looked is on record."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.models import Upload
from citong.kernel.refs import ref

from ..errors import NoSuchCase
from ..models import Case
from ..queries.cases import material_file, officials_case


@transaction.atomic
def open_as_official(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Open a case at the desk; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    audit.record("cases.read", subject=ref("case", case.pk), by=by, at=at)
    return case


@transaction.atomic
def reveal(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Show an official the whole names, numbers and phones of a case; that they asked is recorded."""
    case = officials_case(case_id, viewer=by)
    audit.record("cases.reveal", subject=ref("case", case.pk), by=by, at=at)
    return case


@transaction.atomic
def read_material(case_id: int, *, material_id: int, by: Actor, at: datetime) -> Upload:
    """Open a file that was handed in; the look is recorded."""
    upload = material_file(officials_case(case_id, viewer=by), material_id)
    audit.record("cases.read_material", subject=ref("case", case_id), by=by, at=at, material=material_id)
    return upload


@transaction.atomic
def read_evidence(case_id: int, *, upload_id: int, by: Actor, at: datetime) -> Upload:
    """Open what an official put on file, the signed record of a hearing or of an inspection; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    uploads = [*(each.upload for each in case.hearings.all()), *(each.upload for each in case.inspections.all())]
    found = next((upload for upload in uploads if upload is not None and upload.pk == upload_id), None)
    if found is None:
        raise NoSuchCase("这个办件里没有这份文件。")
    audit.record("cases.read_evidence", subject=ref("case", case_id), by=by, at=at, upload=upload_id)
    return found


@transaction.atomic
def read_letter(case_id: int, *, letter_id: int, by: Actor, at: datetime) -> Case:
    """Open a letter of a case at the desk; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    audit.record("cases.read_letter", subject=ref("case", case_id), by=by, at=at, letter=letter_id)
    return case
