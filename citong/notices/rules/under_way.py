"""While a case is under way: its term stands still or grows, somebody is asked, a fee is due, it goes up."""

from datetime import date

from .wording import SHORTEST_ITEM, About, Kind, Wording, in_words, short_day, shortened, wording


def paused(about: About, *, procedure: str, days: int) -> Wording:
    """A special procedure begins, and its time is not counted (Administrative Licensing Act, art. 45)."""
    return wording(
        Kind.PAUSED,
        about,
        title="办理时限暂停计算",
        body=f"这项申请需要{procedure}，预计 {days} 个工作日。这段时间不计入办理时限，完成后接着计算。",
        sms=f"需{shortened(procedure, SHORTEST_ITEM)}，预计{days}个工作日，时限暂停",
    )


def resumed(about: About, *, due: date) -> Wording:
    """The term runs again."""
    return wording(
        Kind.RESUMED,
        about,
        title="办理时限恢复计算",
        body=f"特别程序已经完成，办理时限恢复计算，最迟 {in_words(due)}办结。",
        sms=f"时限恢复计算，最迟{short_day(due)}办结",
    )


def extended(about: About, *, days: int, due: date) -> Wording:
    """The head allowed more days; the letter says why (art. 42)."""
    return wording(
        Kind.EXTENDED,
        about,
        title="办理期限延长",
        body=(
            f"经负责人批准，办理期限延长 {days} 个工作日，最迟 {in_words(due)}办结。理由写在《延长办理期限告知书》里。"
        ),
        sms=f"期限延长{days}个工作日，最迟{short_day(due)}办结",
    )


def additions_asked(about: About, *, gaps: int, until: date) -> Wording:
    """A post that reviews asks for something more; silence ends nothing."""
    return wording(
        Kind.ADDITIONS_ASKED,
        about,
        title="审查中需要补正",
        body=(
            f"审查中发现有 {gaps} 处需要补正，请最迟在 {in_words(until)}补来。"
            "补什么、怎么补，都写在《审查补正通知书》里；到期没有补来的，按现有材料审查。"
        ),
        sms=f"审查中有{gaps}处要补，{short_day(until)}前",
    )


def additions_missed(about: About) -> Wording:
    """It did not come in time; the review goes on with what there is."""
    return wording(
        Kind.ADDITIONS_MISSED,
        about,
        title="没有收到补正，接着审查",
        body="《审查补正通知书》里的期限已经过了，没有收到补正的内容。这次申请没有结束，工作人员按现有材料接着审查。",
        sms="到期没有补来，按现有材料接着审查",
    )


def party_told(about: About, *, party: str, until: date) -> Wording:
    """To somebody whose vital interests an application of another touches: they may speak (art. 36)."""
    return wording(
        Kind.PARTY_TOLD,
        about,
        to=party,
        title="有一项申请关系到您",
        body=(
            "这项申请可能直接关系到您的重大利益。"
            f"您可以最迟在 {in_words(until)}向办理单位陈述、申辩，也可以请人转达。详情请看《利害关系人告知书》。"
        ),
        sms=f"关系到您，{short_day(until)}前可以陈述意见",
    )


def hearing_offered(about: About, *, until: date, party: str = "") -> Wording:
    """A hearing may be asked for, free of charge (arts 46 and 47)."""
    return wording(
        Kind.HEARING_OFFERED,
        about,
        to=party,
        title="您可以要求听证",
        body=f"作出决定以前，您可以要求听证，不收费。想要听证的，请最迟在 {in_words(until)}提出；不提出就不举行。",
        sms=f"可以要求听证，{short_day(until)}前提出",
    )


def hearing_called(about: About, *, held_on: date, place: str, party: str = "") -> Wording:
    """When and where the hearing takes place, told at least seven days before (art. 48)."""
    return wording(
        Kind.HEARING_CALLED,
        about,
        to=party,
        title="听证时间和地点定了",
        body=f"听证定于 {in_words(held_on)}在{place}举行。几点开始、由谁主持，都写在《听证通知书》里。",
        sms=f"{short_day(held_on)}举行听证，请登录查看",
    )


def fee_asked(about: About, *, cents: int, until: date) -> Wording:
    """There is something to pay, by this basis, until this day (art. 58)."""
    yuan = f"{cents // 100:,}.{cents % 100:02d}"
    return wording(
        Kind.FEE_ASKED,
        about,
        title="请缴费",
        body=(
            f"请最迟在 {in_words(until)}缴费 {yuan} 元。收什么、依据哪一条，都写在《缴费通知书》里。"
            "过期没有缴，这次申请就办结了。"
        ),
        sms=f"请在{short_day(until)}前缴费{yuan}元",
    )


def fee_paid(about: About) -> Wording:
    """The payment has arrived."""
    return wording(
        Kind.FEE_PAID, about, title="缴费已收到", body="您的缴费已经收到，申请继续办理。", sms="缴费已收到，继续办理"
    )


def forwarded(about: About, *, to: str) -> Wording:
    """The first review is done and the upper level decides; nothing need be handed in again."""
    return wording(
        Kind.FORWARDED,
        about,
        title="申请已转报上级",
        body=f"初审已经完成，连同您交的材料一起转报{to}决定。材料不用再交，那边受理以后会告诉您新的办件编号和期限。",
        sms="初审完成，已转报上级，材料不用再交",
    )


def upper_result(about: About, *, granted: bool | None) -> Wording:
    """The upper level's result is there; None: it ended without a decision."""
    word = {True: "已经批准", False: "没有批准", None: "没有作决定就办结了"}[granted]
    return wording(
        Kind.UPPER_RESULT,
        about,
        title="上级已有结果",
        body=f"这项申请转报以后，上级机关{word}。结果和文书在上级机关的办件详情里，这一级的办理到此结束。",
        sms="上级已有结果，请登录查看",
    )


def taken_back(about: About, *, what: str) -> Wording:
    """What was told before was a mistake, and has no force any more."""
    return wording(
        Kind.TAKEN_BACK,
        about,
        title="更正",
        body=f"前面告诉您的“{what}”办错了，已经撤销，请以后面的通知为准。给您添了麻烦，很抱歉。",
        sms=f"“{shortened(what, SHORTEST_ITEM)}”办错了，已撤销",
    )
