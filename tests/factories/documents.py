"""The smallest valid letters, and what each kind must say."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import factory
from django.apps import apps
from factory.django import DjangoModelFactory

from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.models import Letter
from citong.documents.ports import Sheet
from citong.documents.rules.fields import BY_NAME
from citong.documents.rules.kinds import REQUIRED, salutation_of
from citong.documents.rules.layout import blocks_of
from citong.kernel.actors import SYSTEM
from tests.factories.organisations import DepartmentFactory

ISSUED_AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
EVERY_LETTER = {"applicant": "Ana", "item": "公共场所卫生许可", "case_number": "350502202611220003174"}
REMEDIES = {"review_body": "泉州市鲤城区人民政府", "court": "泉州市鲤城区人民法院"}
# The least that a letter of these kinds says, where tests look at it; of the other kinds, the samples.
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
FIRST_TEXTS = import_module("citong.documents.migrations.0005_first_templates")
ADDED_TEXT = import_module("citong.documents.migrations.0007_text_of_additions")
LATER_TEXT = import_module("citong.documents.migrations.0008_acceptance_by_silence_has_its_own_words")


def enter_texts() -> None:
    """The texts of all kinds, as a new hall has them."""
    FIRST_TEXTS.enter(apps, None)
    ADDED_TEXT.enter(apps, None)
    LATER_TEXT.enter(apps, None)


def first_text(kind: Kind) -> str:
    """The text that comes with the program."""
    added = ADDED_TEXT.TEXT.stem == kind
    return (ADDED_TEXT.TEXT if added else FIRST_TEXTS.TEXTS / f"{kind}.txt").read_text(encoding="utf-8")


def letter_values(kind: Kind, **changes: object) -> dict[str, object]:
    """What a letter of this kind says at the least."""
    own = OWN_VALUES.get(kind) or {name: BY_NAME[name].sample for name in REQUIRED[kind]}
    return {**EVERY_LETTER, **own, **changes}


def sheet(kind: Kind = Kind.ACCEPTANCE, *, title: str = "", **changes: object) -> Sheet:
    """What is printed of a letter of this kind, in the first version of its text."""
    here = {"issuer": "鲤城区卫生健康局", "phone": "0595-22355555", "hall": "示例大厅"}
    values = {**here, **letter_values(kind, **changes)}
    return Sheet(
        kind=kind,
        title=title or documents.title_of(kind),
        number="鲤卫受〔2026〕317号",
        issuer=str(values["issuer"]),
        salutation=salutation_of(kind, values),
        case_number=str(values["case_number"]),
        query_code=str(values.get("query_code", "")),
        blocks=blocks_of(first_text(kind), values),
        issued_at=ISSUED_AT,
        dated="二〇二六年十一月二十二日",
        code="4D34-701A-D863-5039",
    )


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
