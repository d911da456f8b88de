"""The story of a case in words: where it stands, what happened, and its clock. For the portal, the desk and the API.

Three people hear it differently. The applicant is spoken to. Whoever asks with number and query code learns nothing
about a person: no name, no reason that somebody wrote. Officials see who did it, and what was written.
"""

from dataclasses import dataclass
from datetime import date

from citong.cases import facade as cases
from citong.cases.facade import State

from . import writing
from .figures import Clock, Event, Lane, Pause
from .story_words import (
    ADVICE,
    ASKED,
    ASKED_ADVICE,
    BY_APPLICANT,
    ENDINGS,
    INTERNAL,
    NOTES_FOR_APPLICANTS,
    ORIGINALS_HERE,
    RESULTS,
    TAGS,
    TITLES,
)


@dataclass(frozen=True)
class Standing:
    """Where a case stands: in a word, who has it and by when, and what its applicant can do."""

    word: str
    tone: str
    sentence: str
    advice: str


def tag_of(case: cases.Case, *, is_asked: bool = False) -> tuple[str, str]:
    """The state of a case in a word fit for its applicant, and the tone of that word; asks nothing of the database.

    `is_asked`: a reviewing post has asked the applicant for something.
    """
    if is_asked:
        return ASKED
    if case.state in {State.CLOSED, State.DELIVERED} and case.result in ENDINGS:
        word, tone, *_ = ENDINGS[cases.Case.Result(case.result)]
        return word, tone
    if case.state == State.TO_RECEIVE and case.originals_received_on:
        return ORIGINALS_HERE
    return TAGS[State(case.state)]


def state_name(thing: cases.Case | cases.JointCase) -> str:
    """The state of a case or a whole as officials call it; whether originals are still awaited makes two of one."""
    if thing.state == State.TO_RECEIVE and thing.originals_received_on:
        return "原件已收"
    return thing.get_state_display()


def standing(case: cases.Case, *, today: date) -> Standing:
    """Where a case stands; wants the case as `applicants_case` gives it."""
    asked = _asked(case)
    word, tone = tag_of(case, is_asked=asked is not None)
    if asked is not None:
        said = f"审查中发现有 {len(asked.gaps)} 处要补正，最迟 {_day(asked.due_on, today)}前补来。"
        return Standing(word, tone, said, ASKED_ADVICE)
    return Standing(word, tone, _sentence(case, today=today), _advice(case))


def _asked(case: cases.Case) -> cases.Correction | None:
    """What a reviewing post waits for."""
    review = cases.awaiting(case)
    return review.awaits if review is not None else None


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
    """The clocks of an accepted case, ready to be drawn; None before acceptance."""
    face = cases.clock_face(case)
    if face is None:
        return None
    ended_on = face.ended_on
    return Clock(
        sentence=_clock_sentence(case, face, ended_on=ended_on, today=today),
        started_on=face.start,
        today=today,
        lanes=_lanes(face),
        closed_on=ended_on,
        started_word="收到材料，依法视为从这天受理" if case.is_deemed_accepted else "受理",
        closed_word=_ENDED.get(State(case.state), "办结"),
    )


_ENDED = {State.WITHDRAWN: "撤回", State.TERMINATED: "终止", State.FORWARDED: "转报"}


def _lanes(face: cases.ClockFace) -> tuple[Lane, ...]:
    promised, statutory = face.promised, face.statutory
    legal = tuple(_pause(pause) for pause in face.pauses if pause.stops is cases.Stops.BOTH)
    return (
        Lane(
            name="承诺期限",
            due_on=promised.due_on if promised else None,
            pauses=tuple(_pause(pause) for pause in face.pauses),
            extended_from=face.promised_before,
            is_provisional=promised is not None and promised.is_provisional,
        ),
        Lane(
            name="法定期限",
            due_on=statutory.due_on if statutory else None,
            pauses=legal,
            extended_from=face.statutory_before,
            basis=statutory.limit.article if statutory else "",
            is_provisional=statutory is not None and statutory.is_provisional,
        ),
    )


def _pause(pause: cases.Pause) -> Pause:
    return Pause(pause.since, pause.until, pause.reason)


def _told(case: cases.Case, *, today: date, applicant: str, with_notes: bool) -> tuple[Event, ...]:
    steps = [step for step in case.steps.all() if step.move not in INTERNAL]
    events = [
        Event(
            title=_named(TITLES[step.move].format(who=applicant), step.note, stage=step.move == "open_stage"),
            at=step.at,
            text=_text(case, step.move, step.note, step.details, today=today) if with_notes else "",
            who=_agent(step, named=with_notes)
            or _who(step.move, step.department.short_name if step.department else "", applicant=applicant),
            now=place == len(steps),
        )
        for place, step in enumerate(steps, start=1)
    ]
    return tuple(reversed(events))


def _named(title: str, note: str, *, stage: bool) -> str:
    return f"{title}：{note}" if stage and note else title


def _agent(step: cases.Step, *, named: bool) -> str:
    """Who acted for the applicant; only to them."""
    return step.actor_name if named and step.details.get("for") else ""


def _who(move: str, department: str, *, applicant: str) -> str:
    return applicant if move in BY_APPLICANT else department


