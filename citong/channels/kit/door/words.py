"""Stays and sign-ins, as people read them."""

from dataclasses import dataclass
from datetime import datetime

from citong.identity import facade as identity

MEANS = {
    identity.Means.PASSWORD: "密码",
    identity.Means.PHONE_CODE: "短信验证码",
    identity.Means.PASSKEY: "通行密钥",
    identity.Means.ONE_TIME_CODE: "动态验证码",
    identity.Means.CERTIFICATE: "数字证书",
    identity.Means.BUSINESS_LICENCE: "电子营业执照",
    identity.Means.PARTNER: "其他平台账号",
    identity.Means.RECOVERY_CODE: "恢复码",
}
_TONES = {
    identity.SignIn.Outcome.IN: "ok",
    identity.SignIn.Outcome.WRONG: "warn",
    identity.SignIn.Outcome.SLOWED: "late",
    identity.SignIn.Outcome.CLOSED: "late",
}


@dataclass(frozen=True)
class Stay:
    """One device that is signed in."""

    session_id: str
    browser: str
    address: str
    means: str
    opened_at: datetime
    seen_at: datetime
    is_here: bool


@dataclass(frozen=True)
class Line:
    """One line of the book at the door."""

    at: datetime
    outcome: str
    tone: str
    means: str
    browser: str
    address: str
    is_new_device: bool


def stay_of(session: identity.Session, *, here: str) -> Stay:
    """A session, in words; `here` names the one that looks."""
    shown = [_means(session.means), _means(session.second)]
    return Stay(
        session_id=session.session_id,
        browser=session.browser or "不认识的浏览器",
        address=session.address or "未知",
        means="加".join(word for word in shown if word) or "密码",
        opened_at=session.opened_at,
        seen_at=session.seen_at,
        is_here=session.session_id == here,
    )


def line_of(sign_in: identity.SignIn) -> Line:
    """A sign-in, in words."""
    outcome = identity.SignIn.Outcome(sign_in.outcome)
    return Line(
        at=sign_in.at,
        outcome=str(outcome.label),
        tone=_TONES[outcome],
        means=_means(sign_in.means),
        browser=sign_in.browser or "不认识的浏览器",
        address=sign_in.address or "未知",
        is_new_device=sign_in.is_new_device,
    )


def _means(value: str) -> str:
    return MEANS[identity.Means(value)] if value else ""
