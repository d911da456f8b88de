"""Refusals that only identity gives."""

from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal

__all__ = [  # noqa: RUF022 - in the order of the story
    "NotToOneself",
    "RolesApart",
    "AlreadyGranted",
    "CannotGrant",
    "NoSuchGrant",
    "AccountIsAsWanted",
    "SignInRefused",
    "CodeRefused",
    "TooManyCodes",
    "TooManyTries",
    "WrongCode",
    "PasskeyRefused",
    "NoSuchFactor",
    "SecondFactorNeeded",
    "NoSuchSession",
    "AlreadyRegistered",
    "NotYourAccount",
    "NotThePerson",
    "NotAllowedToVouch",
    "AssuranceNotRaised",
    "NamesDisagree",
    "TooManyChecks",
    "MattersOpen",
    "StaffDoNotApply",
    "NoSuchAccount",
    "NoSuchClient",
    "NoSuchExport",
    "SignOnFault",
    "SiteUnknown",
    "NoSuchSite",
    "NoSuchConsent",
    "NoSuchPartner",
    "PartnerRefused",
    "PartnerDeclined",
    "IdentityConflict",
    "NoSuchMandate",
    "MandateIsOver",
    "BeyondTheMandate",
    "MandateNotSigned",
    "CannotRepresent",
    "OfferedAlready",
    "TooManyOffers",
    "NoSuchProof",
    "NoAuthority",
    "CertificateNotIssued",
    "NoSuchCertificate",
    "SignatureRefused",
]


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


class TooManyTries(SignInRefused):
    """Too many tries of late; how long to wait is said to everybody alike."""

    code = "identity.too_many_tries"
    status = 429


class WrongCode(Refusal):
    """The code is wrong, was used, or is too old: the three look alike."""

    code = "identity.wrong_code"
    status = 403


class PasskeyRefused(Refusal):
    """What the passkey signed does not fit what was asked."""

    code = "identity.passkey_refused"
    status = 403


class NoSuchFactor(NotFound):
    """There is no such passkey, or it is somebody else's."""

    code = "identity.no_such_factor"


class SecondFactorNeeded(Refusal):
    """The last second factor of an official stays until there is another."""

    code = "identity.second_factor_needed"


class NoSuchSession(NotFound):
    """There is no such session, or it has ended, or it is somebody else's."""

    code = "identity.no_such_session"


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


class NoAuthority(Refusal):
    """This hall issues no certificates yet."""

    code = "identity.no_authority"


class CertificateNotIssued(Refusal):
    """This account, or this key, is given no certificate."""

    code = "identity.certificate_not_issued"


class NoSuchCertificate(NotFound):
    """There is no such certificate."""

    code = "identity.no_such_certificate"


class SignatureRefused(Refusal):
    """What was signed is not what was asked for, or not by whom, or not in time."""

    code = "identity.signature_refused"


class NoSuchExport(NotFound):
    """Nothing can be fetched: none was asked for, it is not ready, or it has gone."""

    code = "identity.no_such_export"


class NotToOneself(NotPermitted):
    """Nobody grants roles to themselves or closes their own account."""

    code = "identity.not_to_oneself"


class RolesApart(Refusal):
    """Two roles that must not meet in one person."""

    code = "identity.roles_apart"


class AlreadyGranted(Refusal):
    """The role is held already, for the same place."""

    code = "identity.already_granted"


class CannotGrant(Refusal):
    """Roles are for staff who hold a post."""

    code = "identity.cannot_grant"


class NoSuchGrant(NotFound):
    """There is no such grant, or it has ended."""

    code = "identity.no_such_grant"


class AccountIsAsWanted(Refusal):
    """The account is closed already."""

    code = "identity.account_is_as_wanted"


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


class SignOnFault(Refusal):
    """What a site sent is not what the protocol wants; `error` and `description` are for its developers."""

    code = "identity.sign_on_fault"
    status = 400

    def __init__(self, error: str, description: str) -> None:
        super().__init__("这个网站发来的登录请求不对。", remedy="请回到那个网站再试一次。")
        self.error = error
        self.description = description


class SiteUnknown(Refusal):
    """A site, or the address that it wants people led back to, is not registered: nobody is led there."""

    code = "identity.site_unknown"
    status = 400


class NoSuchSite(NotFound):
    """There is no such site, or it was let go."""

    code = "identity.no_such_site"


class NoSuchConsent(NotFound):
    """There is no such consent in force, or it is not yours."""

    code = "identity.no_such_consent"


class NoSuchPartner(NotFound):
    """There is no such partner, or it is not offered."""

    code = "identity.no_such_partner"


class PartnerRefused(Refusal):
    """What a partner said cannot be believed, or it said no."""

    code = "identity.partner_refused"
    status = 403


class PartnerDeclined(PartnerRefused):
    """The partner vouches for nobody: whoever was led there did not sign in, or it said no."""

    code = "identity.partner_declined"


class IdentityConflict(Refusal):
    """What a partner says of somebody does not fit what we know: a person at a window has to look."""

    code = "identity.identity_conflict"


class NoSuchMandate(NotFound):
    """There is no such mandate, or it is between others."""

    code = "identity.no_such_mandate"


class MandateIsOver(NotPermitted):
    """Nobody acts for another under a mandate that has ended, or has not begun."""

    code = "identity.mandate_is_over"


class BeyondTheMandate(NotPermitted):
    """The mandate holds, but not for this."""

    code = "identity.beyond_the_mandate"


class MandateNotSigned(NotPermitted):
    """The mandate holds, but for this it must be on a signed paper, and there is none."""

    code = "identity.mandate_not_signed"


class CannotRepresent(Refusal):
    """These two cannot stand to each other like this: it is the same person, or an agent's agent."""

    code = "identity.cannot_represent"


class OfferedAlready(Refusal):
    """The same was proposed before, or is in force."""

    code = "identity.offered_already"


class TooManyOffers(Refusal):
    """Nobody proposes without end."""

    code = "identity.too_many_offers"
    status = 429
