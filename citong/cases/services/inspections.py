"""A look at the place: two officers, assigned within five days, and what they found (Licensing Act, arts 34 and 55)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.files import own_uploads
from citong.kernel.outbox import publish
from citong.organisations import facade as organisations

from ..errors import NoSuchCase, NotTwoOfficers, ReasonMissing, TooSoon
from ..facts import InspectionRecorded
from ..models import Case, Inspection
from ..rules.terms import FEWEST_INSPECTORS, INSPECTION
from .moves import held_by_reviewer, locked, step

ARTICLE_34 = "《行政许可法》第三十四条"


@transaction.atomic
def assign_inspectors(
    case_id: int, *, staff_ids: Collection[int], place: str = "", by: Actor, at: datetime
) -> Inspection:
    """Name the officers who look at the place: two at least, of a department that handles or reviews the case."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    if case.inspections.filter(recorded_at=None).exists():
        raise TooSoon("已经指派了核查人员，等核查结果。", rule=ARTICLE_34)
    officers = [_officer(case, staff_id) for staff_id in dict.fromkeys(staff_ids)]
    if len(officers) < FEWEST_INSPECTORS:
        words = "实地核查要指派两名以上工作人员。"
        raise NotTwoOfficers(words, faults={"staff_ids": words}, rule=ARTICLE_34)
    step(case, "assign_inspectors", by=by, at=at, officers=[officer["staff"] for officer in officers])
    assert case.accepted_on is not None  # noqa: S101 - under review, so accepted
    due = INSPECTION.last_day(case.accepted_on, organisations.work_calendar())
    return Inspection.objects.create(case=case, officers=officers, place=place.strip(), assigned_at=at, due_on=due)


def _officer(case: Case, staff_id: int) -> dict[str, object]:
    found = organisations.staff_member(staff_id)
    involved = {case.department_id, *case.reviews.values_list("department_id", flat=True)}
    if found.department_id not in involved:
        words = f"{found.name}不是承办或者审查单位的工作人员。"
        raise NotTwoOfficers(words, faults={"staff_ids": words}, rule=ARTICLE_34)
    return {"staff": found.pk, "name": found.name, "number": found.number}


@transaction.atomic
def record_inspection(
    case_id: int, *, inspected_on: date, findings: str, passed: bool, upload: str = "", by: Actor, at: datetime
) -> Inspection:
    """Write down what the officers found."""
    case = locked(case_id)
    by = held_by_reviewer(case, by=by)
    inspection = case.inspections.filter(recorded_at=None).first()
    if inspection is None:
        raise NoSuchCase("这个办件没有等着记录的核查。", rule=ARTICLE_34, remedy="请先指派两名核查人员。")
    faults = {}
    if not timezone.localdate(inspection.assigned_at) <= inspected_on <= timezone.localdate(at):
        faults["inspected_on"] = "核查日期要在指派之后，不能晚于今天。"
    if not findings.strip():
        faults["findings"] = "请写明核查看到的情况。"
    if faults:
        raise ReasonMissing("核查记录还不完整。", faults=faults, rule=ARTICLE_34)
    step(case, "record_inspection", by=by, at=at, inspection=inspection.pk, passed=passed)
    inspection.inspected_on, inspection.findings, inspection.passed = inspected_on, findings.strip(), passed
    inspection.upload = own_uploads([upload], by=by)[upload] if upload else None
    inspection.recorded_at, inspection.recorded_by = at, by.id
    inspection.save()
    publish(InspectionRecorded(case_id=case.pk, inspection_id=inspection.pk))
    return inspection
