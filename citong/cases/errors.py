"""Refusals that only cases can give."""

from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal

__all__ = [  # noqa: RUF022 - in the order of the story
    "NoSuchCase",
    "NotOnline",
    "NotSureEnough",
    "FormOutdated",
    "PackageChanged",
    "NotReleasable",
    "ApplicationIncomplete",
    "NotYourPost",
    "AlreadyReceived",
    "AlreadyCorrected",
    "ApplicantAsked",
    "NothingAsked",
    "MaterialsShared",
    "NotForwarded",
    "DeemedAccepted",
    "ReviewAlreadyGiven",
    "ReasonMissing",
    "PointsUnticked",
    "RouteChangeUnderWay",
    "NothingToMove",
    "NoSuchRouteChange",
    "NeedsAnotherPerson",
    "NotTwoOfficers",
    "PauseNotAllowed",
    "CannotExtend",
    "SignatureMissing",
    "SomethingIsOwed",
    "OutOfTurn",
    "QuotaUsedUp",
    "NoFeeDue",
    "TooSoon",
    "TooLate",
    "CannotTakeBack",
    "NotReassignable",
    "TooManyGuesses",
    "ExaminedIt",
    "HandedItIn",
    "NotAllowedToUnmask",
    "NotAllowedToBreakGlass",
    "NoNeedToBreakGlass",
]


class NoSuchCase(NotFound):
    """There is no such case, or it is not this person's."""

    code = "cases.no_such_case"


class ApplicationIncomplete(InvalidInput):
    """Answers or materials are missing or wrong; each fault names its field."""

    code = "cases.application_incomplete"


class FormOutdated(Refusal):
    """The item has a newer version than the one this application was filled in for."""

    code = "cases.form_outdated"


class NotOnline(Refusal):
    """The item cannot be applied for online."""

    code = "cases.not_online"


class NotSureEnough(NotPermitted):
    """The item asks the hall to be surer of who applies than it is."""

    code = "cases.not_sure_enough"


class NotYourPost(NotPermitted):
    """Another post has to do this."""

    code = "cases.not_your_post"


class ReviewAlreadyGiven(Refusal):
    """The opinion was given before."""

    code = "cases.review_already_given"


class PointsUnticked(InvalidInput):
    """The step asks for every point to be looked at before a favourable opinion."""

    code = "cases.points_unticked"


class NotForwarded(Refusal):
    """The case was not sent up, so nothing can come of it above."""

    code = "cases.not_forwarded"


class RouteChangeUnderWay(Refusal):
    """The open cases of this item are being moved already; one plan after the other."""

    code = "cases.route_change_under_way"


class NothingToMove(Refusal):
    """No open case would go another way, or the plan was carried out, given up or overtaken."""

    code = "cases.nothing_to_move"


class NoSuchRouteChange(NotFound):
    """There is no such plan to move open cases."""

    code = "cases.no_such_route_change"


class NeedsAnotherPerson(NotPermitted):
    """Whoever prepares a change for many cases does not approve it, too."""

    code = "cases.needs_another_person"


class ReasonMissing(InvalidInput):
    """The law asks for reasons, a basis or remedies, and one is missing."""

    code = "cases.reason_missing"


class AlreadyCorrected(Refusal):
    """A second correction notice needs its reason (Licensing Act, art. 32: everything at once)."""

    code = "cases.already_corrected"


class NothingAsked(Refusal):
    """No post that reviews waits for anything of the applicant."""

    code = "cases.nothing_asked"


class ApplicantAsked(Refusal):
    """A post that reviews waits for something of the applicant; one thing after the other."""

    code = "cases.applicant_asked"


class AlreadyReceived(Refusal):
    """The originals were received before; the term of acceptance counts from that day."""

    code = "cases.already_received"


class PauseNotAllowed(Refusal):
    """This procedure may not stop the clock."""

    code = "cases.pause_not_allowed"


class TooManyGuesses(Refusal):
    """Too many wrong query codes for this number."""

    code = "cases.too_many_guesses"
    status = 429


class DeemedAccepted(Refusal):
    """Nothing was told in five working days, so the case counts as accepted (Licensing Act, art. 32)."""

    code = "cases.deemed_accepted"


class NotTwoOfficers(InvalidInput):
    """The law asks for two officers at least (Licensing Act, art. 34)."""

    code = "cases.not_two_officers"


class SomethingIsOwed(Refusal):
    """A hearing, an inspection, a statement or a fee has to come before the decision."""

    code = "cases.something_is_owed"


class OutOfTurn(Refusal):
    """Numbers are limited: an earlier accepted application is decided first (Licensing Act, art. 57)."""

    code = "cases.out_of_turn"


class QuotaUsedUp(Refusal):
    """As many were granted as the item allows."""

    code = "cases.quota_used_up"


class CannotExtend(Refusal):
    """The term cannot be extended, or not again, or not by so much."""

    code = "cases.cannot_extend"


class TooLate(Refusal):
    """The day by which this had to be done is over."""

    code = "cases.too_late"


class TooSoon(Refusal):
    """The day from which this can be done has not come."""

    code = "cases.too_soon"


class CannotTakeBack(Refusal):
    """What was done last cannot be undone, or has been built upon."""

    code = "cases.cannot_take_back"


class NoFeeDue(Refusal):
    """The item has no fee with a legal basis for this application (Licensing Act, art. 58)."""

    code = "cases.no_fee_due"


class NotReassignable(Refusal):
    """The work can only go to a post of the same department that may do it."""

    code = "cases.not_reassignable"


class MaterialsShared(Refusal):
    """The lower level sent everything up; the applicant is not asked again (Licensing Act, arts 35 and 43)."""

    code = "cases.materials_shared"


class PackageChanged(Refusal):
    """The package says something else now than when this application was begun."""

    code = "cases.package_changed"


class NotReleasable(Refusal):
    """What this member waits for has not been granted anew."""

    code = "cases.not_releasable"


class SignatureMissing(Refusal):
    """This hall wants decisions and issued certificates signed by whoever makes them."""

    code = "cases.signature_missing"


class ExaminedIt(NotPermitted):
    """Whoever gave an opinion on an application does not decide it."""

    code = "cases.examined_it"


class HandedItIn(NotPermitted):
    """Whoever handed an application in for a citizen does not handle it."""

    code = "cases.handed_it_in"


class NotAllowedToUnmask(NotPermitted):
    """Whole data of people are read by those who handle their matters."""

    code = "cases.not_allowed_to_unmask"


class NotAllowedToBreakGlass(NotPermitted):
    """Opening what one may not see, and reviewing that, belong to certain roles."""

    code = "cases.not_allowed_to_break_glass"


class NoNeedToBreakGlass(Refusal):
    """The case can be seen as it is."""

    code = "cases.no_need_to_break_glass"
