"""What cases tell the rest of the house."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class CaseSubmitted(Fact):
    """An application was handed in and has its number."""

    case_id: int


@dataclass(frozen=True)
class CorrectionsAsked(Fact):
    """The applicant was told, at once, everything that is missing."""

    case_id: int
    round: int


@dataclass(frozen=True)
class CaseCorrected(Fact):
    """The applicant handed the corrections in."""

    case_id: int
    round: int


@dataclass(frozen=True)
class CaseTurnedAway(Fact):
    """The application was not accepted."""

    case_id: int


@dataclass(frozen=True)
class CaseAccepted(Fact):
    """The application was accepted; its clocks run."""

    case_id: int


@dataclass(frozen=True)
class ClockPaused(Fact):
    """A special procedure stopped the clock."""

    case_id: int
    event_id: int


@dataclass(frozen=True)
class ClockResumed(Fact):
    """The special procedure ended; the clock runs again."""

    case_id: int
    event_id: int


@dataclass(frozen=True)
class CaseDecided(Fact):
    """The decision was taken."""

    case_id: int
    granted: bool


@dataclass(frozen=True)
class CaseClosed(Fact):
    """The decision and its letter are out; nothing more is to be done but to deliver."""

    case_id: int


@dataclass(frozen=True)
class CaseDelivered(Fact):
    """The applicant has the result."""

    case_id: int


@dataclass(frozen=True)
class CaseWithdrawn(Fact):
    """The applicant took the application back."""

    case_id: int
