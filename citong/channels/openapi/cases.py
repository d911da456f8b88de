"""Applications of systems: handing in, following, correcting, withdrawing. A system sees its own cases only."""

from datetime import date
from typing import Annotated

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import Header, Path, Router, Status
from pydantic import StringConstraints

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel.errors import NotFound, Refusal
from citong.kernel.refs import ref

from .answers import CaseAnswer, FiledAnswer
from .bodies import VISIBLE, ApplicantBody, ApplicationBody, CorrectionsBody, WithdrawalBody, party_of
from .tags import CASES
from .telling import told
from .tokens import Token, system_of

Number = Annotated[str, StringConstraints(max_length=60, pattern=VISIBLE), Path(description="办件编号")]
Key = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,80}$"),
    Header(alias="Idempotency-Key", description="这份申请的唯一编号，由您的系统给出：8 到 80 个字母、数字、- 或 _"),
]


class NothingToCorrect(Refusal):
    """Nobody asked for corrections."""

    code = "openapi.nothing_to_correct"


# What answers a notice, by the move that is open.
ANSWERS = {"supplement": cases.supplement, "correct": cases.correct, "add": cases.add}
router = Router(tags=[CASES], auth=Token())


@router.post("/cases", response={201: FiledAnswer, 200: FiledAnswer}, summary="提交申请")
def hand_in(request: HttpRequest, application: ApplicationBody, idempotency_key: Key) -> Status[FiledAnswer]:
    """提交一份申请。网络中断可以用同一个 Idempotency-Key 再交一次：第一次得 201，重复的得 200 和同一个办件。"""
    now = timezone.now()
    filed = cases.submit(
        cases.Application(
            item_code=application.item_code,
            version=application.version,
            situation=application.situation,
            answers=application.answers,
            materials=[(material.code, material.file) for material in application.materials],
            party=_party(application.applicant, request, today=timezone.localdate(now)),
        ),
        key=idempotency_key,
        declared=application.declared,
        by=system_of(request),
        at=now,
    )
    answer = FiledAnswer(
        number=filed.number,
        query_code=filed.query_code,
        state=filed.state,
        state_name=cases.STATE_NAMES[filed.state],
        due=filed.due_on,
    )
    return Status(201 if filed.is_new else 200, answer)


@router.get("/cases/{number}", response=CaseAnswer, summary="查办件")
def case(request: HttpRequest, number: Number) -> CaseAnswer:
    """办件现在的情况：状态、环节、经过、期限和它的算法、补正、决定、文书。"""
    return _told(number, request)


@router.get(
    "/cases/{number}/letters/{letter_id}",
    summary="下载文书",
    openapi_extra={
        "responses": {
            200: {
                "description": "文书的 PDF",
                "content": {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}},
            }
        }
    },
)
def letter(request: HttpRequest, number: Number, letter_id: Annotated[int, Path(ge=1, lt=2**63)]) -> FileResponse:
    """办件的一份文书，PDF/A 格式。"""
    found = cases.open_as_system(number, by=system_of(request), at=timezone.now())
    wanted = documents.letter(letter_id)
    if wanted.subject != ref("case", found.pk):
        raise NotFound("这个办件里没有这份文书。")
    ready = documents.ensure_rendered(letter_id, at=timezone.now())
    return FileResponse(documents.open_file(ready), filename=f"{ready.title}.pdf", content_type="application/pdf")


@router.post("/cases/{number}/corrections", response=CaseAnswer, summary="提交补正")
def correct(request: HttpRequest, number: Number, corrections: CorrectionsBody) -> CaseAnswer:
    """按预审补件、补正或者审查补正通知交上改过的答案和新文件；答复是办件现在的情况。"""
    system = system_of(request)
    found = cases.applicants_case(number, viewer=system)
    if not found.corrections.all():
        raise NothingToCorrect("这个办件没有补正通知，不用补正。")
    possible = cases.moves_open(found, viewer=system)
    verb = next((verb for move, verb in ANSWERS.items() if move in possible), cases.correct)
    verb(
        found.pk,
        answers=corrections.answers,
        materials=[(material.code, material.file) for material in corrections.materials],
        by=system,
        at=timezone.now(),
    )
    return _told(number, request)


@router.post("/cases/{number}/withdrawal", response=CaseAnswer, summary="撤回申请")
def withdraw(request: HttpRequest, number: Number, withdrawal: WithdrawalBody) -> CaseAnswer:
    """决定作出以前，申请人可以撤回。"""
    system = system_of(request)
    found = cases.applicants_case(number, viewer=system)
    cases.withdraw(found.pk, reason=withdrawal.reason, by=system, at=timezone.now())
    return _told(number, request)


def _party(applicant: ApplicantBody, request: HttpRequest, *, today: date) -> identity.Party:
    """The applicant, with the level for which the system vouches; the lowest needs nobody's word."""
    lowest = identity.Assurance.REGISTERED
    highest = identity.vouched_by(system_of(request)) if applicant.assurance > lowest else lowest
    return party_of(applicant, highest=highest, today=today)


def _told(number: str, request: HttpRequest) -> CaseAnswer:
    system = system_of(request)
    found = cases.open_as_system(number, by=system, at=timezone.now())
    return told(found, viewer=system)
