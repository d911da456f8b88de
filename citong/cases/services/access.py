"""Officials look at cases: who looked is on record."""

from datetime import datetime

from django.db import transaction

from citong.identity import facade as identity
from citong.identity.facade import Seen
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.models import Upload
from citong.kernel.refs import ref

from ..errors import NoSuchCase
from ..models import Case, EmergencyLook
from ..queries.cases import applicants_case, material_file, officials_case, search
from ..queries.emergency import readable_case
from ..rules.numbers import tidy_number
from .looks import MASKED_FIELDS, note_found, note_look, refuse_unmasking


@transaction.atomic
def open_as_official(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Open a case at the desk; the look is recorded."""
    case, look = readable_case(case_id, viewer=by, at=at)
    audit.record("cases.read", subject=ref("case", case.pk), by=by, at=at, **_in(look))
    note_look(case, Seen.MASKED, emergency=look, by=by, at=at)
    return case


@transaction.atomic
def reveal(case_id: int, *, purpose: str, note: str = "", session: str, by: Actor, at: datetime) -> identity.Unmasking:
    """Let an official read the whole names, numbers and phones of a case for a while; what for is on record."""
    case, look = readable_case(case_id, viewer=by, at=at)
    if look is None:
        refuse_unmasking(case, by=by)
    return identity.unmask(ref("case", case.pk), purpose=purpose, note=note, session=session, by=by, at=at)


@transaction.atomic
def open_revealed(case_id: int, *, allowed: identity.Unmasking, by: Actor, at: datetime) -> Case:
    """Open a case with its whole data, as was allowed; every such look is recorded with the fields that were seen."""
    case, look = readable_case(case_id, viewer=by, at=at)
    if allowed.about != ref("case", case.pk) or allowed.actor != by.id or allowed.until <= at:
        raise NoSuchCase("找不到这个办件。")
    told = {"unmasking": allowed.pk, "fields": len(MASKED_FIELDS), **_in(look)}
    audit.record("cases.reveal", subject=allowed.about, by=by, at=at, **told)
    note_look(case, Seen.WHOLE, allowed=allowed, emergency=look, by=by, at=at)
    return case


@transaction.atomic
def open_as_system(number: str, *, by: Actor, at: datetime) -> Case:
    """A system asks after a case that it has handed in; the look is recorded for whom the case is about."""
    case = applicants_case(number, viewer=by)
    audit.record("cases.read", subject=ref("case", case.pk), by=by, at=at)
    note_look(case, Seen.BY_SYSTEM, by=by, at=at)
    return case


@transaction.atomic
def find(text: str, *, by: Actor, at: datetime) -> list[Case]:
    """An official looks for cases. By a number of a case nobody is looked up; by a name, a document or a phone, they
    are, and can see it.
    """
    found = search(text, viewer=by)
    looked_up = [case for case in found if case.number != tidy_number(text)]
    if looked_up:
        audit.record("cases.find", subject="cases", by=by, at=at, found=len(looked_up))
        note_found(looked_up, by=by, at=at)
    return found


@transaction.atomic
def read_material(case_id: int, *, material_id: int, by: Actor, at: datetime) -> Upload:
    """Open a file that was handed in; the look is recorded."""
    case, look = readable_case(case_id, viewer=by, at=at)
    upload = material_file(case, material_id)
    subject = ref("case", case_id)
    audit.record("cases.read_material", subject=subject, by=by, at=at, material=material_id, **_in(look))
    note_look(case, Seen.MATERIAL, emergency=look, by=by, at=at)
    return upload


@transaction.atomic
def read_evidence(case_id: int, *, upload_id: int, by: Actor, at: datetime) -> Upload:
    """Open what an official put on file, the signed record of a hearing or of an inspection; the look is recorded."""
    case, look = readable_case(case_id, viewer=by, at=at)
    uploads = [*(each.upload for each in case.hearings.all()), *(each.upload for each in case.inspections.all())]
    found = next((upload for upload in uploads if upload is not None and upload.pk == upload_id), None)
    if found is None:
        raise NoSuchCase("这个办件里没有这份文件。")
    audit.record("cases.read_evidence", subject=ref("case", case_id), by=by, at=at, upload=upload_id, **_in(look))
    note_look(case, Seen.EVIDENCE, emergency=look, by=by, at=at)
    return found


@transaction.atomic
def read_letter(case_id: int, *, letter_id: int, by: Actor, at: datetime) -> Case:
    """Open a letter of a case at the desk; the look is recorded."""
    case, look = readable_case(case_id, viewer=by, at=at)
    audit.record("cases.read_letter", subject=ref("case", case_id), by=by, at=at, letter=letter_id, **_in(look))
    note_look(case, Seen.LETTER, emergency=look, by=by, at=at)
    return case


@transaction.atomic
def read_proof(case_id: int, *, letter_id: int, upload_id: int, by: Actor, at: datetime) -> Case:
    """Open the proof that a letter of a case was served; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    subject = ref("case", case_id)
    audit.record("cases.read_proof", subject=subject, by=by, at=at, letter=letter_id, upload=upload_id)
    note_look(case, Seen.PROOF, by=by, at=at)
    return case


def _in(look: EmergencyLook | None) -> dict[str, int]:
    """For the audit: in which emergency."""
    return {} if look is None else {"emergency": look.pk}
