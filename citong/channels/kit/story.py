"""The story of a case in words: where it stands, what happened, and its clock. For the portal, the desk and the API.

Three people hear it differently. The applicant is spoken to. Whoever asks with number and query code learns nothing
about a person: no name, no reason that somebody wrote. Officials see who did it, and what was written.
"""

from dataclasses import dataclass
from datetime import date

from citong.cases import facade as cases
from citong.cases.facade import State

from . import writing
from .figures import Clock, Event, Pause

_BY_APPLICANT = {"submit", "correct", "withdraw"}
# What each move means to the applicant. {who} is “您” or “申请人”.
_TITLES = {
    "submit": "{who}提交了申请",
    "pass_pre_review": "预审通过，等着收纸质原件",
    "ask_to_correct": "通知补正",
    "correct": "{who}交来了补正材料",
    "turn_away": "不予受理",
    "accept": "已经受理，开始计时",
    "open_stage": "进入审查",
    "suspend": "开始特别程序，停止计时",
    "resume": "特别程序结束，恢复计时",
    "finish_review": "审查完毕，等待决定",
    "change_route": "改按新的流程办理",
    "forward": "转报上级机关决定",
    "take_upper_result": "上级机关已经决定",
    "grant": "作出决定：准予",
    "refuse": "作出决定：不予许可",
    "close": "办结",
    "deliver": "结果已送达",
    "withdraw": "{who}撤回了申请",
}
_TAGS = {
    State.DRAFT: ("草稿", "plain"),
    State.SUBMITTED: ("等待受理", "info"),
    State.TO_RECEIVE: ("等着收原件", "wait"),
    State.CORRECTION: ("等您补正", "wait"),
    State.NOT_ACCEPTED: ("不予受理", "late"),
    State.ACCEPTED: ("已受理", "info"),
    State.IN_REVIEW: ("审查中", "info"),
    State.SUSPENDED: ("停止计时", "warn"),
    State.TO_DECIDE: ("等待决定", "info"),
    State.FORWARDED: ("上级机关办理中", "info"),
    State.GRANTED: ("已批准", "ok"),
    State.REFUSED: ("未获批准", "late"),
    State.WITHDRAWN: ("已撤回", "plain"),
}
# What can be done about it, where something can.
_ADVICE = {
    State.SUBMITTED: "现在不用做什么，有消息会发短信给您。",
    State.TO_RECEIVE: "请带上纸质原件到窗口，交了就受理。",
    State.CORRECTION: "请按要求补正，补好以后接着办。",
    State.NOT_ACCEPTED: "理由和救济途径写在决定书里，可以在下面下载。",
    State.ACCEPTED: "现在不用做什么，办好了会发短信给您。",
    State.IN_REVIEW: "现在不用做什么。需要现场查看的，会先打电话和您约时间。",
    State.SUSPENDED: "这段时间不算在期限里，完成以后接着计时。",
    State.TO_DECIDE: "现在不用做什么，决定作出以后会发短信给您。",
    State.GRANTED: "决定书正在送出，稍后可以在下面下载。",
    State.REFUSED: "决定书正在送出，稍后可以在下面下载。",
    State.WITHDRAWN: "以后需要时，可以重新申请。",
}


@dataclass(frozen=True)
class Standing:
    """Where a case stands: in a word, who has it and by when, and what its applicant can do."""

    word: str
    tone: str
    sentence: str
    advice: str


def tag_of(case: cases.Case) -> tuple[str, str]:
    """The state of a case in a word fit for its applicant, and the tone of that word; asks nothing of the database."""
    if case.result == cases.Case.Result.FORWARDED:
        return "已转报办结", "plain"
    if case.state in {State.CLOSED, State.DELIVERED}:
        return _TAGS[State.GRANTED if case.result == cases.Case.Result.GRANTED else State.REFUSED]
    return _TAGS[State(case.state)]


def standing(case: cases.Case, *, today: date) -> Standing:
    """Where a case stands; wants the case as `applicants_case` gives it."""
    word, tone = tag_of(case)
    return Standing(word, tone, _sentence(case, today=today), _advice(case))


def applicants_events(case: cases.Case, *, today: date) -> tuple[Event, ...]:
    """What happened, told to the applicant; the newest first."""
    return _told(case, today=today, applicant="您", with_notes=True)


def enquirers_events(case: cases.Case, *, today: date) -> tuple[Event, ...]:
    """What happened, told to whoever has number and query code: without anything about a person."""
    return _told(case, today=today, applicant="申请人", with_notes=False)


def officials_events(case: cases.Case) -> tuple[Event, ...]:
    """What happened, told to officials: which move, by whom, with what was written; the newest first."""
    steps = list(case.steps.all())
    return tuple(
        Event(
            title=_named(cases.move_name(step.move), step.note, stage=step.move == "open_stage"),
            at=step.at,
            text="" if step.move == "open_stage" else step.note,
            who=" ".join(filter(None, [step.department.short_name if step.department else "", step.actor_name])),
            now=place == len(steps),
        )
        for place, step in reversed(list(enumerate(steps, start=1)))
    )


