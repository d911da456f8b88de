"""What identity needs from outside: sources that know who people are, and what of theirs is still under way."""

from dataclasses import dataclass
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
