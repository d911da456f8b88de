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
    SUPPLEMENTS_ASKED = "supplements_asked"
    PRE_REVIEW_FAILED = "pre_review_failed"
    ORIGINALS_WANTED = "originals_wanted"
    ORIGINALS_RECEIVED = "originals_received"
    NO_LICENCE_NEEDED = "no_licence_needed"
    SENT_BACK = "sent_back"
    DEEMED_ACCEPTED = "deemed_accepted"
    EXTENDED = "extended"
    PARTY_TOLD = "party_told"
    HEARING_OFFERED = "hearing_offered"
    HEARING_CALLED = "hearing_called"
    FEE_ASKED = "fee_asked"
    FEE_PAID = "fee_paid"
    RENEWED = "renewed"
    CERTIFICATES_READY = "certificates_ready"
    LAPSED = "lapsed"
    TERMINATED = "terminated"
    TAKEN_BACK = "taken_back"
    FORWARDED = "forwarded"
    UPPER_RESULT = "upper_result"


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
        sms=f"已受理，最迟{_short_day(due)}办结",
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
        sms=f"时限恢复计算，最迟{_short_day(due)}办结",
    )


def supplements_asked(about: About, *, gaps: int, until: date) -> Wording:
    """The pre-review wants something more, before the application is received."""
    return _wording(
        Kind.SUPPLEMENTS_ASKED,
        about,
        title="预审需要补件",
        body=f"预审发现有 {gaps} 处需要补充，请最迟在 {_day(until)}补齐。补什么、怎么补，都写在《预审补件通知书》里。",
        sms=f"预审有{gaps}处要补，{_short_day(until)}前",
    )


def pre_review_failed(about: About) -> Wording:
    """The pre-review ended against it; it may be filed anew."""
    return _wording(
        Kind.PRE_REVIEW_FAILED,
        about,
        title="预审没有通过",
        body="您的申请没有通过预审，原因写在《预审不通过告知书》里，可以在办件详情里下载。改好以后可以重新申请。",
        sms="预审没有通过，原因请登录查看",
    )


def originals_wanted(about: About, *, until: date) -> Wording:
    """The pre-review is passed; the paper originals have to come to the window, else nothing goes on."""
    return _wording(
        Kind.ORIGINALS_WANTED,
        about,
        title="预审通过，请交原件",
        body=f"您的申请已经通过预审。请最迟在 {_day(until)}把纸质原件交到办理窗口，过期没有交来，这次申请就办结了。",
        sms=f"预审通过，请在{_short_day(until)}前到窗口交原件",
    )


def originals_received(about: About) -> Wording:
    """The originals are there; the five working days to accept count from this day (art. 32(4))."""
    return _wording(
        Kind.ORIGINALS_RECEIVED,
        about,
        title="原件已收到",
        body="窗口已经收到您的原件，会在 5 个工作日内告诉您是否受理。《收件通知书》可以在办件详情里下载。",
        sms="原件已收到，5个工作日内告知是否受理",
    )


def no_licence_needed(about: About) -> Wording:
    """What was applied for can be done without a licence (art. 32(1))."""
    return _wording(
        Kind.NO_LICENCE_NEEDED,
        about,
        title="不需要办理许可",
        body="您申请的事情依法不需要取得许可，可以直接去做，所以不受理。理由写在《不受理告知书》里。",
        sms="依法不需要许可，原因请登录查看",
    )


def sent_back(about: About) -> Wording:
    """The application was given back."""
    return _wording(
        Kind.SENT_BACK,
        about,
        title="申请已退回",
        body="您的申请已经退回，原因写在《退件通知书》里，可以在办件详情里下载。需要时可以重新申请。",
        sms="申请已退回，原因请登录查看",
    )


def deemed_accepted(about: About, *, since: date, due: date) -> Wording:
    """Nobody answered in time, so the law accepted it on the day the materials came (art. 32(4))."""
    return _wording(
        Kind.DEEMED_ACCEPTED,
        about,
        title="申请视为已受理",
        body=(
            "收到材料后 5 个工作日内没有告诉您是否受理，"
            f"依法自收到材料之日（{_day(since)}）起就是受理。最迟 {_day(due)}办结。"
        ),
        sms=f"依法视为已受理，最迟{_short_day(due)}办结",
    )


def extended(about: About, *, days: int, due: date) -> Wording:
    """The head allowed more days; the letter says why (art. 42)."""
    return _wording(
        Kind.EXTENDED,
        about,
        title="办理期限延长",
        body=f"经负责人批准，办理期限延长 {days} 个工作日，最迟 {_day(due)}办结。理由写在《延长办理期限告知书》里。",
        sms=f"期限延长{days}个工作日，最迟{_short_day(due)}办结",
    )


def party_told(about: About, *, party: str, until: date) -> Wording:
    """To somebody whose vital interests an application of another touches: they may speak (art. 36)."""
    return _wording(
        Kind.PARTY_TOLD,
        about,
        to=party,
        title="有一项申请关系到您",
        body=(
            "这项申请可能直接关系到您的重大利益。"
            f"您可以最迟在 {_day(until)}向办理单位陈述、申辩，也可以请人转达。详情请看《利害关系人告知书》。"
        ),
        sms=f"关系到您，{_short_day(until)}前可以陈述意见",
    )


def hearing_offered(about: About, *, until: date, party: str = "") -> Wording:
    """A hearing may be asked for, free of charge (arts 46 and 47)."""
    return _wording(
        Kind.HEARING_OFFERED,
        about,
        to=party,
        title="您可以要求听证",
        body=f"作出决定以前，您可以要求听证，不收费。想要听证的，请最迟在 {_day(until)}提出；不提出就不举行。",
        sms=f"可以要求听证，{_short_day(until)}前提出",
    )


