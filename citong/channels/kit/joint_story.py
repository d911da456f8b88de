"""The story of a whole 一件事 in words: where it stands, its items, what happened, and its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.facade import JointState, State

from . import writing
from .branches import Branch, Branches, Passage, Span
from .figures import Event
from .story import Standing
from .story_words import ORIGINALS_HERE

TONES: Mapping[str, str] = {
    JointState.SUBMITTED: "info",
    JointState.TO_RECEIVE: "wait",
    JointState.CORRECTION: "wait",
    JointState.ACCEPTED: "info",
    JointState.DECIDED: "ok",
    JointState.DELIVERED: "ok",
    JointState.CLOSED: "plain",
    JointState.WITHDRAWN: "plain",
}
WORDS: Mapping[str, str] = {
    JointState.SUBMITTED: "等待受理",
    JointState.TO_RECEIVE: "等着收原件",
    JointState.CORRECTION: "等您补正",
    JointState.ACCEPTED: "办理中",
    JointState.DECIDED: "都办完了",
    JointState.DELIVERED: "已送达",
    JointState.CLOSED: "已结束",
    JointState.WITHDRAWN: "已撤回",
}
ADVICE: Mapping[str, str] = {
    JointState.SUBMITTED: "现在不用做什么，有消息会发短信给您。",
    JointState.TO_RECEIVE: "请带上纸质原件到牵头窗口，几个部门只交一份。",
    JointState.CORRECTION: "请按要求一次补齐，补好以后几个部门接着办。",
    JointState.ACCEPTED: "现在不用做什么，每办好一项都会告诉您。",
    JointState.DECIDED: "牵头窗口会把各项结果一次交给您；决定书现在就可以下载。",
    JointState.WITHDRAWN: "以后需要时，可以重新申请。",
    JointState.CLOSED: "每一项为什么结束，写在那一项的页面里。",
}
BLOCKED_ADVICE = "有一项停下来了：可以重新申请没办成的那一项，也可以不办，请和牵头单位联系。"
TITLES: Mapping[str, str] = {
    "submit": "{who}一次提交了申请",
    "pass_pre_review": "预审通过，等着收纸质原件",
    "receive": "收到了纸质原件",
    "ask_to_correct": "一次通知全部要补正的",
    "correct": "{who}交来了补正材料",
    "turn_member_away": "其中一项不予受理",
    "lapse": "有的项目到期没有补来",
    "go_on_without": "要补正的不办了，其余的接着办",
    "accept": "统一受理，开始计时",
    "deem_accepted": "逾期没有答复，依法视为受理",
    "release_member": "停下来的一项接着办",
    "terminate_member": "停下来的一项终止办理",
    "extend": "整件事的期限经批准延长",
    "settle": "各项都办完了",
    "withdraw": "{who}全部撤回",
    "end": "各项都结束了",
    "deliver": "结果一次送达",
}
BY_APPLICANT = frozenset({"submit", "correct", "withdraw"})
ENDINGS: Mapping[str, tuple[str, str]] = {
    "granted": ("办好了", "ok"),
    "refused": ("没有获得批准", "late"),
    "not_accepted": ("不予受理", "late"),
    "lapsed": ("到期没有补来", "plain"),
    "withdrawn": ("已经撤回", "plain"),
    "terminated": ("终止办理", "plain"),
    "voided": ("作废", "plain"),
    "returned": ("退回了", "plain"),
    "forwarded": ("上级已经决定", "ok"),
    "no_licence": ("不需要办理", "plain"),
    "pre_failed": ("预审没有通过", "late"),
}


@dataclass(frozen=True)
class MemberRow:
    """An item of the whole, as a list shows it."""

    case: cases.Case
    name: str
    department: str
    number: str
    url: str
    word: str
    tone: str
    sentence: str


def tag_of(joint: cases.JointCase) -> tuple[str, str]:
    """The state of a whole in a word fit for its applicant, and the tone of that word."""
    if joint.state == JointState.TO_RECEIVE and joint.originals_received_on:
        return ORIGINALS_HERE
    return WORDS[joint.state], TONES[joint.state]


def standing(joint: cases.JointCase, *, today: date) -> Standing:
    """Where a whole stands; wants it as `applicants_joint` gives it."""
    word, tone = tag_of(joint)
    advice = ADVICE.get(joint.state, "")
    if joint.state == JointState.TO_RECEIVE and joint.originals_received_on:
        advice = ADVICE[JointState.SUBMITTED]
    if any(member.state == State.BLOCKED for member in joint.members.all()):
        advice = BLOCKED_ADVICE
    return Standing(word, tone, _sentence(joint, today=today), advice)


def _sentence(joint: cases.JointCase, *, today: date) -> str:
    lead = joint.lead.short_name
    until = f"最迟 {writing.zh_date(joint.due_on, today=today)}前" if joint.due_on else ""
    members = list(joint.members.all())
    done = sum(1 for member in members if member.result == "granted")
    sentences = {
        JointState.SUBMITTED: f"{lead}正在替几个部门看材料齐不齐，{until}会有答复。",
        JointState.TO_RECEIVE: f"{lead}收到了纸质原件，{until}答复是否受理。"
        if joint.originals_received_on
        else f"网上的材料看过了，请{until}把纸质原件交到{lead}的窗口。",
        JointState.CORRECTION: f"有几处要补正，请{until}一次补齐。",
        JointState.ACCEPTED: f"{len(members)} 项里办好了 {done} 项，整件事{until}办完。",
        JointState.DECIDED: f"{len(members)} 项都结束了，办好了 {done} 项，{lead}{until}把结果一次交给您。",
        JointState.DELIVERED: f"{len(members)} 项都结束了，办好了 {done} 项，结果已经一次交给您。",
        JointState.CLOSED: "各项都结束了，没有作出决定。",
        JointState.WITHDRAWN: "这件事已经全部撤回，不再办理。",
    }
    return sentences[JointState(joint.state)]


def rows_of(joint: cases.JointCase, *, today: date, linked: bool) -> list[MemberRow]:
    """The items of the whole, each with where it stands; linked to the pages of its applicant."""
    waits, names = cases.joint_waits(joint), cases.joint_names(joint)
    return [
        _row(
            member, [names[each.pk] for each in waits.get(member.pk, [])], names[member.pk], today=today, linked=linked
        )
        for member in joint.members.all()
    ]


def _row(member: cases.Case, before: list[str], name: str, *, today: date, linked: bool) -> MemberRow:
    word, tone = member_word(member)
    return MemberRow(
        case=member,
        name=name,
        department=member.department.short_name,
        number=member.number,
        url=reverse("portal:case", args=[member.number]) if linked else "",
        word=word,
        tone=tone,
        sentence=_member_sentence(member, before, today=today),
    )


def member_word(member: cases.Case) -> tuple[str, str]:
    """How a member stands, in a word with its tone."""
    if member.result and member.state not in {State.GRANTED, State.ISSUING, State.REFUSED}:
        return ENDINGS[member.result]
    tones = {State.BLOCKED: "late", State.WAITING: "wait", State.CORRECTION: "wait", State.GRANTED: "ok"}
    tones |= {State.ISSUING: "ok", State.REFUSED: "late", State.SUSPENDED: "warn", State.FEE_PENDING: "wait"}
    return cases.STATE_NAMES[State(member.state)], tones.get(State(member.state), "info")


def _member_sentence(member: cases.Case, before: list[str], *, today: date) -> str:
    names = "、".join(f"“{name}”" for name in before)
    if member.state == State.WAITING:
        return f"等{names}办好了才能开始，到时会自动接着办。"
    if member.state == State.BLOCKED:
        return f"{names}没有办成，这一项先停下来，不影响别的。"
    if member.closed_at:
        return f"{writing.zh_date(timezone.localdate(member.closed_at), today=today)}结束：{member_word(member)[0]}。"
    if member.accepted_on and member.due_on:
        return f"{member.department.short_name}正在办，最迟 {writing.zh_date(member.due_on, today=today)}办结。"
    return "等牵头单位统一受理。" if member.accepted_at is None else "已经受理。"


def events_of(joint: cases.JointCase, *, applicant: str, with_notes: bool) -> tuple[Event, ...]:
    """What happened to the whole, the newest first; without notes nothing is told that somebody wrote."""
    told = [step for step in joint.steps.all() if step.move in TITLES]
    events = [
        Event(
            title=TITLES[step.move].format(who=applicant),
            at=step.at,
            text=step.note if with_notes and step.actor != joint.applicant else "",
            who=(step.actor_name if with_notes and step.details.get("for") else applicant)
            if step.move in BY_APPLICANT
            else (step.department.short_name if step.department else joint.lead.short_name),
            now=place == len(told),
        )
        for place, step in enumerate(told, start=1)
    ]
    return tuple(reversed(events))


def branches_of(joint: cases.JointCase, *, today: date) -> Branches:
    """The time line of the whole: what the lead did once for all, and from there a branch for each item."""
    waits, names = cases.joint_waits(joint), cases.joint_names(joint)
    trunk = f"{joint.lead.short_name}统一收件"
    members = [
        _branch(joint, member, names[member.pk], [names[each.pk] for each in waits[member.pk]] or [trunk], today=today)
        for member in joint.members.all()
    ]
    return Branches(
        sentence=_counted(joint),
        branches=(_trunk(joint, trunk, today=today), *members),
        today=today,
        due_on=joint.due_on if joint.state == JointState.ACCEPTED else None,
        ended_on=timezone.localdate(joint.closed_at) if joint.closed_at else None,
    )


def _counted(joint: cases.JointCase) -> str:
    """How many items stand in which way, in a sentence."""
    if joint.accepted_at is None:
        return f"{joint.lead.short_name}先统一收件，受理以后各项分头办。"
    members = list(joint.members.all())
    standing = {
        "办好了": sum(member.result == "granted" for member in members),
        "正在办": sum(not member.result and member.state not in {State.WAITING, State.BLOCKED} for member in members),
        "在等前一项": sum(member.state == State.WAITING for member in members),
        "停下来了": sum(member.state == State.BLOCKED for member in members),
    }
    others = len(members) - sum(standing.values())
    told = [f"{number} 项{words}" for words, number in standing.items() if number]
    return "，".join([*told, *([f"{others} 项没有办成或者不办了"] if others else [])]) + "。"


def _trunk(joint: cases.JointCase, label: str, *, today: date) -> Branch:
    begins = timezone.localdate(joint.submitted_at)
    if joint.accepted_at:
        ends = timezone.localdate(joint.accepted_at)
        return Branch(label, "已经受理", (Span(Passage.RUN, begins, ends),), mark="ok")
    kind = Passage.RUN if joint.state == JointState.SUBMITTED else Passage.WAIT
    ends = timezone.localdate(joint.closed_at) if joint.closed_at else today
    ahead = [Span(Passage.AHEAD, today, joint.due_on)] if joint.due_on and joint.due_on > today else []
    return Branch(label, WORDS[joint.state], (Span(kind, begins, ends), *ahead))


def _branch(joint: cases.JointCase, member: cases.Case, name: str, before: list[str], *, today: date) -> Branch:
    word, tone = member_word(member)
    ended = member.decided_at or member.closed_at
    return Branch(
        name,
        word,
        tuple(_spans(joint, member, today=today)),
        after=tuple(before),
        mark=(tone if tone in {"ok", "late"} else "plain") if ended else "",
    )


def _spans(joint: cases.JointCase, member: cases.Case, *, today: date) -> list[Span]:
    """Waiting, standing still, running, and what is still ahead, by the member's history."""
    ended = member.decided_at or member.closed_at
    end = timezone.localdate(ended) if ended else today
    if joint.accepted_at is None:
        return []
    begins = timezone.localdate(joint.accepted_at)
    blocked = next((timezone.localdate(step.at) for step in member.steps.all() if step.move == "block"), None)
    taken_up = timezone.localdate(member.accepted_at) if member.accepted_at else None
    spans = []
    if taken_up != begins:
        spans.append(Span(Passage.WAIT, begins, blocked or taken_up or end))
    if blocked:
        spans.append(Span(Passage.STOP, blocked, taken_up or end))
    if taken_up:
        spans.append(Span(Passage.RUN, taken_up, max(end, taken_up)))
    if taken_up and not ended and member.due_on and member.due_on > today:
        spans.append(Span(Passage.AHEAD, today, member.due_on))
    return spans
