"""Refusals that only cases can give."""

from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal


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


class NotYourPost(NotPermitted):
    """Another post has to do this."""

    code = "cases.not_your_post"


class ReviewAlreadyGiven(Refusal):
    """The opinion was given before."""

    code = "cases.review_already_given"


class ReasonMissing(InvalidInput):
    """The law asks for reasons, a basis or remedies, and one is missing."""

    code = "cases.reason_missing"


class AlreadyCorrected(Refusal):
    """A second correction notice needs its reason (Licensing Act, art. 32: everything at once)."""

    code = "cases.already_corrected"


class PauseNotAllowed(Refusal):
    """This procedure may not stop the clock."""

    code = "cases.pause_not_allowed"


class TooManyGuesses(Refusal):
    """Too many wrong query codes for this number."""

    code = "cases.too_many_guesses"
    status = 429
