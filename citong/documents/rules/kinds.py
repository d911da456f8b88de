"""The kinds of letters: what each is called, how it is numbered, and what the law wants it to say. Pure."""

from collections.abc import Mapping
from enum import StrEnum

PERMIT = "行政许可"
OFFICERS = 2


class Kind(StrEnum):
    """The letters that a body writes while it handles an application, in the order of the story."""

    SUPPLEMENT = "supplement"
    PRE_REVIEW_FAILED = "pre_review_failed"
    RECEIPT = "receipt"
    CORRECTION = "correction"
    LAPSED = "lapsed"
    NO_LICENCE_NEEDED = "no_licence_needed"
    TURNED_AWAY = "turned_away"
    ACCEPTANCE = "acceptance"
    ADDITION = "addition"
    INTERESTED_PARTY = "interested_party"
    HEARING_RIGHT = "hearing_right"
    HEARING_NOTICE = "hearing_notice"
    HEARING_RECORD = "hearing_record"
    INSPECTION_RECORD = "inspection_record"
    SPECIAL_PROCEDURE = "special_procedure"
    EXTENSION = "extension"
    FORWARDING = "forwarding"
    FEE_NOTICE = "fee_notice"
    GRANT = "grant"
    REFUSAL = "refusal"
    RETURNED = "returned"
    TERMINATION = "termination"
    REVOCATION = "revocation"
    PROOF_OF_SERVICE = "proof_of_service"


TITLES = {
    Kind.SUPPLEMENT: "预审补件通知书",
    Kind.PRE_REVIEW_FAILED: "预审不通过告知书",
    Kind.RECEIPT: "收件通知书",
    Kind.CORRECTION: "补正告知书",
    Kind.LAPSED: "逾期未补正告知书",
    Kind.NO_LICENCE_NEEDED: "不受理告知书",
    Kind.TURNED_AWAY: "不予受理决定书",
    Kind.ACCEPTANCE: "受理通知书",
    Kind.ADDITION: "审查补正通知书",
    Kind.INTERESTED_PARTY: "利害关系人告知书",
    Kind.HEARING_RIGHT: "听证告知书",
    Kind.HEARING_NOTICE: "听证通知书",
    Kind.HEARING_RECORD: "听证笔录",
    Kind.INSPECTION_RECORD: "现场核查记录",
    Kind.SPECIAL_PROCEDURE: "特别程序告知书",
    Kind.EXTENSION: "延长办理期限告知书",
    Kind.FORWARDING: "转报函",
    Kind.FEE_NOTICE: "缴费通知书",
    Kind.GRANT: "准予{noun}决定书",
    Kind.REFUSAL: "不予{noun}决定书",
    Kind.RETURNED: "退件通知书",
    Kind.TERMINATION: "终止办理告知书",
    Kind.REVOCATION: "文书更正（撤销）告知书",
    Kind.PROOF_OF_SERVICE: "送达回证",
}
WORDS = {
    Kind.SUPPLEMENT: "预补",
    Kind.PRE_REVIEW_FAILED: "预退",
    Kind.RECEIPT: "收",
    Kind.CORRECTION: "补",
    Kind.LAPSED: "逾",
    Kind.NO_LICENCE_NEEDED: "免",
    Kind.TURNED_AWAY: "不受",
    Kind.ACCEPTANCE: "受",
    Kind.ADDITION: "审补",
    Kind.INTERESTED_PARTY: "利",
    Kind.HEARING_RIGHT: "听告",
    Kind.HEARING_NOTICE: "听通",
    Kind.HEARING_RECORD: "听录",
    Kind.INSPECTION_RECORD: "核",
    Kind.SPECIAL_PROCEDURE: "特",
    Kind.EXTENSION: "延",
    Kind.FORWARDING: "转",
    Kind.FEE_NOTICE: "缴",
    Kind.GRANT: "准",
    Kind.REFUSAL: "不准",
    Kind.RETURNED: "退",
    Kind.TERMINATION: "终",
    Kind.REVOCATION: "更",
    Kind.PROOF_OF_SERVICE: "送",
}
EVERY_LETTER = ("applicant", "item", "case_number")
REMEDIES = ("review_body", "court")
# What each letter cannot go without, beyond EVERY_LETTER. “Art.” is of the Administrative Licensing Act unless said.
REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    # Art. 32(1)(4): everything that is missing is told at once; a pre-review online keeps to the same.
    Kind.SUPPLEMENT: ("received_on", "gaps"),
    Kind.PRE_REVIEW_FAILED: ("received_on", "reason"),
    Kind.RECEIPT: ("received_on", "materials"),
    Kind.CORRECTION: ("received_on", "gaps"),
    Kind.LAPSED: ("received_on", "until"),
    # Art. 32(1)(1): no licence is needed, told at once.
    Kind.NO_LICENCE_NEEDED: ("received_on", "reason"),
    # Art. 32(1)(2) and 38: the reason, and where to turn against the decision.
    Kind.TURNED_AWAY: ("received_on", "reason", *REMEDIES),
    # Art. 42: from when the term runs, and when it ends.
    Kind.ACCEPTANCE: ("accepted_on", "promised_days", "due_on"),
    # After acceptance the term of the law runs on; the letter says so, and that silence ends nothing.
    Kind.ADDITION: ("accepted_on", "gaps", "until"),
    # Art. 36: who is affected by what, and that they are heard.
    Kind.INTERESTED_PARTY: ("interested_party", "reason", "statement_by"),
    # Arts 46 and 47: the right to a hearing, and by when it is asked for.
    Kind.HEARING_RIGHT: ("reason", "apply_by"),
    # Art. 48(1)(1) and (3): when, where, and who presides.
    Kind.HEARING_NOTICE: ("held_at", "place", "chair"),
    # Art. 48(1)(5): a record is made, and signed by those who took part.
    Kind.HEARING_RECORD: ("held_at", "place", "chair", "attendants", "record"),
    # Arts 34(3) and 55(2): two officers or more.
    Kind.INSPECTION_RECORD: ("held_at", "place", "inspectors", "record"),
    # Art. 45: how long the special procedure takes.
    Kind.SPECIAL_PROCEDURE: ("procedure", "paused_on", "expected_days"),
    # Art. 42: the reason of the extension is told.
    Kind.EXTENSION: ("accepted_on", "extended_days", "reason", "due_on"),
    # Arts 35 and 43: the opinion of the first review goes up with all the materials.
    Kind.FORWARDING: ("to_department", "opinion"),
    # Arts 58 and 59: no fee without its basis in law.
    Kind.FEE_NOTICE: ("fees", "total", "basis", "pay_by"),
    Kind.GRANT: ("accepted_on", "basis"),
    # Art. 38: reasons and remedies.
    Kind.REFUSAL: ("accepted_on", "reason", "basis", *REMEDIES),
    Kind.RETURNED: ("received_on", "reason"),
    Kind.TERMINATION: ("reason", "basis"),
    Kind.REVOCATION: ("revoked_title", "revoked_number", "revoked_on", "reason"),
    # Civil Procedure Act, arts 87 to 95: to whom, how, when.
    Kind.PROOF_OF_SERVICE: ("served_title", "served_number", "served_to", "how", "delivered_on", "served_on"),
}
# What a letter of each kind may say besides. The verb adds `issuer`, `phone` and `hall` to all.
AT_WILL: Mapping[Kind, tuple[str, ...]] = {
    Kind.SUPPLEMENT: ("until", "basis"),
    Kind.PRE_REVIEW_FAILED: ("basis",),
    Kind.CORRECTION: ("until", "basis"),
    Kind.LAPSED: ("basis",),
    Kind.NO_LICENCE_NEEDED: ("basis",),
    Kind.TURNED_AWAY: ("basis", "competent_body"),
    Kind.ADDITION: ("basis",),
    Kind.ACCEPTANCE: ("promised_unit", "statutory_days", "statutory_unit", "on_the_spot", "deemed", "basis"),
    Kind.HEARING_NOTICE: ("reason",),
    Kind.HEARING_RECORD: ("reason", "recorder"),
    Kind.INSPECTION_RECORD: ("present", "basis"),
    Kind.SPECIAL_PROCEDURE: ("reason", "basis"),
    Kind.EXTENSION: ("approved_by", "basis"),
    Kind.FORWARDING: ("materials",),
    Kind.FEE_NOTICE: ("pay_at",),
    Kind.GRANT: ("decision_noun", "terms", "results", "reason", *REMEDIES),
    Kind.REFUSAL: ("decision_noun", "results"),
    Kind.RETURNED: ("basis",),
    Kind.TERMINATION: REMEDIES,
    Kind.PROOF_OF_SERVICE: ("received_by", "relation", "witnesses", "note"),
}
FOR_EVERY_LETTER = ("issuer", "phone", "hall", "query_code")
# What is decided on the spot says so in the place of a number of days.
SAID_IN_OTHER_WORDS = frozenset({"promised_days"})
# To whom a letter speaks when it is not the applicant; a record speaks to nobody.
ADDRESSEES = {Kind.INTERESTED_PARTY: "interested_party", Kind.FORWARDING: "to_department"}
RECORDS = frozenset({Kind.HEARING_RECORD, Kind.INSPECTION_RECORD, Kind.PROOF_OF_SERVICE})


