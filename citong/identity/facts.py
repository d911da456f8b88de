"""What identity tells the others."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class SignedInElsewhere(Fact):
    """Somebody signed in with a device that this account has not been seen with."""

    account_id: int
    sign_in_id: int


@dataclass(frozen=True)
class SessionEnded(Fact):
    """A session is over; `why` is one of Ended."""

    session_id: str
    account_id: int
    why: str


@dataclass(frozen=True)
class SecondFactorChanged(Fact):
    """What an account asks for beside the password was added to or taken away; `change` names it."""

    account_id: int
    change: str
    changed_at: str
