"""How a case ends."""

from .wording import About, Kind, Wording, wording


def granted(about: About, *, results: tuple[str, ...] = ()) -> Wording:
    """The decision is yes."""
    given = f"办理结果：{'、'.join(results)}。" if results else ""
    return wording(
        Kind.GRANTED,
        about,
        title="申请已批准",
        body=f"您的申请已经批准。{given}决定书可以在办件详情里下载。",
        sms="已批准，请登录查看结果",
    )


def refused(about: About) -> Wording:
    """The decision is no; the letter gives reasons and remedies (Administrative Licensing Act, art. 38)."""
    return wording(
        Kind.REFUSED,
        about,
        title="申请未获批准",
        body="您的申请未获批准。理由，以及怎样申请行政复议、提起行政诉讼，都写在决定书里，可以在办件详情里下载。",
        sms="未获批准，理由请登录查看",
    )


def renewed(about: About) -> Wording:
    """The licence expired before a decision; the law renews it (art. 50)."""
    return wording(
        Kind.RENEWED,
        about,
        title="视为准予延续",
        body="您的许可到期前没有作出决定，依法视为准予延续。决定书可以在办件详情里下载。",
        sms="依法视为准予延续，请登录查看",
    )


def certificates_ready(about: About, *, names: tuple[str, ...]) -> Wording:
    """The licences are made out (art. 44)."""
    return wording(
        Kind.CERTIFICATES_READY,
        about,
        title="证照已做好",
        body=f"{'、'.join(names)}已经做好。怎样领取，请看办事指南，也可以打咨询电话。",
        sms="证照已做好，请登录查看怎样领取",
    )


def withdrawn(about: About) -> Wording:
    """The applicant has taken the application back."""
    return wording(
        Kind.WITHDRAWN,
        about,
        title="申请已撤回",
        body="您已经撤回这项申请，我们不再办理。以后需要时，可以重新申请。",
        sms="已按您的要求撤回",
    )


def lapsed(about: About) -> Wording:
    """What was asked for did not come in time; it may be filed anew."""
    return wording(
        Kind.LAPSED,
        about,
        title="过期没有补来，已办结",
        body="到了期限还没有收到要您补交或者缴纳的内容，这次申请不再办理。备齐以后，可以随时重新申请。",
        sms="过期没有补来，已办结，可重新申请",
    )


def terminated(about: About) -> Wording:
    """There is nothing left to decide; the letter says why, and where to turn."""
    return wording(
        Kind.TERMINATED,
        about,
        title="已终止办理",
        body="这项申请不能继续办理，已经终止。理由和救济途径写在《终止办理告知书》里，可以在办件详情里下载。",
        sms="已终止办理，理由请登录查看",
    )


def voided(about: About) -> Wording:
    """It should never have been on record; the letter says why, and where to turn."""
    return wording(
        Kind.VOIDED,
        about,
        title="登记有误，已作废",
        body="这件是登记错的，已经作废，不再办理。理由和救济途径写在《终止办理告知书》里，可以在办件详情里下载。您确实要办的，请重新申请。",
        sms="登记有误，已作废，理由请登录查看",
    )
