"""Refusals that only identity gives."""

from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal


class NotAllowedToVouch(NotPermitted):
    """Opening staff accounts, raising assurance, and letting systems in belong to certain posts."""

    code = "identity.not_allowed_to_vouch"


class NotYourAccount(NotPermitted):
    """A password is changed by whom it belongs to."""

    code = "identity.not_your_account"


class SignInRefused(Refusal):
    """Account or password is wrong, or the account rests: the three look alike."""

    code = "identity.sign_in_refused"
    status = 403


class AlreadyRegistered(Refusal):
    """What was given belongs to an account already; it is not said which part, nor whose."""

    code = "identity.already_registered"


class NoSuchAccount(NotFound):
    """There is no such account."""

    code = "identity.no_such_account"


class NoSuchClient(NotFound):
    """There is no such system, or it was let go."""

    code = "identity.no_such_client"


class AssuranceNotRaised(Refusal):
    """Assurance only rises, and only for the public."""

    code = "identity.assurance_not_raised"


class StaffDoNotApply(Refusal):
    """An official's account is for work; as a citizen, an official has an account like everybody."""

    code = "identity.staff_do_not_apply"


class CodeRefused(InvalidInput):
    """The code is wrong, used, too old, tried too often, or of another browser: all of these look alike."""

    code = "identity.code_refused"


class TooManyCodes(Refusal):
    """No further code can be asked for now."""

    code = "identity.too_many_codes"
    status = 429


class NamesDisagree(Refusal):
    """What was shown does not agree with the source."""

    code = "identity.names_disagree"


class TooManyChecks(Refusal):
    """The source of names was asked about this account as often as a day allows."""

    code = "identity.too_many_checks"
    status = 429


class MattersOpen(Refusal):
    """Something is still under way in the name of this account; it cannot be closed yet."""

    code = "identity.matters_open"


class NotThePerson(NotFound):
    """Nobody is known by this document under this name; it is not said which of the two is wrong."""

    code = "identity.not_the_person"


class NoSuchProof(NotFound):
    """There is no such proof."""

    code = "identity.no_such_proof"
