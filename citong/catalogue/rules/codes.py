"""Codes of items: the national implementation code of GB/T 39554.1, the variant of Sichuan, and local codes."""

import re
from dataclasses import dataclass

from .definition import ItemType
from .formats import fault_of_credit_code

NATIONAL = re.compile(r"(?P<uscc>[0-9A-HJ-NPQRTUWXY]{18})(?P<level>[1-7])(?P<basic>[0-9]{12})(?P<operation>[0-9]{2})?")
# 12 characters, two more for the operation, then division, three digits, department, and how it is handled.
SICHUAN = re.compile(
    r"(?P<basic>51[0-4](?:[0-9A-Z])[0-9]{8}(?:[0-9]{2})?)(?:-(?P<division>[0-9]{12})-[0-9]{3}-(?P<body>[0-9A-Za-z_-]{5,20})-[0-9]-[0-9]{2})?"
)
LOCAL = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{1,63}")
ITEM_KINDS = {*(kind.value for kind in ItemType), "00", "02", "03", "04", "06"}


@dataclass(frozen=True)
class NationalCode:
    """Whose item it is, at which level, its basic code; the operation 办理项 is empty for the whole item."""

    uscc: str
    level: str
    basic: str
    operation: str = ""

    def __str__(self) -> str:
        return f"{self.uscc}{self.level}{self.basic}{self.operation}"


def parse_national(code: str) -> NationalCode | None:
    """The parts of a national code; None when it is not one, or its credit code does not check."""
    found = NATIONAL.fullmatch(code)
    if not found or fault_of_credit_code(found["uscc"]) or found["basic"][2:4] not in ITEM_KINDS:
        return None
    return NationalCode(found["uscc"], found["level"], found["basic"], found["operation"] or "")


def build_national(*, uscc: str, level: str, basic: str, operation: str = "") -> str:
    """A national code of these parts; ValueError when they make none."""
    code = str(NationalCode(uscc, level, basic, operation))
    if parse_national(code) is None:
        raise ValueError(f"{code!r} is not an implementation code of GB/T 39554.1")
    return code


def scheme_of(code: str) -> str:
    """The scheme that a code follows, the strictest first."""
    if parse_national(code):
        return "gbt39554"
    return "sichuan" if SICHUAN.fullmatch(code) else "local"


def fault_of_code(code: str, *, scheme: str) -> str | None:
    """What is wrong with a code under its scheme."""
    if not LOCAL.fullmatch(code):
        return "事项编码用 2 到 64 位字母、数字、点、横线或下划线，以字母或数字开头。"
    if scheme == "gbt39554" and not parse_national(code):
        return "不是有效的实施编码：应由 18 位统一社会信用代码、1 位层级和 12 位基本编码组成，并且校验位相符。"
    if scheme == "sichuan" and not SICHUAN.fullmatch(code):
        return "不是有效的四川事项编码。"
    return None
