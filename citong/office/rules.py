"""Who may do what in office work, by when, and under which number. Pure: values in, values out."""

from datetime import date, timedelta
from enum import StrEnum

from citong.kernel.workdays import WorkCalendar, add_working_days
from citong.organisations import facade as organisations

_Duty = organisations.Post.Duty
_Kind = organisations.Department.Kind

# Whoever speaks for a department to others: who examines and decides may ask, who decides and leads may answer.
SENDING = frozenset({_Duty.REVIEW.value, _Duty.APPROVAL.value, _Duty.HEAD.value})
ANSWERING = frozenset({_Duty.APPROVAL.value, _Duty.HEAD.value, _Duty.ADMINISTRATION.value})
SEES_ALL = frozenset({_Duty.SUPERVISION.value, _Duty.ADMINISTRATION.value})
# Who watches over the work of others; and, of the government its head, of the service centre its administrators.
SUPERVISING = frozenset({_Duty.SUPERVISION.value})
SUPERVISING_BY_KIND = {
    _Kind.GOVERNMENT.value: frozenset({_Duty.HEAD.value}),
    _Kind.CENTRE.value: frozenset({_Duty.ADMINISTRATION.value}),
}
SUPERVISING_SOMEWHERE = SUPERVISING.union(*SUPERVISING_BY_KIND.values())

LONGEST_DAYS = 90
# Open Government Information Regulations, art. 34: fifteen working days, after which silence is agreement.
USUAL_DAYS = 15
ONE_DAY = timedelta(days=1)


class Silence(StrEnum):
    """What it means that a department does not answer in time."""

    AGREES = "agrees"
    MEANS_NOTHING = "means_nothing"


class Verdict(StrEnum):
    """What a department says to what it was asked."""

    AGREE = "agree"
    AGREE_WITH_REMARKS = "agree_with_remarks"
    DISAGREE = "disagree"


SILENCE_NAMES = {
    Silence.MEANS_NOTHING: "不算同意，继续催办",
    Silence.AGREES: "视为同意（要有依据）",
}
VERDICT_NAMES = {
    Verdict.AGREE: "同意",
    Verdict.AGREE_WITH_REMARKS: "同意，有建议",
    Verdict.DISAGREE: "不同意",
}
# What has to be said beside the verdict, and what to say when it is missing.
WORDS_MISSING = {
    Verdict.AGREE_WITH_REMARKS: "请写明建议。",
    Verdict.DISAGREE: "不同意的，请写明理由和依据。",
}


def supervising_duties(kind: str) -> frozenset[str]:
    """The duties with which the people of a department of this kind supervise the work of others."""
    return SUPERVISING | SUPERVISING_BY_KIND.get(kind, frozenset())


def due_day(start: date, days: int, calendar: WorkCalendar) -> date:
    """The last day in time: the day of the event is not counted (Civil Code, art. 201)."""
    return add_working_days(start, days, calendar)


def reminder_reaches(today: date, calendar: WorkCalendar) -> date:
    """Whatever is due up to this day is reminded of today: the reminder goes out one working day before."""
    return add_working_days(today, 1, calendar)


def countersigning_number(*, letter_word: str, year: int, serial: int) -> str:
    """会签编号, such as 鲤卫会〔2026〕3号 (GB/T 9704: six-cornered brackets)."""
    return f"{letter_word}会〔{year}〕{serial}号"


def task_number(*, letter_word: str, year: int, serial: int) -> str:
    """督办编号, such as 鲤政督〔2026〕3号."""
    return f"{letter_word}督〔{year}〕{serial}号"
