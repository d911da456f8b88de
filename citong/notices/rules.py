"""The wording of notices. Pure: values in, words out. A text message fits one part and tells strangers little."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import ric

SMS_LENGTH = 70
SHORTEST_ITEM = 6
SHORT_NAME = 4
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")


class Kind(StrEnum):
    """What people are told about."""

    RECEIVED = "received"
    CORRECTIONS_ASKED = "corrections_asked"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    RESUMED = "resumed"
    ORIGINALS_AWAITED = "originals_awaited"
    BLOCKED = "blocked"
    WHOLE_EXTENDED = "whole_extended"
    ALL_DECIDED = "all_decided"
    ALL_DELIVERED = "all_delivered"
    ALL_ENDED = "all_ended"


@dataclass(frozen=True)
class About:
    """The application that a notice is about: whose, for what, its number, and the hall that writes."""

    hall: str
    applicant: str
    item: str
    case_number: str


@dataclass(frozen=True)
class Wording:
    """A notice in words: for the inbox, and in short for the phone."""

    kind: Kind
    title: str
    body: str
    sms: str


def received(about: About) -> Wording:
    """Your application has arrived."""
    return _wording(
        Kind.RECEIVED,
        about,
        title="申请已收到",
        body="我们已经收到您的申请，工作人员会在 5 个工作日内告诉您是否受理。",
        sms="已收到，5个工作日内告知是否受理",
    )


def corrections_asked(about: About, *, gaps: int, until: date | None = None) -> Wording:
    """Something is missing; all of it is told at once (Administrative Licensing Act, art. 32(4))."""
    term = f"，请最迟在 {_day(until)}补齐" if until else "，请尽快补齐"
    return _wording(
        Kind.CORRECTIONS_ASKED,
        about,
        title="材料需要补正",
        body=f"有 {gaps} 处需要补正{term}。需要补什么、怎么补，都写在《补正告知书》里，一次说清。",
        sms=f"有{gaps}处要补正，请登录查看",
    )


def accepted(about: About, *, due: date) -> Wording:
    """Your application is accepted, and the term runs."""
    return _wording(
        Kind.ACCEPTED,
        about,
        title="申请已受理",
        body=f"您的申请已经受理，最迟 {_day(due)}办结。《受理通知书》可以在办件详情里下载。",
        sms=f"已受理，最迟{due.month}月{due.day}日办结",
    )


def not_accepted(about: About) -> Wording:
    """Your application is not accepted; the letter says why and what can be done."""
    return _wording(
        Kind.NOT_ACCEPTED,
        about,
        title="申请不予受理",
        body="您的申请不予受理。原因、依据和救济途径写在《不予受理决定书》里，可以在办件详情里下载。",
        sms="不予受理，原因请登录查看",
    )


def granted(about: About, *, results: tuple[str, ...] = ()) -> Wording:
    """The decision is yes."""
    given = f"办理结果：{'、'.join(results)}。" if results else ""
    return _wording(
        Kind.GRANTED,
        about,
        title="申请已批准",
        body=f"您的申请已经批准。{given}决定书可以在办件详情里下载。",
        sms="已批准，请登录查看结果",
    )


def refused(about: About) -> Wording:
    """The decision is no; the letter gives reasons and remedies (Administrative Licensing Act, art. 38)."""
    return _wording(
        Kind.REFUSED,
        about,
        title="申请未获批准",
        body="您的申请未获批准。理由，以及怎样申请行政复议、提起行政诉讼，都写在决定书里，可以在办件详情里下载。",
        sms="未获批准，理由请登录查看",
    )


def withdrawn(about: About) -> Wording:
    """The applicant has taken the application back."""
    return _wording(
        Kind.WITHDRAWN,
        about,
        title="申请已撤回",
        body="您已经撤回这项申请，我们不再办理。以后需要时，可以重新申请。",
        sms="已按您的要求撤回",
    )


def paused(about: About, *, procedure: str, days: int) -> Wording:
    """A special procedure begins, and its time is not counted (Administrative Licensing Act, art. 45)."""
    return _wording(
        Kind.PAUSED,
        about,
        title="办理时限暂停计算",
        body=f"这项申请需要{procedure}，预计 {days} 个工作日。这段时间不计入办理时限，完成后接着计算。",
        sms=f"需{_short(procedure, SHORTEST_ITEM)}，预计{days}个工作日，时限暂停",
    )


def resumed(about: About, *, due: date) -> Wording:
    """The term runs again."""
    return _wording(
        Kind.RESUMED,
        about,
        title="办理时限恢复计算",
        body=f"特别程序已经完成，办理时限恢复计算，最迟 {_day(due)}办结。",
        sms=f"时限恢复计算，最迟{due.month}月{due.day}日办结",
    )


def originals_awaited(about: About, *, until: date) -> Wording:
    """The paper originals of everything handed in together are to be brought, once, to one window."""
    return _wording(
        Kind.ORIGINALS_AWAITED,
        about,
        title="请交纸质原件",
        body=f"网上的材料看过了，请最迟在 {_day(until)}把纸质原件交到牵头单位的窗口，几个部门只交一份。",
        sms=f"请{until.month}月{until.day}日前把原件交到窗口",
    )


def blocked(about: About, *, item: str) -> Wording:
    """Something that waits for another application cannot go on, because that one was not granted."""
    return _wording(
        Kind.BLOCKED,
        about,
        title="其中一项要等您决定",
        body=f"“{item}”要等的那一项没有办成，现在停下来了，别的照办。可以重新申请没办成的那一项，也可以不办这一项，请和牵头单位联系。",
        sms=f"“{_short(item, SHORTEST_ITEM)}”停下来了，请登录查看",
    )


def whole_extended(about: About, *, days: int, due: date) -> Wording:
    """The whole takes longer; the letter gives the reason (Administrative Licensing Act, art. 42)."""
    return _wording(
        Kind.WHOLE_EXTENDED,
        about,
        title="办理期限延长",
        body=f"经本级人民政府负责人批准，整件事延长 {days} 个工作日，最迟 {_day(due)}办结。理由写在告知书里。",
        sms=f"延长{days}个工作日，最迟{due.month}月{due.day}日",
    )


def all_decided(about: About, *, outcomes: tuple[str, ...]) -> Wording:
    """Every application of the whole has ended; all results are handed out at once."""
    return _wording(
        Kind.ALL_DECIDED,
        about,
        title="各项都办完了",
        body=f"各项结果：{'；'.join(outcomes)}。结果由牵头单位一次交给您。",
        sms="各项都办完了，结果一次交给您",
    )


def all_delivered(about: About) -> Wording:
    """All results were handed over at once."""
    return _wording(
        Kind.ALL_DELIVERED,
        about,
        title="结果已统一送达",
        body="各项结果已经一次交给您。以后还可以在“我的办事”里下载各项决定书。",
        sms="各项结果已一次送达",
    )


def all_ended(about: About) -> Wording:
    """Every application of the whole has ended, and none of them was decided."""
    return _wording(
        Kind.ALL_ENDED,
        about,
        title="这件事已经结束",
        body="各项都已经结束，没有作出决定。每一项的原因都写在办件页里，以后需要时可以重新申请。",
        sms="已经结束，原因请登录查看",
    )


def masked(name: str) -> str:
    """A name that its bearer recognises and strangers do not: 陈*, 泉州…公司."""
    if len(name) <= SHORT_NAME:
        return name[:1] + "*" * (len(name) - 1)
    return f"{name[:2]}…{name[-2:]}"


def has_id_number(text: str) -> bool:
    """Whether a citizen's identity number stands in this text; GB 11643, with its check digit."""
    return any(ric.is_valid(found.upper()) for found in ID_NUMBER.findall(text))


def _wording(kind: Kind, about: About, *, title: str, body: str, sms: str) -> Wording:
    return Wording(
        kind=kind,
        title=f"{title}：{_short(about.item, 60)}",
        body=f"{about.applicant}：\n您申请办理“{about.item}”（办件编号 {about.case_number}）。{body}",
        sms=_sms(about, outcome=sms),
    )


def _sms(about: About, *, outcome: str) -> str:
    """One part of a text message: the names of item and hall give way, the outcome and the number never do."""
    ending = f"”{outcome}。{about.case_number}"
    greeting = f"{masked(about.applicant)}："
    room = SMS_LENGTH - len(ending) - len(greeting) - len("【】“")
    hall = _short(about.hall, room - SHORTEST_ITEM)
    return f"【{hall}】{greeting}“{_short(about.item, room - len(hall))}{ending}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
