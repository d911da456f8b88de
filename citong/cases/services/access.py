"""Looking at cases: who looked is on record, and guessing is slowed down."""

from datetime import datetime, timedelta

from django.db import transaction

from citong.identity import facade as identity
from citong.identity.facade import Seen
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.models import Upload
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoSuchCase, TooManyGuesses
from ..models import Case, Guesses, JointCase, JointQueryLock, QueryLock
from ..queries.cases import applicants_case, code_fits, enquired_case, material_file, officials_case, search
from ..queries.joint import enquired_joint
from ..rules.numbers import is_case_number, tidy_number
from .looks import MASKED_FIELDS, note_found, note_look

GUESSES = 5
SILENCE = timedelta(minutes=15)
CODE_HOLDER = Actor(id="query_code", channel="portal")


@transaction.atomic
def open_as_official(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Open a case at the desk; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    audit.record("cases.read", subject=ref("case", case.pk), by=by, at=at)
    note_look(case, Seen.MASKED, by=by, at=at)
    return case


@transaction.atomic
def reveal(case_id: int, *, purpose: str, note: str = "", session: str, by: Actor, at: datetime) -> identity.Unmasking:
    """Let an official read the whole names, numbers and phones of a case for a while; what for is on record."""
    case = officials_case(case_id, viewer=by)
    return identity.unmask(ref("case", case.pk), purpose=purpose, note=note, session=session, by=by, at=at)


@transaction.atomic
def open_revealed(case_id: int, *, allowed: identity.Unmasking, by: Actor, at: datetime) -> Case:
    """Open a case with its whole data, as was allowed; every such look is recorded with the fields that were seen."""
    case = officials_case(case_id, viewer=by)
    if allowed.about != ref("case", case.pk) or allowed.actor != by.id or allowed.until <= at:
        raise NoSuchCase("找不到这个办件。")
    audit.record("cases.reveal", subject=allowed.about, by=by, at=at, unmasking=allowed.pk, fields=len(MASKED_FIELDS))
    note_look(case, Seen.WHOLE, allowed=allowed, by=by, at=at)
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
    case = officials_case(case_id, viewer=by)
    upload = material_file(case, material_id)
    audit.record("cases.read_material", subject=ref("case", case_id), by=by, at=at, material=material_id)
    note_look(case, Seen.MATERIAL, by=by, at=at)
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
    note_look(case, Seen.EVIDENCE, by=by, at=at)
    return found


@transaction.atomic
def read_letter(case_id: int, *, letter_id: int, by: Actor, at: datetime) -> Case:
    """Open a letter of a case at the desk; the look is recorded."""
    case = officials_case(case_id, viewer=by)
    audit.record("cases.read_letter", subject=ref("case", case_id), by=by, at=at, letter=letter_id)
    note_look(case, Seen.LETTER, by=by, at=at)
    return case


def look_up(number: str, *, code: str, at: datetime) -> Case:
    """The case behind a number and its query code. A wrong pair and an unknown number are told alike."""
    case = _by_number(number)
    if case is None or not _is_opened(case, code=code, at=at):
        raise NoSuchCase("编号和查询码对不上，请照着收件通知书再输一次。")
    return enquired_case(case.pk)


def look_up_joint(number: str, *, code: str, at: datetime) -> JointCase | None:
    """The whole behind a number and its query code; None when no whole has this number, so that it may be a case's."""
    tidy = tidy_number(number)
    joint = JointCase.objects.only("number").filter(number=tidy).first() if is_case_number(tidy) else None
    if joint is None:
        return None
    if not _is_joint_opened(joint, code=code, at=at):
        raise NoSuchCase("编号和查询码对不上，请照着收件通知书再输一次。")
    return enquired_joint(joint.pk)


def _by_number(number: str) -> Case | None:
    tidy = tidy_number(number)
    return Case.objects.only("number").filter(number=tidy).first() if is_case_number(tidy) else None


@transaction.atomic
def _is_opened(case: Case, *, code: str, at: datetime) -> bool:
    """Whether the code opens the case. One guess at a time, so that guessing many at once gains nothing."""
    take_turns("cases.look_up", case.pk)
    lock = QueryLock.objects.filter(pk=case.pk).first() or QueryLock(case=case, failures=0)
    return _guessed(lock, ref("case", case.pk), fits=code_fits(case, code), at=at)


@transaction.atomic
def _is_joint_opened(joint: JointCase, *, code: str, at: datetime) -> bool:
    """Whether the code opens the whole; guesses are counted as they are for a case."""
    take_turns("cases.look_up_joint", joint.pk)
    lock = JointQueryLock.objects.filter(pk=joint.pk).first() or JointQueryLock(joint=joint, failures=0)
    return _guessed(lock, ref("joint", joint.pk), fits=code_fits(joint, code), at=at)


def _guessed(lock: Guesses, subject: str, *, fits: bool, at: datetime) -> bool:
    if lock.until and lock.until > at:
        raise TooManyGuesses("查询码输错次数太多，请 15 分钟后再试。", remedy="也可以登录后在“我的办事”里查看。")
    if not fits:
        _count_failure(lock, at=at)
        return False
    if lock.failures:
        lock.delete()
    audit.record("cases.look_up", subject=subject, by=CODE_HOLDER, at=at)
    return True


def _count_failure(lock: Guesses, *, at: datetime) -> None:
    failures = lock.failures + 1
    lock.until = at + SILENCE if failures >= GUESSES else None
    lock.failures = 0 if lock.until else failures
    lock.save()
