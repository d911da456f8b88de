"""Acting for others: who was asked, who may act for whom from now on, and who no longer."""

from .wording import SMS_LENGTH, Kind, Wording, shortened


def mandate_offered(hall: str, *, other: str, kind: str) -> Wording:
    """Somebody waits for an answer."""
    body = (
        f"{other}请您同意一项授权（{kind}）。认识对方、愿意的，登录后打开“代办与授权”点“同意”；不认识的，点“不同意”。"
    )
    return _told(
        Kind.MANDATE_OFFERED, "有人请您同意一项授权", body, hall, "有一项代办授权等您同意，请登录后看“代办与授权”"
    )


def mandate_given(hall: str, *, agent: str, principal: str, kind: str, until: str) -> Wording:
    """Both know of it, so that nobody is represented without knowing."""
    body = f"{agent}现在可以代{principal}办事（{kind}，{until}）。办过什么，在“代办与授权”里都看得到；随时可以收回。"
    return _told(Kind.MANDATE_GIVEN, "授权已经生效", body, hall, "一项代办授权已经生效，不是您本意的请登录后收回")


def mandate_ended(hall: str, *, agent: str, principal: str, why: str) -> Wording:
    """Both know that it is over."""
    body = f"{agent}代{principal}办事的授权已经结束：{why}。已经交的申请不受影响，还是本人的。"
    return _told(Kind.MANDATE_ENDED, "授权已经结束", body, hall, "一项代办授权已经结束，详情请登录后看“代办与授权”")


def _told(kind: Kind, title: str, body: str, hall: str, sms: str) -> Wording:
    said = f"{sms}。"
    return Wording(kind=kind, title=title, body=body, sms=f"【{shortened(hall, SMS_LENGTH - len(said) - 2)}】{said}")
