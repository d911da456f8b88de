"""Accounts: codes for the telephone, and what their holders have to know about them."""

from .wording import SMS_LENGTH, Kind, Wording, shortened

# Where the digits go that no table holds: they are filled in when the message is handed to the carrier.
SECRET = "{code}"  # noqa: S105 -- the place of one, not one
LONGEST_SECRET = 8


def phone_code(hall: str, *, purpose: str, minutes: int) -> Wording:
    """The code that shows whose telephone it is; the text in the database has a gap where the code goes."""
    said = f"验证码{SECRET}，用于{purpose}，{minutes}分钟内有效。不要告诉任何人，工作人员也不会问您要。"
    return Wording(kind=Kind.PHONE_CODE, title="验证码", body="", sms=_sms(hall, said, room=LONGEST_SECRET))


def password_recovered(hall: str, *, name: str) -> Wording:
    """The password was set anew; if it was somebody else, every hour counts."""
    body = f"{name}：\n您的账号刚刚重设了密码，别处的登录都已经退出。不是您本人做的，请马上带证件到大厅窗口。"
    return _told(
        Kind.PASSWORD_RECOVERED, "密码已经重设", body, hall, "账号刚刚重设了密码。不是您做的，请马上到大厅窗口"
    )


def phone_changed(hall: str, *, name: str) -> Wording:
    """The account has another telephone; the old one is told."""
    body = f"{name}：\n您的账号刚刚换了手机号，以后用新号码登录、收短信。不是您本人做的，请马上带证件到大厅窗口。"
    return _told(Kind.PHONE_CHANGED, "手机号已经更换", body, hall, "账号刚刚换了手机号。不是您做的，请马上到大厅窗口")


def assurance_raised(hall: str, *, name: str, level: str) -> Wording:
    """We are surer of who they are; more can be done online."""
    body = f"{name}：\n您的账号现在是“{level}”。要这个等级的事，都可以在网上办了。"
    return _told(Kind.ASSURANCE_RAISED, f"实名等级：{level}", body, hall, f"账号现在是“{level}”")


def assurance_fell(hall: str, *, name: str, level: str) -> Wording:
    """A proof has run out."""
    body = (
        f"{name}：\n核验时用的证件已经过了有效期，您的账号现在是“{level}”。"
        "请带新证件到大厅窗口核验，或者在网上重新核对。"
    )
    return _told(Kind.ASSURANCE_FELL, f"实名等级：{level}", body, hall, f"证件过了有效期，账号现在是“{level}”")


def _told(kind: Kind, title: str, body: str, hall: str, sms: str) -> Wording:
    return Wording(kind=kind, title=title, body=body, sms=_sms(hall, f"{sms}。"))


def _sms(hall: str, said: str, *, room: int = 0) -> str:
    return f"【{shortened(hall, SMS_LENGTH - len(said) - room - 2)}】{said}"
