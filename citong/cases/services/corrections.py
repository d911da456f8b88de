"""What the applicant is asked to bring: the supplement of the pre-review, and the one correction notice of the law."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import AlreadyCorrected, ApplicationIncomplete, MaterialsShared, ReasonMissing
from ..facts import CaseCorrected, CaseSupplemented, CorrectionsAsked, SupplementsAsked
from ..lifecycle import CASE
from ..models import Case, CaseMaterial, Correction, FormerAnswers
from ..rules.intake import examine_application
from ..rules.permissions import P
from ..rules.terms import ARTICLE_32
from .intake import await_window, refuse_deemed_accepted
from .moves import held_by, locked, own, step

ARTICLE_26_42 = "《行政许可法》第二十六条、第四十二条"
ARTICLE_43 = "《行政许可法》第三十五条、第四十三条"


@dataclass(frozen=True)
class Gap:
    """Something missing or wrong: `target` is `materials.<code>` or `answers.<field>`."""

    target: str
    title: str
    problem: str
    remedy: str = ""


@transaction.atomic
def ask_to_supplement(case_id: int, *, gaps: Sequence[Gap], why_again: str = "", by: Actor, at: datetime) -> Correction:
    """The pre-review asks for something more, before anything counts as received."""
    case, by = _asking(case_id, gaps, by=by, at=at)
    refuse_again(case, Correction.Kind.SUPPLEMENT, why_again)
    step(case, "ask_to_supplement", by=by, at=at, gaps=len(gaps))
    asked = note_gaps(case, Correction.Kind.SUPPLEMENT, gaps, why_again, due_on=_due_on(case, at=at), at=at)
    publish(SupplementsAsked(case_id=case.pk, round=asked.round))
    return asked


@transaction.atomic
def ask_to_correct(case_id: int, *, gaps: Sequence[Gap], why_again: str = "", by: Actor, at: datetime) -> Correction:
    """Tell the applicant, once, everything that is missing or wrong (Licensing Act, art. 32(4))."""
    case, by = _asking(case_id, gaps, by=by, at=at)
    refuse_again(case, Correction.Kind.CORRECTION, why_again)
    step(case, "ask_to_correct", by=by, at=at, gaps=len(gaps), again=bool(why_again.strip()))
    asked = note_gaps(case, Correction.Kind.CORRECTION, gaps, why_again, due_on=_due_on(case, at=at), at=at)
    publish(CorrectionsAsked(case_id=case.pk, round=asked.round))
    return asked


def _asking(case_id: int, gaps: Sequence[Gap], *, by: Actor, at: datetime) -> tuple[Case, Actor]:
    case = locked(case_id)
    refuse_asking_members(case)
    by = held_by(case, may=P.RECEIVE, by=by)
    check_gaps(gaps)
    refuse_asking_from_above(case)
    refuse_deemed_accepted(case, "通知补正", at=at)
    return case, by


def refuse_asking_from_above(case: Case) -> None:
    """The upper level may not ask the applicant for what was handed in below (Licensing Act, arts 35 and 43)."""
    if case.origin_id is not None:
        raise MaterialsShared(
            "这件是下级初审后转报的，不能再向申请人要材料。", rule=ARTICLE_43, remedy="需要核实的，请联系初审单位。"
        )


def refuse_asking_members(case: Case) -> None:
    """What several bodies handle as one is collected once, by the lead (Licensing Act, arts 26 and 42)."""
    if case.joint_id is not None:
        raise MaterialsShared(
            "这是一件事里的一项，材料由牵头单位统一收，不能再单独向申请人要。",
            rule=ARTICLE_26_42,
            remedy="需要补的请告诉牵头单位，由它一次说清；共享的材料在办件页里都能看到。",
        )


def check_gaps(gaps: Sequence[Gap], *, rule: str = ARTICLE_32) -> None:
    """Refuse a notice that says nothing, or not of each gap what is wrong."""
    if not gaps:
        raise ReasonMissing("请至少指出一处要补正的地方。", faults={"gaps": "还没有选要补正的内容。"}, rule=rule)
    faults = {gap.target: "请写明哪里不对、怎么补。" for gap in gaps if not gap.problem.strip()}
    if faults:
        raise ReasonMissing("有补正项没有写明原因。", faults=faults, rule=rule)


def refuse_again(case: Case, kind: Correction.Kind, why_again: str, *, rule: str = ARTICLE_32) -> None:
    """A second notice of the same kind says why it was not told the first time."""
    if not why_again.strip() and case.corrections.filter(kind=kind, taken_back_at=None).exists():
        raise AlreadyCorrected(
            "这个办件已经通知补正过一次。", rule=rule, remedy="确需再次补正的，请写明上次没有一并告知的原因。"
        )


def _due_on(case: Case, *, at: datetime) -> date:
    days = catalogue.definition(case.item_version_id).correction_days
    return add_working_days(timezone.localdate(at), days, organisations.work_calendar())


def note_gaps(
    case: Case, kind: Correction.Kind, gaps: Sequence[Gap], why_again: str, *, due_on: date, at: datetime
) -> Correction:
    """Write down what the applicant is to bring, and by when: the case now waits for them; saves the case."""
    asked = write_down(case, kind, gaps, why_again, due_on=due_on, at=at)
    case.due_on = asked.due_on
    case.awaited_post = None
    case.save(update_fields=["state", "rounds", "due_on", "awaited_post"])
    return asked


def write_down(
    case: Case, kind: Correction.Kind, gaps: Sequence[Gap], why_again: str, *, due_on: date, at: datetime
) -> Correction:
    """The next round of what the applicant is to bring; the caller saves the case."""
    asked = Correction.objects.create(
        case=case,
        kind=kind,
        round=case.rounds + 1,
        gaps=[asdict(gap) for gap in gaps],
        why_again=why_again,
        asked_at=at,
        due_on=due_on,
    )
    case.rounds += 1
    return asked


@transaction.atomic
def supplement(
    case_id: int, *, answers: Mapping[str, Any], materials: Sequence[tuple[str, str]], by: Actor, at: datetime
) -> Case:  # Any: JSON values
    """Bring what the pre-review asked for."""
    case = _answered(case_id, "supplement", answers=answers, materials=materials, by=by, at=at)
    publish(CaseSupplemented(case_id=case.pk, round=case.rounds))
    return case


@transaction.atomic
def correct(
    case_id: int, *, answers: Mapping[str, Any], materials: Sequence[tuple[str, str]], by: Actor, at: datetime
) -> Case:  # Any: JSON values
    """Hand the corrections in: new answers, and new files for the materials that were named."""
    case = _answered(case_id, "correct", answers=answers, materials=materials, by=by, at=at)
    publish(CaseCorrected(case_id=case.pk, round=case.rounds))
    return case


def _answered(
    case_id: int,
    move: str,
    *,
    answers: Mapping[str, Any],  # Any: JSON values
    materials: Sequence[tuple[str, str]],
    by: Actor,
    at: datetime,
) -> Case:
    case = locked(case_id)
    own(case, by=by, at=at)
    if case.joint_id is not None:
        raise MaterialsShared("这是一件事里的一项，要补的请在一件事的页面里一次补齐。", rule=ARTICLE_26_42)
    take_in(case, move, answers=answers, materials=materials, by=by, at=at)
    await_window(case, at=at)
    case.save(update_fields=["state", "answers", "received_on", "due_on", "awaited_post"])
    return case


def take_in(
    case: Case,
    move: str,
    *,
    answers: Mapping[str, Any],  # Any: JSON values
    materials: Sequence[tuple[str, str]],
    by: Actor,
    at: datetime,
) -> None:
    """What the last notice asked for is here and whole, by this move; the caller saves the case."""
    CASE.after(move, case.state)
    before = case.answers
    uploads = own_uploads([key for _, key in materials], by=by)
    brought = [code for code, _ in materials]
    case.answers = _corrected_answers(case, {**before, **answers}, brought=brought)
    line = step(case, move, by=by, at=at)
    FormerAnswers.objects.create(step_id=line, answers=before)
    case.materials.filter(code__in=brought, replaced_in=None).update(replaced_in=case.rounds)
    CaseMaterial.objects.bulk_create(
        CaseMaterial(case=case, code=code, upload=uploads[key], round=case.rounds) for code, key in materials
    )
    case.corrections.filter(round=case.rounds).update(answered_at=at)


def _corrected_answers(case: Case, answers: Mapping[str, Any], *, brought: Sequence[str]) -> dict[str, Any]:
    definition = catalogue.definition(case.item_version_id)
    correction = case.corrections.get(round=case.rounds)
    asked = {gap["target"].removeprefix("materials.") for gap in correction.gaps if gap["target"][:10] == "materials."}
    faults = {f"materials.{code}": "请按补正通知上传新的文件。" for code in asked.difference(brought)}
    there = [*_kept_codes(case, definition, answers, brought=brought), *brought]
    found_out = examine_application(definition, situation=case.situation, answers=answers, handed_in=there)
    faults |= found_out.faults
    if faults:
        raise ApplicationIncomplete(f"还有 {len(faults)} 处没有补正。", faults=faults)
    return found_out.answers


def _kept_codes(
    case: Case, definition: catalogue.Definition, answers: Mapping[str, Any], *, brought: Sequence[str]
) -> list[str]:
    """A code for each file that stays; one that a new answer makes superfluous cannot be taken away and is no fault."""
    wanted = {m.code for m in catalogue.materials_for(definition, situation=case.situation, answers=answers)}
    codes = (
        case.materials.filter(replaced_in=None).exclude(code__in=brought).order_by("id").values_list("code", flat=True)
    )
    return [code for code in codes if code in wanted]
