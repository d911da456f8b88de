"""What identity needs from outside: sources that know who people are, and the word of partners.

It also needs somebody to tell sites that a session is over, and asks what lies above it whether an account may close.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from .rules.levels import Attribute, Outcome


@dataclass(frozen=True)
class PersonClaim:
    """Who somebody says they are, with their telephone and one more number that only they should know."""

    name: str
    id_type: str
    id_number: str
    phone: str
    attribute: Attribute
    value: str


@dataclass(frozen=True)
class EnterpriseClaim:
    """Which body somebody says they act for."""

    name: str
    uscc: str
    legal_representative: str


@dataclass(frozen=True)
class LicenceClaim:
    """The code that the electronic business licence of a body shows on a telephone."""

    uscc: str
    code: str


class RealNameCheck(Protocol):
    """Compares with what the registers say. Raises Unavailable when no answer can be trusted.

    The same reference is the same question; an answer says only whether it agrees, never what the register holds.
    """

    def person(self, claim: PersonClaim, *, reference: str) -> Outcome:
        """Whether all of this belongs to one person."""
        ...

    def enterprise(self, claim: EnterpriseClaim, *, reference: str) -> Outcome:
        """Whether the body is registered under this name, code and representative."""
        ...

    def licence(self, claim: LicenceClaim, *, reference: str) -> Outcome:
        """Whether the body's licence shows this code now."""
        ...


class Obligations(Protocol):
    """What stands in the way of closing an account, as modules above know it."""

    def open_matters(self, account_ref: str) -> list[str]:
        """Each thing that is under way in the name of this account, in words for its holder."""
        ...


@dataclass(frozen=True)
class PartnerTerms:
    """A partner, as an adapter needs to know it."""

    code: str
    address: str
    client_id: str = ""
    secret: str = field(default="", repr=False)
    scopes: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)


class Manner(StrEnum):
    """How somebody is led to a partner: as usual, to show once more who they are, or only to see whether they have."""

    USUAL = "usual"
    ANEW = "anew"
    SILENTLY = "silently"


@dataclass(frozen=True)
class Departure:
    """Where somebody is led to show who they are, and what has to be remembered of it in their browser."""

    address: str
    state: str
    nonce: str = ""
    verifier: str = ""
    back_to: str = ""
    manner: str = Manner.USUAL.value


@dataclass(frozen=True)
class Assertion:
    """What a partner says of somebody; all of it was checked to come from that partner, and to be meant for us."""

    subject: str
    session: str = ""
    level: str = ""
    name: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    enterprise_name: str = ""
    credit_code: str = ""
    legal_representative: str = ""
    id_token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Ending:
    """A partner's word that a session there is over: which of its sessions, or everything of somebody."""

    subject: str = ""
    session: str = ""
    name: str = ""
    expires_at: datetime | None = None


class IdentityProvider(Protocol):
    """A partner whose word we take on who somebody is.

    Raises Unavailable when it does not answer, PartnerDeclined when it vouches for nobody, and PartnerRefused when what
    it says cannot be believed.
    """

    def depart(self, partner: PartnerTerms, *, back_to: str, manner: Manner) -> Departure:
        """Where to lead somebody."""
        ...

    def arrive(
        self, partner: PartnerTerms, *, departure: Departure, answer: Mapping[str, str], at: datetime
    ) -> Assertion:
        """What the partner says of whoever came back with this answer."""
        ...

    def end_told(self, partner: PartnerTerms, *, told: Mapping[str, str], at: datetime) -> Ending:
        """What is over, if this really comes from the partner."""
        ...

    def leave(self, partner: PartnerTerms, *, id_token: str, back_to: str) -> str:
        """Where somebody signs out of the partner too; empty when it has no such place."""
        ...


class LogoutCarrier(Protocol):
    """Tells sites that a session is over. Raises Unavailable when the site does not confirm."""

    def tell(self, address: str, *, logout_token: str) -> None:
        """Hand the signed word over."""
        ...