def clock_of(case: cases.Case, *, today: date) -> Clock | None:
    """The clock of an accepted case, ready to be drawn; None before acceptance."""
    face = cases.clock_face(case)
    if face is None:
        return None
    ended_on = face.ended_on
    return Clock(
        sentence=_clock_sentence(case, face, ended_on=ended_on, today=today),
        started_on=face.start,
        today=today,
        promised_on=face.promised.due_on if face.promised else None,
        statutory_on=face.statutory.due_on if face.statutory else None,
        pauses=tuple(Pause(pause.since, pause.until, pause.reason) for pause in face.pauses),
        closed_on=ended_on,
        closed_word="办结" if case.result else "撤回",
        statute=face.statutory.limit.article if face.statutory else "",
    )


def _told(case: cases.Case, *, today: date, applicant: str, with_notes: bool) -> tuple[Event, ...]:
    steps = list(case.steps.all())
    events = [
        Event(
            title=_named(_TITLES[step.move].format(who=applicant), step.note, stage=step.move == "open_stage"),
            at=step.at,
            text=_text(case, step.move, step.note, step.details, today=today) if with_notes else "",
            who=_who(step.move, step.department.short_name if step.department else "", applicant=applicant),
            now=place == len(steps),
        )
        for place, step in enumerate(steps, start=1)
    ]
    return tuple(reversed(events))


def _named(title: str, note: str, *, stage: bool) -> str:
    return f"{title}：{note}" if stage and note else title


def _who(move: str, department: str, *, applicant: str) -> str:
    return applicant if move in _BY_APPLICANT else department


def _text(case: cases.Case, move: str, note: str, details: dict[str, object], *, today: date) -> str:
    if move == "ask_to_correct":
        return f"有 {details.get('gaps', 0)} 处要补正，都写在补正告知书里。"
    if move == "accept" and case.promised_due_on:
        return f"承诺最迟 {_day(case.promised_due_on, today)}前办结。"
    return "" if move in {"open_stage", "close"} else note


def _sentence(case: cases.Case, *, today: date) -> str:
    office = case.department.short_name
    until = f"，最迟 {_day(case.due_on, today)}" if case.due_on else ""
    sentences = {
        State.SUBMITTED: f"{office}正在看材料齐不齐{until}前会有答复。" if until else f"{office}正在看材料齐不齐。",
        State.TO_RECEIVE: f"材料预审通过了，等着把纸质原件交到{office}的窗口{until}。",
        State.CORRECTION: f"材料有几处要补正{until}前交来。",
        State.NOT_ACCEPTED: f"{office}没有受理这项申请。",
        State.IN_REVIEW: f"{_reviewers(case) or office}正在审查{until}前办结。" if until else f"{office}正在审查。",
        State.SUSPENDED: f"正在进行特别程序（{_pause_reason(case)}），办理期限先停下来不算。",
        State.TO_DECIDE: f"审查都做完了，等着作决定{until}前办结。" if until else "审查都做完了，等着作决定。",
        State.FORWARDED: f"{office}初审完了，已经转报上级机关，由上级机关决定。",
        State.WITHDRAWN: "这项申请已经撤回，不再办理。",
    }
    return sentences.get(State(case.state)) or _ending(case)


def _ending(case: cases.Case) -> str:
    if case.result == cases.Case.Result.GRANTED:
        return "申请已经批准。"
    if case.result == cases.Case.Result.REFUSED:
        return "申请没有获得批准，理由写在决定书里。"
    return "申请已经受理。"


def _advice(case: cases.Case) -> str:
    if case.state not in {State.CLOSED, State.DELIVERED}:
        return _ADVICE.get(State(case.state), "")
    if case.result == cases.Case.Result.GRANTED:
        return "决定书可以在下面下载。"
    return "不同意这个决定的，可以申请行政复议或者提起行政诉讼，途径和期限写在决定书里。"


def _reviewers(case: cases.Case) -> str:
    open_ones = [each for each in case.reviews.all() if each.stage == case.stage and each.ended_at is None]
    names = dict.fromkeys(f"{each.department.short_name}（{each.name}）" for each in open_ones)
    return "、".join(names)


def _pause_reason(case: cases.Case) -> str:
    pauses = [event for event in case.clock_events.all() if event.kind == cases.ClockEvent.Kind.PAUSE]
    return pauses[-1].get_procedure_display() if pauses else "特别程序"


def _clock_sentence(case: cases.Case, face: cases.ClockFace, *, ended_on: date | None, today: date) -> str:
    if ended_on:
        return _end_sentence(case, face, ended_on=ended_on)
    if face.is_stopped:
        return "正在进行特别程序，时间先停下来不算。"
    if face.promised is None:
        return "正在办理。"
    due = face.promised.due_on
    if today > due:
        return f"已经超过承诺的日期 {_day(due, today)}。"
    return f"最迟 {_day(due, today)}前办结。"


def _end_sentence(case: cases.Case, face: cases.ClockFace, *, ended_on: date) -> str:
    """How it ended; the day itself is marked on the bar."""
    if case.state == State.FORWARDED or case.result == cases.Case.Result.FORWARDED:
        return "初审完了，已经转报上级，这一级不再计时。"
    if not case.result:
        return "已经撤回，不再计时。"
    if face.promised is None:
        return "已经办结。"
    return "在承诺的期限内办结。" if ended_on <= face.promised.due_on else "办结时已经超过承诺的日期。"


def _day(day: date, today: date) -> str:
    return writing.zh_date(day, today=today)