def title_of(kind: Kind, *, decision_noun: str = PERMIT) -> str:
    """What is printed at the head; an item that is no permit has another noun in its decisions, or none."""
    return TITLES[kind].format(noun=decision_noun)


def number_of(kind: Kind, *, letter_word: str, year: int, serial: int) -> str:
    """The number under which a letter is filed, such as 鲤卫受〔2026〕317号 (GB/T 9704: six-cornered brackets)."""
    return f"{letter_word}{WORDS[kind]}〔{year}〕{serial}号"


def values_known(kind: Kind) -> frozenset[str]:
    """The names of everything that a letter of this kind can say."""
    return frozenset((*EVERY_LETTER, *REQUIRED[kind], *AT_WILL.get(kind, ()), *FOR_EVERY_LETTER))


def values_printed(kind: Kind) -> tuple[str, ...]:
    """What the text of every template of this kind has to print, whatever else it says.

    The layout prints the number of the case, and whom the letter speaks to.
    """
    by_layout = {"case_number"} if kind in RECORDS else {"case_number", ADDRESSEES.get(kind, "applicant")}
    asked = (*EVERY_LETTER, *REQUIRED[kind])
    return tuple(name for name in asked if name not in SAID_IN_OTHER_WORDS | by_layout)


def missing_values(kind: Kind, values: Mapping[str, object]) -> list[str]:
    """The names of what this letter must say and does not."""
    missing = [name for name in (*EVERY_LETTER, *REQUIRED[kind]) if is_empty(values.get(name))]
    inspectors = values.get("inspectors")
    if kind is Kind.INSPECTION_RECORD and isinstance(inspectors, list) and 0 < len(inspectors) < OFFICERS:
        missing.append("inspectors")
    return missing


def is_empty(value: object) -> bool:
    """Whether nothing is said here; a nought is something."""
    return value in (None, "", [], ())


def salutation_of(kind: Kind, values: Mapping[str, object]) -> str:
    """To whom the letter speaks; nobody, when it is a record."""
    return "" if kind in RECORDS else str(values[ADDRESSEES.get(kind, "applicant")])
