"""Who may do what in office work, by when, and under which number. Pure: values in, values out."""

from datetime import date, timedelta
from enum import StrEnum

from citong.kernel.workdays import WorkCalendar, add_working_days
from citong.organisations import facade as organisations

_Kind = organisations.Department.Kind


class P(StrEnum):
    """The permissions of this module; the last two count only in a department of that kind."""

    READ = "office.read"
    SEND = "office.send"
    ANSWER = "office.answer"
    SUPERVISE = "office.supervise"
    SUPERVISE_FOR_GOVERNMENT = "office.supervise_for_government"
    SUPERVISE_FOR_CENTRE = "office.supervise_for_centre"


PERMISSION_NAMES = {
    P.READ: "看会签和督办",
    P.SEND: "以本单位名义发会签",
    P.ANSWER: "以本单位名义答复会签、办理督办",
    P.SUPERVISE: "交办和督促督办事项",
    P.SUPERVISE_FOR_GOVERNMENT: "在本级政府：交办和督促督办事项",
    P.SUPERVISE_FOR_CENTRE: "在行政服务中心：交办和督促督办事项",
}
# Who watches over the work of others; and, of the government its head, of the service centre its administrators.
_SUPERVISING_BY_KIND = {_Kind.GOVERNMENT.value: P.SUPERVISE_FOR_GOVERNMENT, _Kind.CENTRE.value: P.SUPERVISE_FOR_CENTRE}
SUPERVISING_SOMEWHERE = frozenset({P.SUPERVISE, *_SUPERVISING_BY_KIND.values()})

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


def supervising(kind: str) -> frozenset[P]:
    """The permissions of which one is enough for supervising from a department of this kind."""
    return frozenset({P.SUPERVISE, _SUPERVISING_BY_KIND.get(kind, P.SUPERVISE)})


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
