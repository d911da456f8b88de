"""What the screens of office work show: rows of lists, the history, and what may be done next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse

from citong.cases import facade as cases
from citong.channels.kit.figures import Event
from citong.kernel.actors import Actor
from citong.kernel.refs import id_of, ref
from citong.kernel.workdays import WorkCalendar
from citong.office import facade as office
from citong.organisations import facade as organisations

from . import office_forms
from .lights import Light, light

COUNTERSIGNING_TONES = {
    office.CountersigningState.ASKING: "info",
    office.CountersigningState.ANSWERED: "wait",
    office.CountersigningState.CLOSED: "ok",
}
TASK_TONES = {office.TaskState.OPEN: "info", office.TaskState.REPORTED: "wait", office.TaskState.CLOSED: "ok"}
VERDICT_TONES = {
    office.Verdict.AGREE: "ok",
    office.Verdict.AGREE_WITH_REMARKS: "warn",
    office.Verdict.DISAGREE: "late",
}


@dataclass(frozen=True)
class OfficeLine:
    """A row of a list: what it is, with whom, how it stands, by when."""

    url: str
    number: str
    title: str
    others: str
    state: str
    tone: str
    due_on: date
    light: Light | None


@dataclass(frozen=True)
class OfficeMove:
    """A step with office work: its form, what it is called, what is said after it, and what it will cause."""

    form: type[forms.Form]
    label: str
    said: str
    then: str


@dataclass(frozen=True)
class About:
    """The case that something is about; the number is missing for those who may not see the case."""

    url: str = ""
    number: str = ""
    item: str = ""


COUNTERSIGNING_STEPS = {
    "give_opinion": OfficeMove(
        office_forms.Opinion, "回复意见", "意见已经回复。", "意见马上给发出会签的部门看到，回复以后不能改。"
    ),
    "urge": OfficeMove(office_forms.Remark, "催办", "已经催办。", "还没有回复的部门会看到催办，催办留在经过里。"),
    "close": OfficeMove(
        office_forms.Summary, "汇总办结", "已经汇总办结。", "会签结束，各部门都能看到汇总；还没有回复的不用再回。"
    ),
    "withdraw": OfficeMove(office_forms.Reason, "撤回会签", "会签已经撤回。", "会签结束，各部门不用再回复。"),
}
TASK_STEPS = {
    "report_progress": OfficeMove(
        office_forms.Report, "反馈进展", "进展已经反馈。", "交办单位和一起办的部门都能看到，期限不变。"
    ),
    "report_done": OfficeMove(
        office_forms.Report, "报告办结", "已经报告办结。", "交给交办单位确认；没有办好的会退回来，期限不变。"
    ),
    "ask_extension": OfficeMove(
        office_forms.MoreTime, "申请延期", "延期申请已经提交。", "交办单位同意以前，期限不变。"
    ),
    "accept": OfficeMove(office_forms.Conclusion, "确认办结", "督办已经办结。", "督办结束，各部门都能看到结论。"),
    "send_back": OfficeMove(
        office_forms.Reason, "退回重办", "已经退回重办。", "牵头部门接着办，期限不变；要延期的可以申请。"
    ),
    "grant_extension": OfficeMove(
        office_forms.Granting, "同意延期", "已经同意延期。", "最后一天往后推，原来的日期留在经过里。"
    ),
    "refuse_extension": OfficeMove(office_forms.Refusing, "不同意延期", "已经答复不同意延期。", "最后一天不变。"),
    "urge": OfficeMove(office_forms.Remark, "催办", "已经催办。", "牵头和协办部门会看到催办，每次都留在经过里。"),
    "withdraw": OfficeMove(office_forms.Reason, "撤销督办", "督办已经撤销。", "督办结束，各部门不用再办。"),
}


def others_than(viewer: Actor, *, on: date) -> list[tuple[int, str]]:
    """The departments that can be asked or set a task: all that exist but the viewer's own."""
    living = organisations.departments(on=on)
    return [(department.pk, department.short_name) for department in living if department.pk != viewer.department]


def ref_of_case(number: str, *, viewer: Actor) -> str | None:
    """What office work keeps of a case; nothing without a number, None for one that the viewer cannot see."""
    typed = "".join(number.split()).replace("-", "").upper()
    if not typed:
        return ""
    found = next((case for case in cases.search(typed, viewer=viewer) if case.number == typed), None)
    return ref("case", found.pk) if found else None


def case_behind(about: str, *, viewer: Actor) -> About | None:
    """The case for those who may see it; None when it is about no case."""
    if not about:
        return None
    try:
        case = cases.officials_case(id_of("case", about), viewer=viewer)
    except cases.NoSuchCase:
        return About()
    return About(reverse("desk:case", args=[case.pk]), case.number, case.item_version.name)


def line_of_countersigning(
    a_countersigning: office.Countersigning, *, others: str, today: date, calendar: WorkCalendar
) -> OfficeLine:
    """A countersigning as a row; nothing is due once all have answered."""
    is_asking = a_countersigning.state == office.CountersigningState.ASKING
    return OfficeLine(
        url=reverse("desk:countersign", args=[a_countersigning.pk]),
        number=a_countersigning.number,
        title=a_countersigning.title,
        others=others,
        state=a_countersigning.get_state_display(),
        tone=COUNTERSIGNING_TONES.get(office.CountersigningState(a_countersigning.state), "plain"),
        due_on=a_countersigning.due_on,
        light=light(a_countersigning.due_on, today=today, calendar=calendar) if is_asking else None,
    )


def line_of_task(a_task: office.Task, *, others: str, today: date, calendar: WorkCalendar) -> OfficeLine:
    """A task as a row; nothing is due once it is reported as done."""
    is_open = a_task.state == office.TaskState.OPEN
    return OfficeLine(
        url=reverse("desk:task", args=[a_task.pk]),
        number=a_task.number,
        title=a_task.title,
        others=others,
        state=a_task.get_state_display(),
        tone=TASK_TONES.get(office.TaskState(a_task.state), "plain"),
        due_on=a_task.due_on,
        light=light(a_task.due_on, today=today, calendar=calendar) if is_open else None,
    )


def events_of(steps: Iterable[office.Step], *, named: Callable[[str], str], departments: dict[int, str]) -> list[Event]:
    """What happened, the newest first, each with who and what was said."""
    told = list(steps)
    return [
        Event(
            title=named(step.move),
            at=step.at,
            text=_text(step, departments),
            who=" ".join(filter(None, [step.department.short_name if step.department else "", step.actor_name])),
            now=place == len(told),
        )
        for place, step in reversed(list(enumerate(told, start=1)))
    ]


def _text(step: office.Step, departments: dict[int, str]) -> str:
    details = _details(step.details, departments)
    return f"{step.note.rstrip('。')}。{details}" if step.note and details else step.note or details


def _details(details: dict[str, object], departments: dict[int, str]) -> str:
    """What the history knows beside the words: a verdict, which departments, how many days, from which day to which."""
    said = []
    if verdict := details.get("verdict"):
        said.append(office.VERDICT_NAMES[office.Verdict(str(verdict))])
    for name, words in (("departments", "{}"), ("silent", "没有回复：{}")):
        ids = details.get(name)
        if isinstance(ids, list) and ids:
            said.append(words.format("、".join(departments.get(each, "") for each in ids)))
    if "due_from" in details:
        said.append(f"最后一天由 {details['due_from']} 改为 {details['due_on']}")
    elif "days" in details:
        said.append(f"{details['days']} 个工作日")
    return "，".join(said)
