"""What is told about people and accounts."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class CodeAsked(Fact):
    """Somebody waits for a code on their telephone. The code itself is asked of identity, at the last moment."""

    challenge_id: int


@dataclass(frozen=True)
class AssuranceRaised(Fact):
    """We are surer now of who somebody is."""

    account_id: int
    level: int
    proof_id: int


@dataclass(frozen=True)
class AssuranceFell(Fact):
    """A proof has run out, and what is left is worth less."""

    account_id: int
    level: int
    occasion: str


@dataclass(frozen=True)
class PasswordRecovered(Fact):
    """Somebody who had lost the password has set another; if it was not they, they have to know."""

    account_id: int
    occasion: str


@dataclass(frozen=True)
class PhoneChanged(Fact):
    """Another telephone belongs to the account; the old one is told, too."""

    account_id: int
    occasion: str


@dataclass(frozen=True)
class AccountClosed(Fact):
    """Somebody closed their account: what they had begun and never handed in is thrown away."""

    account_id: int


@dataclass(frozen=True)
class MandateOffered(Fact):
    """Somebody wants to act for another, or another to act for them; whoever is named may answer."""

    mandate_id: int


@dataclass(frozen=True)
class MandateGiven(Fact):
    """Somebody may act for another from now on."""

    mandate_id: int


@dataclass(frozen=True)
class MandateEnded(Fact):
    """Somebody may no longer act for another, or never could; the mandate says why."""

    mandate_id: int


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


@dataclass(frozen=True)
class ExportAsked(Fact):
    """Somebody wants a copy of what the hall keeps of them."""

    export_id: int
