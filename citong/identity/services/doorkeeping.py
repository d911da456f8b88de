"""Who has tried too often to come in, without locking out those who live here.

A stranger's failures slow down the stranger: they are counted for this account from this sender, and for this sender
over all accounts. Only what many senders do to one account together is counted for the account, and a device that the
account's owner has signed in with before is not touched by it: it has a count of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from citong.kernel import limits
from citong.kernel.crypto import sm3_hex
from citong.kernel.limits import Patience, Quota

from ..errors import TooManyTries
from ..models import Account
from ..rules.senders import Sender, is_proven, proof_of

_MINUTE = timedelta(minutes=1)
OF_ONE = Patience("sign_in.of_one", free=5, first=_MINUTE, longest=15 * _MINUTE, forgotten=timedelta(hours=6))
OF_SENDER = Quota("sign_in.of_sender", most=30, every=_MINUTE)
# With what a known device may try, below a hundred in an hour for one account (ASVS 2.2.1).
OF_LOGIN = Quota("sign_in.of_login", most=40, every=timedelta(seconds=90))
OF_SECOND = Patience("second_factor", free=5, first=_MINUTE, longest=30 * _MINUTE, forgotten=timedelta(hours=6))
# So many failures of late, and a sender is asked a question before the next.
QUESTION_AFTER = 10


@dataclass(frozen=True)
class Try:
    """One try at an account, under the names by which it is counted."""

    login: str
    sender: Sender
    is_known: bool
    lock: str = ""

    @property
    def one(self) -> str:
        """This account from this sender, or on this device; under a new password all begins anew."""
        return f"{self.login}/{self.sender.device if self.is_known else self.sender.network}/{self.lock}"


def counted(login: str, *, account: Account | None, sender: Sender, at: datetime) -> tuple[Try, timedelta]:
    """Count a try before anything is looked at, so that trying many at once gains nothing; and how long to wait first.

    Whether there is such an account makes no difference. What has to wait is not counted.
    """
    lock = sm3_hex(account.password.encode())[:16] if account else ""
    this = Try(login, sender, is_known=account is not None and knows(account, sender), lock=lock)
    wait = limits.attempt(OF_ONE, this.one, at=at)
    if not wait and sender.network:
        wait = limits.take(OF_SENDER, sender.network, at=at)
    if not wait and not this.is_known:
        wait = limits.take(OF_LOGIN, login, at=at)
    return this, wait


def forgiven(this: Try) -> None:
    """It was the right one: it counts for nothing."""
    limits.forgive(OF_ONE, this.one)
    if this.sender.network:
        limits.give_back(OF_SENDER, this.sender.network)
    if not this.is_known:
        limits.give_back(OF_LOGIN, this.login)


def refuse_while(wait: timedelta) -> None:
    """Say how long to wait; the same to everybody, whether there is such an account or not."""
    if wait:
        raise TooManyTries(
            "试得太多了，这一次没有验证。",
            remedy=f"请过{in_words(wait)}再试。用您以前登录过的设备，或者换一种登录方式，不受影响。",
            wait_seconds=round(wait.total_seconds()),
        )


def in_words(wait: timedelta) -> str:
    """How long, as people say it."""
    seconds = max(round(wait.total_seconds()), 1)
    return f" {seconds} 秒" if seconds < 60 else f" {-(-seconds // 60)} 分钟"


def is_suspicious(sender: Sender, *, at: datetime) -> bool:
    """Whether so much has failed from there of late that a question is in place."""
    return bool(sender.network) and limits.spent(OF_SENDER, sender.network, at=at) >= QUESTION_AFTER


def knows(account: Account, sender: Sender) -> bool:
    """Whether the account's owner has signed in with this device before."""
    return bool(sender.device) and is_proven(sender, proof_for(account, device=sender.device))


def proof_for(account: Account, *, device: str) -> str:
    """What the device keeps from a sign-in; a new password makes every device a stranger."""
    return proof_of(device, account_id=account.pk, secret=account.password, key=settings.SECRET_KEY)
