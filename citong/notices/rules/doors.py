"""What somebody is told about their own door: their account, not an application."""

from datetime import datetime

from .wording import SMS_LENGTH, Kind, Wording, shortened

_ADVICE = "如果不是您本人，请马上打开“账号安全”，让那台设备退出，再改密码；也可以打 12345 求助。"
_CHANGES = {
    "one_time_codes_added": "设置了动态验证码",
    "one_time_codes_dropped": "停用了动态验证码",
    "passkey_added": "添加了一个通行密钥",
    "passkey_dropped": "删除了一个通行密钥",
    "cleared": "由管理员清除了全部第二重验证，下次登录要重新设置",
}


def signed_in_elsewhere(*, hall: str, browser: str, address: str, at: datetime) -> Wording:
    """Somebody signed in with a device that was never seen with this account; `at` is in local time."""
    return Wording(
        kind=Kind.SIGNED_IN_ELSEWHERE,
        title="您的账号在一台新设备上登录了",
        body=f"{at.month} 月 {at.day} 日 {at:%H:%M}，您的账号用“{browser}”登录（网络地址 {address or '未知'}）。"
        f"{_ADVICE}",
        sms=_sms(hall, f"您的账号{at:%H:%M}在新设备登录（{browser}）。不是本人请马上改密码。"),
    )


def second_factor_changed(*, hall: str, change: str, at: datetime) -> Wording:
    """What is asked beside the password has changed; `at` is in local time."""
    words = _CHANGES[change]
    return Wording(
        kind=Kind.SECOND_FACTOR_CHANGED,
        title="您的登录方式改了",
        body=f"{at.month} 月 {at.day} 日 {at:%H:%M}，您的账号{words}。{_ADVICE}",
        sms=_sms(hall, f"您的账号{words.partition('，')[0]}。不是本人请马上改密码。"),
    )


def _sms(hall: str, said: str) -> str:
    return f"【{shortened(hall, SMS_LENGTH - len(said) - 2)}】{said}"
