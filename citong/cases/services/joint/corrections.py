"""One complete notice for all members, and one answer to it (Licensing Act, arts 26 and 32)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.files import own_uploads
from citong.kernel.models import Upload
from citong.kernel.outbox import publish
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ...errors import AlreadyCorrected, ApplicationIncomplete
from ...facts import JointCorrected, JointCorrectionsAsked
from ...lifecycle import BEFORE_ACCEPTANCE, JOINT, State
from ...models import Case, CaseMaterial, Correction, FormerAnswers, JointCase, JointCorrection, JointFormerAnswers
from ...rules.intake import examine_application
from ...rules.joint_materials import material_code
from ...rules.terms import ARTICLE_32
from ..corrections import Gap, check_gaps, note_gaps
from ..moves import step
from .course import await_lead
from .intake import refuse_deemed_accepted
from .moves import (
    held_by_lead,
    items_of,
    joint_step,
    locked_joint,
    locked_members,
    own_joint,
    package_of,
    whole_of,
)

Shares = dict[str, list[Gap]]


@transaction.atomic
def ask_to_correct_joint(
    joint_id: int, *, gaps: Sequence[Gap], why_again: str = "", by: Actor, at: datetime
) -> JointCorrection:
    """Tell the applicant once, for all members, everything that is missing or wrong; targets are those of the whole."""
    joint = locked_joint(joint_id)
    held_by_lead(joint, by=by)
    check_gaps(gaps)
    _refuse_too_late(joint, why_again, at=at)
    members = [each for each in locked_members(joint) if each.state in BEFORE_ACCEPTANCE]
    shares = _shares_of(joint, members, gaps)
    joint_step(joint, "ask_to_correct", by=by, at=at, gaps=len(gaps), again=bool(why_again.strip()))
    asked = _asked(joint, gaps, why_again, at=at)
    for member in members:
        if share := shares.get(member.item_version.item.code):
            step(member, "ask_to_correct", by=by, at=at, gaps=len(share), again=bool(why_again.strip()))
            note_gaps(member, Correction.Kind.CORRECTION, share, why_again, due_on=asked.due_on, at=at)
    publish(JointCorrectionsAsked(joint_id=joint.pk, round=asked.round))
    return asked


def _refuse_too_late(joint: JointCase, why_again: str, *, at: datetime) -> None:
    refuse_deemed_accepted(joint, "通知补正", at=at)
    if not why_again.strip() and joint.corrections.exists():
        raise AlreadyCorrected(
            "这件事已经通知补正过一次。", rule=ARTICLE_32, remedy="确需再次补正的，请写明上次没有一并告知的原因。"
        )


def _asked(joint: JointCase, gaps: Sequence[Gap], why_again: str, *, at: datetime) -> JointCorrection:
    days = whole_of(joint).correction_days
    joint.rounds += 1
    joint.due_on = add_working_days(timezone.localdate(at), days, organisations.work_calendar())
    joint.save(update_fields=["state", "rounds", "due_on"])
    return JointCorrection.objects.create(
        joint=joint,
        round=joint.rounds,
        gaps=[asdict(gap) for gap in gaps],
        why_again=why_again,
        asked_at=at,
        due_on=joint.due_on,
    )


def _shares_of(joint: JointCase, members: Sequence[Case], gaps: Sequence[Gap]) -> Shares:
    """For each item what is to be corrected in its own words; refuses what nobody of those still open asks for."""
    package, items, open_items = package_of(joint), items_of(joint), {each.item_version.item.code for each in members}
    fields = catalogue.fields_served(package, items=items, situation=joint.situation)
    shared = catalogue.merged_materials(package, items=items, situation=joint.situation, answers=joint.answers)
    materials = {each.material.code: each.serves for each in shared}
    shares: Shares = {}
    for gap in gaps:
        kind, _, name = gap.target.partition(".")
        serves = (fields if kind == "answers" else materials).get(name, {})
        if not serves.keys() & open_items:
            raise InvalidInput("有补正项对不上。", faults={gap.target: "这件事里没有这一项，请刷新页面再选。"})
        for item, own in serves.items():
            shares.setdefault(item, []).append(replace(gap, target=f"{kind}.{own}"))
    return shares


@transaction.atomic
def correct_joint(
    joint_id: int, *, answers: Mapping[str, Any], materials: Sequence[tuple[str, str]], by: Actor, at: datetime
) -> JointCase:  # Any: JSON values
    """Hand the corrections in, once: what several members ask for reaches each of them."""
    joint = locked_joint(joint_id)
    own_joint(joint, by=by, at=at)
    JOINT.after("correct", joint.state)
    members = locked_members(joint)
    uploads = own_uploads([key for _, key in materials], by=by)
    brought: dict[str, list[Upload]] = {}
    for code, key in materials:
        brought.setdefault(code, []).append(uploads[key])
    before = joint.answers
    joint.answers = _examined(joint, members, {**before, **answers}, brought=brought)
    line = joint_step(joint, "correct", by=by, at=at)
    JointFormerAnswers.objects.create(step=line, answers=before)
    joint.corrections.filter(round=joint.rounds).update(answered_at=at)
    await_lead(joint, at=at)
    _hand_on(joint, [each for each in members if each.state == State.CORRECTION], brought, by=by, at=at)
    Case.objects.filter(pk__in=[each.pk for each in members if each.state in BEFORE_ACCEPTANCE]).update(
        received_on=joint.received_on, due_on=joint.due_on
    )
    joint.save(update_fields=["state", "answers", "received_on", "due_on"])
    publish(JointCorrected(joint_id=joint.pk, round=joint.rounds))
    return joint


def _examined(
    joint: JointCase, members: Sequence[Case], answers: dict[str, Any], *, brought: Mapping[str, Sequence[Upload]]
) -> dict[str, Any]:  # Any: JSON values
    gaps = joint.corrections.get(round=joint.rounds).gaps
    asked = {gap["target"].partition(".")[2] for gap in gaps if gap["target"].startswith("materials.")}
    faults = {f"materials.{code}": "请按补正通知上传新的文件。" for code in asked - brought.keys()}
    whole = whole_of(joint, answers=answers)
    kept = [code for code in _codes_there(joint, members, answers) if code not in brought]
    there = [*kept, *(code for code, files in brought.items() for _ in files)]
    found = examine_application(whole, situation=joint.situation, answers=answers, handed_in=there)
    faults |= found.faults
    if faults:
        raise ApplicationIncomplete(f"还有 {len(faults)} 处没有补正。", faults=faults)
    return found.answers


def _codes_there(joint: JointCase, members: Sequence[Case], answers: Mapping[str, Any]) -> list[str]:
    """A code of the whole for each file that is there and still asked for; one file is counted once."""
    shared = catalogue.merged_materials(
        package_of(joint), items=items_of(joint), situation=joint.situation, answers=answers
    )
    codes = {member.pk: member.item_version.item.code for member in members}
    rows = CaseMaterial.objects.filter(case__in=codes, replaced_in=None).order_by("id")
    found = {(code, row.upload_id) for row in rows if (code := material_code(shared, codes[row.case_id], row.code))}
    return sorted(code for code, _ in found)


def _hand_on(
    joint: JointCase, members: Sequence[Case], brought: Mapping[str, Sequence[Upload]], *, by: Actor, at: datetime
) -> None:
    """Each member that was asked about gets its share of the answers and of the new files."""
    package, items, situation = package_of(joint), items_of(joint), joint.situation
    answers = catalogue.split_answers(package, items=items, situation=situation, answers=joint.answers)
    materials = catalogue.split_materials(package, items=items, situation=situation, answers=joint.answers)
    for member in members:
        item = member.item_version.item.code
        new = [(own, upload) for own, code in materials[item] for upload in brought.get(code, [])]
        line = step(member, "correct", by=by, at=at)
        FormerAnswers.objects.create(step_id=line, answers=member.answers)
        member.materials.filter(code__in={own for own, _ in new}, replaced_in=None).update(replaced_in=member.rounds)
        CaseMaterial.objects.bulk_create(
            CaseMaterial(case=member, code=own, upload=upload, round=member.rounds) for own, upload in new
        )
        member.corrections.filter(round=member.rounds).update(answered_at=at)
        member.answers = answers.get(item, {})
        member.received_on, member.due_on = joint.received_on, joint.due_on
        member.save(update_fields=["state", "answers", "received_on", "due_on"])
