"""What a letter is called, how it is numbered and dated, and what it must say. Pure."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from citong.kernel.crypto import sm3_hex

HOME = ZoneInfo("Asia/Shanghai")
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
TEN = 10
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn"})
PERMIT = "行政许可"


class Kind(StrEnum):
    """The letters that a body writes while it handles an application."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    CORRECTION = "correction"
    TURNED_AWAY = "turned_away"
    GRANT = "grant"
    REFUSAL = "refusal"
    SPECIAL_PROCEDURE = "special_procedure"


TITLES = {
    Kind.RECEIPT: "收件通知书",
    Kind.ACCEPTANCE: "受理通知书",
    Kind.CORRECTION: "补正告知书",
    Kind.TURNED_AWAY: "不予受理决定书",
    Kind.GRANT: "准予{noun}决定书",
    Kind.REFUSAL: "不予{noun}决定书",
    Kind.SPECIAL_PROCEDURE: "特别程序告知书",
}
WORDS = {
    Kind.RECEIPT: "收",
    Kind.ACCEPTANCE: "受",
    Kind.CORRECTION: "补",
    Kind.TURNED_AWAY: "不受",
    Kind.GRANT: "准",
    Kind.REFUSAL: "不准",
    Kind.SPECIAL_PROCEDURE: "特",
}
# What each letter cannot go without. Administrative Licensing Act, arts 32 (everything missing, told at once; which
# body is competent), 38 (reasons and remedies), 42 (the term), 45 (how long the special procedure takes).
# Days are ISO dates. `materials`: a list of {name, form, count}, the last two at will; `gaps`: of {material, problem}.
# At will, for all: `query_code`; acceptance: `statutory_days`, `on_the_spot`, `basis`; correction: `until`, `basis`;
# turned away: `basis`, `competent_body`; decisions: `decision_noun`; grant: `terms` (paragraphs), `results` (a list of
# names); special procedure: `reason`, `basis`. The verb adds `issuer`, `phone` and `hall`.
REQUIRED = {
    Kind.RECEIPT: ("applicant", "item", "case_number", "received_on", "materials"),
    Kind.ACCEPTANCE: ("applicant", "item", "case_number", "accepted_on", "promised_days", "due_on"),
    Kind.CORRECTION: ("applicant", "item", "case_number", "received_on", "gaps"),
    Kind.TURNED_AWAY: ("applicant", "item", "case_number", "received_on", "reason", "review_body", "court"),
    Kind.GRANT: ("applicant", "item", "case_number", "accepted_on", "basis"),
    Kind.REFUSAL: ("applicant", "item", "case_number", "accepted_on", "reason", "basis", "review_body", "court"),
    Kind.SPECIAL_PROCEDURE: ("applicant", "item", "case_number", "procedure", "paused_on", "expected_days"),
}


def title_of(kind: Kind, *, decision_noun: str = PERMIT) -> str:
    """What is printed at the head; an item that is no permit has another noun in its decisions, or none."""
    return TITLES[kind].format(noun=decision_noun)


def number_of(kind: Kind, *, letter_word: str, year: int, serial: int) -> str:
    """The number under which a letter is filed, such as 鲤卫受〔2026〕317号 (GB/T 9704: six-cornered brackets)."""
    return f"{letter_word}{WORDS[kind]}〔{year}〕{serial}号"


def local_date(at: datetime) -> date:
    """The day that the letter bears: the day in China."""
    return at.astimezone(HOME).date()


def date_in_chinese(day: date) -> str:
    """The day as decisions write it: 二〇二六年十一月二十二日."""
    return f"{str(day.year).translate(NUMERALS)}年{_in_words(day.month)}月{_in_words(day.day)}日"


def _in_words(number: int) -> str:
    tens, ones = divmod(number, TEN)
    before = {0: "", 1: "十"}.get(tens, f"{tens}十".translate(NUMERALS))
    return before + (str(ones).translate(NUMERALS) if ones else "")


def missing_values(kind: Kind, values: Mapping[str, object]) -> list[str]:
    """The names of what this letter must say and does not."""
    return [name for name in REQUIRED[kind] if values.get(name) in (None, "", [])]


def printable(value: object) -> object:
    """What was written, without the invisible characters that come with pasted text: no font can write them.

    The characters themselves stay as they are; normalising would change rare names.
    """
    if isinstance(value, str):
        spaced = value.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
        return "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in INVISIBLE)
    if isinstance(value, Mapping):
        return {str(name): printable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def verification_code(number: str, *, title: str, issued_on: date, values: Mapping[str, object]) -> str:
    """Sixteen characters over everything the letter says: who holds the paper can have it compared with the record."""
    said = json.dumps([number, title, issued_on.isoformat(), values], ensure_ascii=False, sort_keys=True)
    digest = sm3_hex(said.encode())[:16].upper()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))