def hearing_called(about: About, *, held_on: date, place: str, party: str = "") -> Wording:
    """When and where the hearing takes place, told at least seven days before (art. 48)."""
    return _wording(
        Kind.HEARING_CALLED,
        about,
        to=party,
        title="听证时间和地点定了",
        body=f"听证定于 {_day(held_on)}在{place}举行。几点开始、由谁主持，都写在《听证通知书》里。",
        sms=f"{_short_day(held_on)}举行听证，请登录查看",
    )


def fee_asked(about: About, *, cents: int, until: date) -> Wording:
    """There is something to pay, by this basis, until this day (art. 58)."""
    yuan = f"{cents // 100:,}.{cents % 100:02d}"
    return _wording(
        Kind.FEE_ASKED,
        about,
        title="请缴费",
        body=(
            f"请最迟在 {_day(until)}缴费 {yuan} 元。收什么、依据哪一条，都写在《缴费通知书》里。"
            "过期没有缴，这次申请就办结了。"
        ),
        sms=f"请在{_short_day(until)}前缴费{yuan}元",
    )


def fee_paid(about: About) -> Wording:
    """The payment has arrived."""
    return _wording(
        Kind.FEE_PAID, about, title="缴费已收到", body="您的缴费已经收到，申请继续办理。", sms="缴费已收到，继续办理"
    )


def renewed(about: About) -> Wording:
    """The licence expired before a decision; the law renews it (art. 50)."""
    return _wording(
        Kind.RENEWED,
        about,
        title="视为准予延续",
        body="您的许可到期前没有作出决定，依法视为准予延续。决定书可以在办件详情里下载。",
        sms="依法视为准予延续，请登录查看",
    )


def certificates_ready(about: About, *, names: tuple[str, ...]) -> Wording:
    """The licences are made out (art. 44)."""
    return _wording(
        Kind.CERTIFICATES_READY,
        about,
        title="证照已做好",
        body=f"{'、'.join(names)}已经做好。怎样领取，请看办事指南，也可以打咨询电话。",
        sms="证照已做好，请登录查看怎样领取",
    )


def lapsed(about: About) -> Wording:
    """What was asked for did not come in time; it may be filed anew."""
    return _wording(
        Kind.LAPSED,
        about,
        title="过期没有补来，已办结",
        body="到了期限还没有收到要您补交或者缴纳的内容，这次申请不再办理。备齐以后，可以随时重新申请。",
        sms="过期没有补来，已办结，可重新申请",
    )


def terminated(about: About) -> Wording:
    """There is nothing left to decide; the letter says why, and where to turn."""
    return _wording(
        Kind.TERMINATED,
        about,
        title="已终止办理",
        body="这项申请不能继续办理，已经终止。理由和救济途径写在《终止办理告知书》里，可以在办件详情里下载。",
        sms="已终止办理，理由请登录查看",
    )


def taken_back(about: About, *, what: str) -> Wording:
    """What was told before was a mistake, and has no force any more."""
    return _wording(
        Kind.TAKEN_BACK,
        about,
        title="更正",
        body=f"前面告诉您的“{what}”办错了，已经撤销，请以后面的通知为准。给您添了麻烦，很抱歉。",
        sms=f"“{_short(what, SHORTEST_ITEM)}”办错了，已撤销",
    )


def forwarded(about: About, *, to: str) -> Wording:
    """The first review is done and the upper level decides; nothing need be handed in again."""
    return _wording(
        Kind.FORWARDED,
        about,
        title="申请已转报上级",
        body=f"初审已经完成，连同您交的材料一起转报{to}决定。材料不用再交，那边受理以后会告诉您新的办件编号和期限。",
        sms="初审完成，已转报上级，材料不用再交",
    )


def upper_result(about: About, *, granted: bool | None) -> Wording:
    """The upper level's result is there; None: it ended without a decision."""
    word = {True: "已经批准", False: "没有批准", None: "没有作决定就办结了"}[granted]
    return _wording(
        Kind.UPPER_RESULT,
        about,
        title="上级已有结果",
        body=f"这项申请转报以后，上级机关{word}。结果和文书在上级机关的办件详情里，这一级的办理到此结束。",
        sms="上级已有结果，请登录查看",
    )


def masked(name: str) -> str:
    """A name that its bearer recognises and strangers do not: 陈*, 泉州…公司."""
    if len(name) <= SHORT_NAME:
        return name[:1] + "*" * (len(name) - 1)
    return f"{name[:2]}…{name[-2:]}"


def has_id_number(text: str) -> bool:
    """Whether a citizen's identity number stands in this text; GB 11643, with its check digit."""
    return any(ric.is_valid(found.upper()) for found in ID_NUMBER.findall(text))


def _wording(kind: Kind, about: About, *, title: str, body: str, sms: str, to: str = "") -> Wording:
    """`to` is whom the notice speaks to when it is not the applicant."""
    who = about.applicant if to else "您"
    return Wording(
        kind=kind,
        title=f"{title}：{_short(about.item, 60)}",
        body=f"{to or about.applicant}：\n{who}申请办理“{about.item}”（办件编号 {about.case_number}）。{body}",
        sms=_sms(about, to=to or about.applicant, outcome=sms),
    )


def _sms(about: About, *, to: str, outcome: str) -> str:
    """One part of a text message: the names of item and hall give way, the outcome and the number never do."""
    ending = f"”{outcome}。{about.case_number}"
    greeting = f"{masked(to)}："
    room = SMS_LENGTH - len(ending) - len(greeting) - len("【】“")
    hall = _short(about.hall, room - SHORTEST_ITEM)
    return f"【{hall}】{greeting}“{_short(about.item, room - len(hall))}{ending}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _short_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
