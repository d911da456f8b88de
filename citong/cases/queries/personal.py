"""What is kept of an applicant, whole, for themselves (Personal Information Protection Law, art. 45)."""

from typing import Any

from ..lifecycle import MOVE_NAMES
from ..models import Case, Draft, JointCase
from .cases import DEFINITION


def own_records(applicant: str) -> dict[str, Any]:  # Any: JSON values
    """Everything that this applicant has handed in or begun, with its course, the last first."""
    own = Case.objects.select_related("item_version", "department").defer(DEFINITION).filter(applicant=applicant)
    whole = own.prefetch_related("materials__upload", "steps").order_by("-id")
    joint = JointCase.objects.select_related("package_version").filter(applicant=applicant).order_by("-id")
    drafts = Draft.objects.select_related("item_version", "package_version").filter(
        applicant=applicant, case=None, joint=None
    )
    return {
        "办件": [_case(case) for case in whole],
        "一件事": [_application(each, each.package_version.name) for each in joint],
        "草稿": [{"事项": each.name, "填写的内容": each.answers} for each in drafts.order_by("-id")],
    }


def _case(case: Case) -> dict[str, Any]:
    steps = sorted(case.steps.all(), key=lambda step: step.pk)
    return {
        **_application(case, case.item_version.name),
        "承办单位": case.department.name,
        "材料": [material.upload.name for material in sorted(case.materials.all(), key=lambda each: each.pk)],
        "经过": [{"时间": step.at.isoformat(), "步骤": MOVE_NAMES[step.move]} for step in steps],
    }


def _application(case: Case | JointCase, name: str) -> dict[str, Any]:
    return {
        "编号": case.number,
        "事项": name,
        "提交时间": case.submitted_at.isoformat(),
        "现在": case.get_state_display(),
        "申请人": case.party_name,
        "证件号码": case.party_id_number,
        "联系人": case.contact_name,
        "手机号": case.contact_phone,
        "情形": case.situation,
        "填写的内容": case.answers,
    }
