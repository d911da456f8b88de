"""Refusals that only identity gives."""

from citong.kernel.errors import NotFound, NotPermitted, Refusal


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


class NotAllowedToUnmask(NotPermitted):
    """Whole data of people are read by those who handle their matters."""

    code = "identity.not_allowed_to_unmask"


class NoSuchExport(NotFound):
    """Nothing can be fetched: none was asked for, it is not ready, or it has gone."""

    code = "identity.no_such_export"
