"""What is told about letters."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class LetterIssued(Fact):
    """A letter has its number and is on record; its file follows within moments."""

    letter_id: int
    subject: str
    kind: str


@dataclass(frozen=True)
class LetterRevoked(Fact):
    """A later letter has taken this one's place."""

    letter_id: int
    by_letter_id: int
    subject: str


@dataclass(frozen=True)
class LetterServed(Fact):
    """A letter has reached a recipient, or counts as served from a day on."""

    letter_id: int
    service_id: int
    subject: str
    kind: str
    served_on: str
