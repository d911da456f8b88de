"""Before acceptance: pre-review, the one correction notice, turning away, and accepting."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..errors import AlreadyCorrected, ApplicationIncomplete, ReasonMissing
from ..facts import CaseAccepted, CaseCorrected, CaseTurnedAway, CorrectionsAsked
from ..lifecycle import CASE
from ..models import Case, CaseMaterial, Correction
from ..rules.clock import ACCEPTANCE_DAYS
from ..rules.intake import examine_application
from .clocks import start_clocks
from .moves import held_by, locked, own, step
from .review import open_next_stage

__all__ = ["Gap", "accept", "ask_to_correct", "correct", "pass_pre_review", "turn_away"]

ARTICLE_32 = "《行政许可法》第三十二条"


@dataclass(frozen=True)
class Gap:
    """Something missing or wrong: `target` is `materials.<code>` or `answers.<field>`."""

    target: str
    title: str
    problem: str
    remedy: str = ""


@transaction.atomic
def pass_pre_review(case_id: int, *, note: str = "", by: Actor, at: datetime) -> Case:
    """Nothing is missing; the paper originals are still to be handed in at the window."""
    case = locked(case_id)
    held_by(case, by=by)
    step(case, "pass_pre_review", note=note, by=by, at=at)
    case.due_on = add_working_days(case.received_on, ACCEPTANCE_DAYS, organisations.work_calendar())
    case.save(update_fields=["state", "due_on"])
    return case


@transaction.atomic
def ask_to_correct(case_id: int, *, gaps: Sequence[Gap], why_again: str = "", by: Actor, at: datetime) -> Correction:
    """Tell the applicant, once, everything that is missing or wrong (Licensing Act, art. 32(4))."""
    case = locked(case_id)
    held_by(case, by=by)
    _check_gaps(gaps)
    if case.rounds and not why_again.strip():
        raise AlreadyCorrected(
            "这个办件已经通知补正过一次。", rule=ARTICLE_32, remedy="确需再次补正的，请写明上次没有一并告知的原因。"
        )
    step(case, "ask_to_correct", by=by, at=at, gaps=len(gaps))
    definition = catalogue.definition(case.item_version_id)
    calendar = organisations.work_calendar()
    correction = Correction.objects.create(
        case=case,
        round=case.rounds + 1,
        gaps=[asdict(gap) for gap in gaps],
        why_again=why_again,
        asked_at=at,
        due_on=add_working_days(timezone.localdate(at), definition.correction_days, calendar),
    )
    case.rounds += 1
    case.due_on = correction.due_on
    case.awaited_post = None
    case.save(update_fields=["state", "rounds", "due_on", "awaited_post"])
    publish(CorrectionsAsked(case_id=case.pk, round=correction.round))
    return correction


def _check_gaps(gaps: Sequence[Gap]) -> None:
    if not gaps:
        raise ReasonMissing("请至少指出一处要补正的地方。", faults={"gaps": "还没有选要补正的内容。"}, rule=ARTICLE_32)
    faults = {gap.target: "请写明哪里不对、怎么补。" for gap in gaps if not gap.problem.strip()}
    if faults:
        raise ReasonMissing("有补正项没有写明原因。", faults=faults, rule=ARTICLE_32)


@transaction.atomic
def correct(
    case_id: int, *, answers: Mapping[str, Any], materials: Sequence[tuple[str, str]], by: Actor, at: datetime
) -> Case:
    """Hand the corrections in: new answers, and new files for the materials that were named."""
    case = locked(case_id)
    own(case, by=by)
    CASE.after("correct", case.state)
    before = case.answers
    uploads = own_uploads([key for _, key in materials], by=by)
    brought = [code for code, _ in materials]
    case.answers = _corrected_answers(case, {**before, **answers}, brought=brought)
    step(case, "correct", by=by, at=at, answers_before=before)
    case.materials.filter(code__in=brought, replaced_in=None).update(replaced_in=case.rounds)
    CaseMaterial.objects.bulk_create(
        CaseMaterial(case=case, code=code, upload=uploads[key], round=case.rounds) for code, key in materials
    )
    case.corrections.filter(round=case.rounds).update(answered_at=at)
    _await_window(case, at=at)
    publish(CaseCorrected(case_id=case.pk, round=case.rounds))
    return case


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


def _await_window(case: Case, *, at: datetime) -> None:
    """Back on the receiving desk; the term of acceptance counts from the day the corrections came."""
    definition = catalogue.definition(case.item_version_id)
    case.received_on = timezone.localdate(at)
    case.due_on = add_working_days(case.received_on, definition.pre_review_days, organisations.work_calendar())
    assert definition.route is not None  # noqa: S101 - only items with a route are filed
    case.awaited_post = organisations.post(definition.department, definition.route.window)
    case.save(update_fields=["state", "answers", "received_on", "due_on", "awaited_post"])


@transaction.atomic
def turn_away(case_id: int, *, reason: str, competent_body: str = "", by: Actor, at: datetime) -> Case:
    """Do not accept: the reason, and the body that is competent if there is one (Licensing Act, art. 32(2))."""
    case = locked(case_id)
    held_by(case, by=by)
    if not reason.strip():
        raise ReasonMissing("不予受理要写明理由。", faults={"reason": "请写明不予受理的理由。"}, rule=ARTICLE_32)
    step(case, "turn_away", note=reason, by=by, at=at, competent_body=competent_body)
    case.awaited_post = None
    case.due_on = None
    case.closed_at = at
    case.save(update_fields=["state", "awaited_post", "due_on", "closed_at"])
    publish(CaseTurnedAway(case_id=case.pk))
    return case


@transaction.atomic
def accept(
    case_id: int, *, points: Mapping[str, Sequence[int]] | None = None, note: str = "", by: Actor, at: datetime
) -> Case:
    """Accept: both clocks start, and the first stage of the route opens (Licensing Act, arts 32(5) and 42)."""
    case = locked(case_id)
    held_by(case, by=by)
    step(case, "accept", note=note, by=by, at=at, points=dict(points or {}))
    case.accepted_at = at
    start_clocks(case, by=by, at=at)
    open_next_stage(case, by=by, at=at)
    case.save()
    publish(CaseAccepted(case_id=case.pk))
    return case
