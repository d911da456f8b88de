"""The tables of identity."""

from ..rules.levels import Assurance
from .accounts import Account, AccountManager
from .challenges import PhoneChallenge
from .clients import ApiClient
from .factors import OneTimeSecret, Passkey, RecoveryCode
from .grants import RoleGrant, granted
from .mandates import Awaits, Mandate
from .partners import Partner, PartnerLink, PartnerVisit, Protocol
from .people import Enterprise, IdType, Person
from .proofs import Proof, RealNameQuestion
from .sessions import Session, SignIn
from .sites import (
    SIGNING_KEYS,
    SeenAssertion,
    SigningAlgorithm,
    Site,
    SiteConsent,
    SiteGrant,
    SiteProof,
    SiteSubject,
    SiteToken,
    SiteVisit,
    TokenKind,
)

__all__ = [
    "SIGNING_KEYS",
    "Account",
    "AccountManager",
    "ApiClient",
    "Assurance",
    "Awaits",
    "Enterprise",
    "IdType",
    "Mandate",
    "OneTimeSecret",
    "Partner",
    "PartnerLink",
    "PartnerVisit",
    "Passkey",
    "Person",
    "PhoneChallenge",
    "Proof",
    "Protocol",
    "RealNameQuestion",
    "RecoveryCode",
    "RoleGrant",
    "SeenAssertion",
    "Session",
    "SignIn",
    "SigningAlgorithm",
    "Site",
    "SiteConsent",
    "SiteGrant",
    "SiteProof",
    "SiteSubject",
    "SiteToken",
    "SiteVisit",
    "TokenKind",
    "granted",
]
