"""The codes that are sent to telephones: how they are derived, how long they hold, how many may be asked for. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from citong.kernel.crypto import keyed_digest, sm3, sm3_hex

DIGITS = 6
LIFE = timedelta(minutes=5)
TRIES = 5
# Between two codes for the same subject: long enough for the first to arrive.
PAUSE = timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_SUBJECT_AND_DAY = 10
# Strangers cannot use up the codes of somebody who has typed one right from where they are now.
RESERVE_PER_DAY = 5
PER_SENDER_AND_HOUR = 60  # an office, or the machines of a hall, may stand behind one address
PER_PHONE_AND_DAY = 15
# After so long nobody asks any more who wanted a code.
KEPT = timedelta(days=90)


class Purpose(StrEnum):
    """What a code is for; it is worth nothing for anything else."""

    SIGN_UP = "sign_up"
    SIGN_IN = "sign_in"
    RECOVER = "recover"
    NEW_PHONE = "new_phone"
    HELP = "help"  # to agree that somebody of the community hands something in
    CONFIRM = "confirm"  # with the number that is on the account, before something that matters


PURPOSE_WORDS = {
    Purpose.SIGN_UP: "注册",
    Purpose.SIGN_IN: "登录",
    Purpose.RECOVER: "重设密码",
    Purpose.NEW_PHONE: "换手机号",
    Purpose.HELP: "同意社区代办",
    Purpose.CONFIRM: "确认是本人",
}


@dataclass(frozen=True)
class Asked:
    """How often codes were asked for already, as far as it limits the next."""

    by_subject: Sequence[datetime]
    by_sender: int
    is_known_here: bool


def derived_code(key: str, parts: Collection[object]) -> str:
    """The six digits that belong to these parts; nobody without the key can say which."""
    digest = keyed_digest(sm3(f"telephone-code:{key}".encode()), "\x1f".join(map(str, parts)).encode())
    return f"{int.from_bytes(digest[:16], 'big') % 10**DIGITS:0{DIGITS}d}"


def is_stale(asked_at: datetime, *, at: datetime) -> bool:
    """Whether a code that was asked for then holds no more."""
    return not timedelta() <= at - asked_at < LIFE


def digest_of(what: str, secret: str) -> str:
    """What is kept of a browser's secret or of a sender's address."""
    return sm3_hex(f"{what}:{secret}".encode())


def fault_of_asking(asked: Asked, *, at: datetime) -> str | None:
    """Why no further code may be asked for now."""
    if asked.by_sender >= PER_SENDER_AND_HOUR:
        return "您这里要验证码要得太多了，请一个小时以后再试。"
    if any(at - moment < PAUSE for moment in asked.by_subject):
        return "刚刚发过一个验证码，请等一分钟再要新的。"
    allowed = PER_SUBJECT_AND_DAY + (RESERVE_PER_DAY if asked.is_known_here else 0)
    if len(asked.by_subject) >= allowed:
        return "今天要验证码的次数太多了，请明天再试，或者用密码登录。"
    return None
