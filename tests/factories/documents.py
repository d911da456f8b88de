"""The smallest valid letters, and what each kind must say."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.models import Letter
from citong.kernel.actors import SYSTEM
from tests.factories.organisations import DepartmentFactory

ISSUED_AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
EVERY_LETTER = {"applicant": "Ana", "item": "公共场所卫生许可", "case_number": "350502202611220003174"}
REMEDIES = {"review_body": "泉州市鲤城区人民政府", "court": "泉州市鲤城区人民法院"}
OWN_VALUES = {
    Kind.RECEIPT: {"received_on": "2026-11-22", "materials": [{"name": "营业执照", "form": "电子证照"}]},
    Kind.ACCEPTANCE: {"accepted_on": "2026-11-22", "promised_days": 5, "due_on": "2026-11-27"},
    Kind.CORRECTION: {
        "received_on": "2026-11-22",
        "gaps": [{"material": "平面图", "problem": "没有标明消毒间的位置。"}],
    },
    Kind.TURNED_AWAY: {"received_on": "2026-11-22", "reason": "经营地址不在本区。", **REMEDIES},
    Kind.GRANT: {"accepted_on": "2026-11-22", "basis": "《公共场所卫生管理条例》第四条"},
    Kind.REFUSAL: {
        "accepted_on": "2026-11-22",
        "reason": "没有独立的消毒间。",
        "basis": "《公共场所卫生管理条例实施细则》第二十四条",
        **REMEDIES,
    },
    Kind.SPECIAL_PROCEDURE: {"procedure": "专家评审", "paused_on": "2026-11-22", "expected_days": 15},
}


def letter_values(kind: Kind, **changes: object) -> dict[str, object]:
    """What a letter of this kind says at the least."""
    return {**EVERY_LETTER, **OWN_VALUES[kind], **changes}


def issue_letter(kind: Kind = Kind.ACCEPTANCE, **changes: Any) -> Letter:
    """Issue a letter through the front door."""
    said = {
        "subject": "case:42",
        "occasion": "first",
        "recipient": "account:7",
        "title": documents.title_of(kind),
        "values": letter_values(kind),
        "by": SYSTEM,
        "at": ISSUED_AT,
        **changes,
    }
    if "department_id" not in said:
        said["department_id"] = DepartmentFactory().pk
    return documents.issue(kind, **said)


class LetterFactory(DjangoModelFactory):
    """A letter that waits for its file."""

    class Meta:
        model = Letter

    kind = Kind.ACCEPTANCE
    serial = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda letter: f"示受〔2026〕{letter.serial}号")
    department = factory.SubFactory(DepartmentFactory)
    year = 2026
    subject = factory.Sequence(lambda n: f"case:{n}")
    occasion = "first"
    recipient = "account:7"
    title = "受理通知书"
    values = factory.LazyAttribute(lambda letter: letter_values(letter.kind, issuer="示例局", hall="示例大厅"))
    template_version = 1
    issued_at = ISSUED_AT
    issued_by = "system"
    due_at = ISSUED_AT
