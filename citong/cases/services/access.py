"""Looking at cases: who looked is on record, and guessing is slowed down."""

from datetime import datetime, timedelta

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import Upload
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoSuchCase, TooManyGuesses
from ..models import Case, Guesses, JointCase, JointQueryLock, QueryLock
from ..queries.cases import code_fits, enquired_case, material_file, officials_case
from ..queries.emergency import open_look
from ..queries.joint import enquired_joint
from ..rules.numbers import is_case_number, tidy_number
from ..rules.permissions import P

GUESSES = 5
SILENCE = timedelta(minutes=15)
CODE_HOLDER = Actor(id="query_code", channel="portal")


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