def _text(case: cases.Case, move: str, note: str, details: dict[str, object], *, today: date) -> str:
    if move == "ask_to_correct":
        return f"有 {details.get('gaps', 0)} 处要补正，都写在补正告知书里。"
    if move == "ask_to_add":
        return f"有 {details.get('gaps', 0)} 处要补正，都写在审查补正通知书里。"
    if move == "ask_to_supplement":
        return f"有 {details.get('gaps', 0)} 处要补来，都写在预审补件通知书里。"
    if move in {"accept", "release"} and case.promised_due_on:
        return f"承诺最迟 {_day(case.promised_due_on, today)}前办结。"
    if move == "deem_accepted":
        return "收到材料满 5 个工作日没有答复，从收到材料那天起算受理（《行政许可法》第三十二条）。"
    return note if move in NOTES_FOR_APPLICANTS else ""


def _sentence(case: cases.Case, *, today: date) -> str:
    office = case.department.short_name
    until = f"，最迟 {_day(case.due_on, today)}" if case.due_on else ""
    sentences = {
        State.SUBMITTED: f"{office}正在看材料齐不齐{until}前会有答复。" if until else f"{office}正在看材料齐不齐。",
        State.PRE_SUPPLEMENT: f"预审时发现还要补一些内容{until}前交来。",
        State.PRE_FAILED: f"{office}预审没有通过这项申请。",
        State.TO_RECEIVE: _receiving(case, office, until),
        State.CORRECTION: f"材料有几处要补正{until}前交来。",
        State.NOT_ACCEPTED: _not_accepted(case, office),
        State.WAITING: "这件要等前一件办好才能受理。",
        State.BLOCKED: "前一件没有办成，这件先不往下办。",
        State.IN_REVIEW: f"{_reviewers(case) or office}正在审查{until}前办结。" if until else f"{office}正在审查。",
        State.SUSPENDED: f"正在进行特别程序（{_pause_reason(case)}），办理期限先停下来不算。",
        State.FORWARDED: f"{office}初审完了，已经转报上级机关，由上级机关决定。",
        State.TO_DECIDE: f"审查都做完了，等着作决定{until}前办结。" if until else "审查都做完了，等着作决定。",
        State.FEE_PENDING: f"需要先缴费{until}前缴清。",
        State.ISSUING: f"申请已经批准，{office}正在制作证照{until}前发给您。",
        State.WITHDRAWN: "这项申请已经撤回，不再办理。",
        State.RETURNED: f"{office}把这项申请退回来了。",
        State.TERMINATED: f"{office}终止了这项申请的办理。",
        State.VOIDED: f"这件是登记错的，{office}已经作废。",
    }
    return sentences.get(State(case.state)) or _ending(case)


def _receiving(case: cases.Case, office: str, until: str) -> str:
    if case.originals_received_on:
        return f"{office}收到了纸质原件{until}前答复是否受理。"
    return f"材料预审通过了，等着把纸质原件交到{office}的窗口{until}。"


def _not_accepted(case: cases.Case, office: str) -> str:
    if case.result == RESULTS.NO_LICENCE_NEEDED:
        return "您要做的事不需要办这项许可。"
    return f"{office}没有受理这项申请。"


def _ending(case: cases.Case) -> str:
    if case.result in ENDINGS:
        return ENDINGS[cases.Case.Result(case.result)][2]
    return "申请已经受理。"


def _advice(case: cases.Case) -> str:
    if case.state in {State.CLOSED, State.DELIVERED} and case.result in ENDINGS:
        return ENDINGS[cases.Case.Result(case.result)][3]
    if case.state == State.TO_RECEIVE and case.originals_received_on:
        return "现在不用做什么，有消息会发短信给您。"
    if case.state == State.NOT_ACCEPTED and case.result == RESULTS.NO_LICENCE_NEEDED:
        return "原因写在告知书里，可以在下面下载。"
    return ADVICE.get(State(case.state), "")


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
    if face.promised is None:
        return _stopped(face, today=today)
    due, hedge = face.promised.due_on, _hedge(face)
    if today > due:
        return f"已经超过承诺的日期 {_day(due, today)}{_legally(face, today=today)}。"
    extended = "，已经算上延长的时间" if face.extensions else ""
    return f"最迟 {_day(due, today)}前办结{extended}。{hedge}"


def _legally(face: cases.ClockFace, *, today: date) -> str:
    """Whether the law's term still holds where the promise is broken."""
    if face.statutory is None:
        return ""
    due = face.statutory.due_on
    return "，法定期限也超过了" if today > due else f"，法定期限最迟 {_day(due, today)}，还没有超过"


def _stopped(face: cases.ClockFace, *, today: date) -> str:
    if face.statutory is None:
        return "正在进行特别程序，时间先停下来不算。"
    return f"承诺的期限先停下来不算；法定期限照常，最迟 {_day(face.statutory.due_on, today)}。"


def _hedge(face: cases.ClockFace) -> str:
    """A year whose holidays are not published yet is not sure."""
    ends = (face.promised, face.statutory)
    return "放假安排还没有公布，日期可能会调整。" if any(end and end.is_provisional for end in ends) else ""


_STOPPED_FOR_GOOD = {State.WITHDRAWN: "已经撤回，不再计时。", State.TERMINATED: "已经终止办理，不再计时。"}


def _end_sentence(case: cases.Case, face: cases.ClockFace, *, ended_on: date) -> str:
    """How it ended; the day itself is marked on the bar."""
    if case.state == State.FORWARDED or case.result == cases.Case.Result.FORWARDED:
        return "初审完了，已经转报上级，这一级不再计时。"
    if not case.decided_at:
        return _STOPPED_FOR_GOOD.get(State(case.state), "已经办结，不再计时。")
    if face.promised is None:
        return "已经办结。"
    return "在承诺的期限内办结。" if ended_on <= face.promised.due_on else "办结时已经超过承诺的日期。"


def _day(day: date, today: date) -> str:
    return writing.zh_date(day, today=today)
