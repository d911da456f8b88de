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


@dataclass(frozen=True)
class SupplementsAsked(Fact):
    """The pre-review on the net asked for something more, before the materials are received."""

    case_id: int
    round: int


@dataclass(frozen=True)
class CaseSupplemented(Fact):
    """The applicant brought what the pre-review asked for."""

    case_id: int
    round: int


@dataclass(frozen=True)
class PreReviewFailed(Fact):
    """The pre-review ended against the application; nothing was received."""

    case_id: int


@dataclass(frozen=True)
class PreReviewPassed(Fact):
    """Nothing is missing on the net; the applicant has to bring the originals."""

    case_id: int


@dataclass(frozen=True)
class OriginalsReceived(Fact):
    """The originals were handed in; the term of acceptance counts from this day."""

    case_id: int


@dataclass(frozen=True)
class NoLicenceNeeded(Fact):
    """What the applicant wants needs no licence (Licensing Act, art. 32(1) no. 1)."""

    case_id: int


@dataclass(frozen=True)
class CaseSentBack(Fact):
    """The application was given back to its applicant."""

    case_id: int


@dataclass(frozen=True)
class AdditionsAsked(Fact):
    """A post that reviews asked the applicant for something more; the term of the law runs on."""

    case_id: int
    round: int


@dataclass(frozen=True)
class CaseAddedTo(Fact):
    """The applicant brought what the reviewing post had asked for."""

    case_id: int
    round: int


@dataclass(frozen=True)
class AdditionsMissed(Fact):
    """It did not come in time; the review goes on with what there is."""

    case_id: int
    round: int


@dataclass(frozen=True)
class ExtensionAsked(Fact):
    """Somebody who handles the case asks its head for more days."""

    case_id: int
    extension_id: int


@dataclass(frozen=True)
class TermExtended(Fact):
    """The head approved more days; the applicant is told why (Licensing Act, art. 42)."""

    case_id: int
    extension_id: int


@dataclass(frozen=True)
class InterestedPartyTold(Fact):
    """Somebody whose vital interests the case touches is told of it (Licensing Act, art. 36)."""

    case_id: int
    party_id: int


@dataclass(frozen=True)
class HearingOffered(Fact):
    """The applicant and the interested parties learn that they may ask for a hearing."""

    case_id: int
    hearing_id: int


@dataclass(frozen=True)
class HearingCalled(Fact):
    """Time and place of the hearing are fixed."""

    case_id: int
    hearing_id: int


@dataclass(frozen=True)
class HearingHeld(Fact):
    """The hearing took place; its record is signed."""

    case_id: int
    hearing_id: int


@dataclass(frozen=True)
class InspectionRecorded(Fact):
    """Two officers looked at the place and wrote down what they found."""

    case_id: int
    inspection_id: int


@dataclass(frozen=True)
class FeeAsked(Fact):
    """The applicant is told what to pay, and by which basis."""

    case_id: int


@dataclass(frozen=True)
class FeePaid(Fact):
    """The fee is paid."""

    case_id: int


@dataclass(frozen=True)
class CaseLapsed(Fact):
    """The applicant kept silent past the limit; the case is closed without a decision."""

    case_id: int


@dataclass(frozen=True)
class CaseTerminated(Fact):
    """The handling ended because there is nothing left to decide."""

    case_id: int


@dataclass(frozen=True)
class CaseVoided(Fact):
    """The case should never have been on record; it stays there, void, and what was written for it has no force."""

    case_id: int


@dataclass(frozen=True)
class MoveTakenBack(Fact):
    """An official took back what was done by mistake; `move` is what was undone, `step_id` its line of history."""

    case_id: int
    step_id: int
    move: str


@dataclass(frozen=True)
class CaseForwarded(Fact):
    """The first review is done; the upper level's body decides under its own item."""

    case_id: int
    department: str
    item: str
    opinion: str = ""


@dataclass(frozen=True)
class UpperResultTaken(Fact):
    """The upper level's result came back, None where it decided nothing; this level's part is closed."""

    case_id: int
    granted: bool | None


@dataclass(frozen=True)
class JointSubmitted(Fact):
    """Several applications were handed in as one; each member has told of itself as `CaseSubmitted`."""

    joint_id: int


@dataclass(frozen=True)
class JointOriginalsAwaited(Fact):
    """The lead has looked at everything on the net and waits for the paper originals, once for all."""

    joint_id: int


@dataclass(frozen=True)
class JointOriginalsReceived(Fact):
    """The paper originals of all members are at the lead's window; the term of acceptance counts from this day."""

    joint_id: int


@dataclass(frozen=True)
class JointCorrectionsAsked(Fact):
    """The applicant was told, in one notice for all members, everything that is missing."""

    joint_id: int
    round: int


@dataclass(frozen=True)
class JointCorrected(Fact):
    """The applicant handed the corrections in, once for all members."""

    joint_id: int
    round: int


@dataclass(frozen=True)
class JointAccepted(Fact):
    """The lead accepted for all; members that wait for others are accepted later."""

    joint_id: int


@dataclass(frozen=True)
class MemberReleased(Fact):
    """What a member waited for is granted: it is accepted, and its clocks run."""

    joint_id: int
    case_id: int


@dataclass(frozen=True)
class MemberBlocked(Fact):
    """What a member waits for was not granted: it stands still until the lead and the applicant have decided."""

    joint_id: int
    case_id: int


@dataclass(frozen=True)
class JointExtensionAsked(Fact):
    """The lead asks the head of the government for more days for the whole."""

    joint_id: int
    extension_id: int


@dataclass(frozen=True)
class JointExtended(Fact):
    """The head of the government approved more days for the whole (Licensing Act, art. 42)."""

    joint_id: int
    extension_id: int


@dataclass(frozen=True)
class JointDecided(Fact):
    """Every member has ended and something was decided: the lead hands everything out at once."""

    joint_id: int


@dataclass(frozen=True)
class JointDelivered(Fact):
    """The applicant has all results, from the lead's hand."""

    joint_id: int


@dataclass(frozen=True)
class JointClosed(Fact):
    """Every member has ended and nothing was decided."""

    joint_id: int


@dataclass(frozen=True)
class JointWithdrawn(Fact):
    """The applicant took everything back."""

    joint_id: int


@dataclass(frozen=True)
class GlassBroken(Fact):
    """Somebody has opened a case beyond their reach, for an hour."""

    look_id: int
