"""A case as its system is told of it. What officials note for one another is not in it."""

from typing import Final

from citong.cases import facade as cases
from citong.channels.kit import story
from citong.documents import facade as documents
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from .answers import (
    CaseAnswer,
    ClockAnswer,
    ClocksAnswer,
    CorrectionAnswer,
    DecisionAnswer,
    EventAnswer,
    GapAnswer,
    LetterAnswer,
)

_APPLICANTS_MOVES: Final = ("supplement", "correct", "add", "withdraw")


def told(case: cases.Case, *, viewer: Actor) -> CaseAnswer:
    """All that its applicant may know of a case from `applicants_case`."""
    return CaseAnswer(
        number=case.number,
        item_code=case.item_version.item.code,
        item_name=case.item_version.name,
        version=case.item_version.number,
        department=case.department.name,
        state=case.state,
        state_name=story.state_name(case),
        stage=_stage(case),
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        closed_at=case.closed_at,
        due=case.due_on,
        clocks=_clocks(case),
        can=[move for move in cases.moves_open(case, viewer=viewer) if move in _APPLICANTS_MOVES],
        timeline=_timeline(case),
        corrections=_corrections(case),
        decision=_decision(case),
        letters=_letters(case),
    )


def _stage(case: cases.Case) -> str:
    return next((stage.name for stage in cases.stages_of(case) if stage.code == case.stage), "") if case.stage else ""


def _clocks(case: cases.Case) -> ClocksAnswer | None:
    face = cases.clock_face(case)
    if face is None:
        return None
    promised, statutory = face.promised, face.statutory
    return ClocksAnswer(
        started_on=face.start,
        is_stopped=face.is_stopped,
        promised=ClockAnswer(due_on=promised.due_on, words=face.promised_words, is_provisional=promised.is_provisional)
        if promised
        else None,
        statutory=ClockAnswer(
            due_on=statutory.due_on, words=face.statutory_words, is_provisional=statutory.is_provisional
        )
        if statutory
        else None,
    )


def _timeline(case: cases.Case) -> list[EventAnswer]:
    return [
        EventAnswer(
            at=step.at,
            move=step.move,
            name=cases.move_name(step.move),
            department=step.department.name if step.department else "",
        )
        for step in case.steps.all()
    ]


def _corrections(case: cases.Case) -> list[CorrectionAnswer]:
    return [
        CorrectionAnswer(
            kind=correction.kind,
            round=correction.round,
            asked_at=correction.asked_at,
            due_on=correction.due_on,
            answered_at=correction.answered_at,
            gaps=[GapAnswer(**gap) for gap in correction.gaps],
        )
        for correction in sorted(case.corrections.all(), key=lambda each: each.round)
    ]


def _decision(case: cases.Case) -> DecisionAnswer | None:
    if not case.decided_at:
        return None
    decision = case.decision
    return DecisionAnswer(
        granted=decision.granted,
        decided_at=decision.decided_at,
        reasons=decision.reasons,
        basis=decision.basis,
        remedies=decision.remedies,
    )


def _letters(case: cases.Case) -> list[LetterAnswer]:
    return [
        LetterAnswer(
            id=letter.pk,
            kind=letter.kind,
            title=letter.title,
            number=letter.number,
            issued_at=letter.issued_at,
            is_revoked=letter.revoked_by_id is not None,
        )
        for letter in documents.letters_of(ref("case", case.pk))
    ]
