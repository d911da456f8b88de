"""Before acceptance: received, looked at, sent back, accepted or not."""

from datetime import date

from .wording import About, Kind, Wording, in_words, short_day, wording


def received(about: About) -> Wording:
    """Your application has arrived."""
    return wording(
        Kind.RECEIVED,
        about,
        title="申请已收到",
        body="我们已经收到您的申请，工作人员会在 5 个工作日内告诉您是否受理。",
        sms="已收到，5个工作日内告知是否受理",
    )


def supplements_asked(about: About, *, gaps: int, until: date) -> Wording:
    """The pre-review wants something more, before the application is received."""
    return wording(
        Kind.SUPPLEMENTS_ASKED,
        about,
        title="预审需要补件",
        body=(
            f"预审发现有 {gaps} 处需要补充，请最迟在 {in_words(until)}补齐。"
            "补什么、怎么补，都写在《预审补件通知书》里。"
        ),
        sms=f"预审有{gaps}处要补，{short_day(until)}前",
    )


def pre_review_failed(about: About) -> Wording:
    """The pre-review ended against it; it may be filed anew."""
    return wording(
        Kind.PRE_REVIEW_FAILED,
        about,
        title="预审没有通过",
        body="您的申请没有通过预审，原因写在《预审不通过告知书》里，可以在办件详情里下载。改好以后可以重新申请。",
        sms="预审没有通过，原因请登录查看",
    )


def originals_wanted(about: About, *, until: date) -> Wording:
    """The pre-review is passed; the paper originals have to come to the window, else nothing goes on."""
    return wording(
        Kind.ORIGINALS_WANTED,
        about,
        title="预审通过，请交原件",
        body=(
            f"您的申请已经通过预审。请最迟在 {in_words(until)}把纸质原件交到办理窗口，过期没有交来，这次申请就办结了。"
        ),
        sms=f"预审通过，请在{short_day(until)}前到窗口交原件",
    )


def originals_received(about: About) -> Wording:
    """The originals are there; the five working days to accept count from this day (art. 32(4))."""
    return wording(
        Kind.ORIGINALS_RECEIVED,
        about,
        title="原件已收到",
        body="窗口已经收到您的原件，会在 5 个工作日内告诉您是否受理。《收件通知书》可以在办件详情里下载。",
        sms="原件已收到，5个工作日内告知是否受理",
    )


def corrections_asked(about: About, *, gaps: int, until: date | None = None) -> Wording:
    """Something is missing; all of it is told at once (Administrative Licensing Act, art. 32(4))."""
    term = f"，请最迟在 {in_words(until)}补齐" if until else "，请尽快补齐"
    return wording(
        Kind.CORRECTIONS_ASKED,
        about,
        title="材料需要补正",
        body=f"有 {gaps} 处需要补正{term}。需要补什么、怎么补，都写在《补正告知书》里，一次说清。",
        sms=f"有{gaps}处要补正，请登录查看",
    )


def accepted(about: About, *, due: date) -> Wording:
    """Your application is accepted, and the term runs."""
    return wording(
        Kind.ACCEPTED,
        about,
        title="申请已受理",
        body=f"您的申请已经受理，最迟 {in_words(due)}办结。《受理通知书》可以在办件详情里下载。",
        sms=f"已受理，最迟{short_day(due)}办结",
    )


def deemed_accepted(about: About, *, since: date, due: date) -> Wording:
    """Nobody answered in time, so the law accepted it on the day the materials came (art. 32(4))."""
    return wording(
        Kind.DEEMED_ACCEPTED,
        about,
        title="申请视为已受理",
        body=(
            "收到材料后 5 个工作日内没有告诉您是否受理，"
            f"依法自收到材料之日（{in_words(since)}）起就是受理。最迟 {in_words(due)}办结。"
        ),
        sms=f"依法视为已受理，最迟{short_day(due)}办结",
    )


def not_accepted(about: About) -> Wording:
    """Your application is not accepted; the letter says why and what can be done."""
    return wording(
        Kind.NOT_ACCEPTED,
        about,
        title="申请不予受理",
        body="您的申请不予受理。原因、依据和救济途径写在《不予受理决定书》里，可以在办件详情里下载。",
        sms="不予受理，原因请登录查看",
    )


def no_licence_needed(about: About) -> Wording:
    """What was applied for can be done without a licence (art. 32(1))."""
    return wording(
        Kind.NO_LICENCE_NEEDED,
        about,
        title="不需要办理许可",
        body="您申请的事情依法不需要取得许可，可以直接去做，所以不受理。理由写在《不受理告知书》里。",
        sms="依法不需要许可，原因请登录查看",
    )


def sent_back(about: About) -> Wording:
    """The application was given back."""
    return wording(
        Kind.SENT_BACK,
        about,
        title="申请已退回",
        body="您的申请已经退回，原因写在《退件通知书》里，可以在办件详情里下载。需要时可以重新申请。",
        sms="申请已退回，原因请登录查看",
    )
