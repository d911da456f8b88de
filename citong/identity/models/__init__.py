"""The tables of identity."""

from ..rules.levels import Assurance
from .accesses import Access, Unmasking
from .accounts import Account, AccountManager
from .certificates import (
    Anchor,
    Authority,
    Certificate,
    CertificateKind,
    Challenge,
    ForeignList,
    RevocationReason,
    Signature,
)
from .challenges import PhoneChallenge
from .clients import ApiClient
from .exports import Export
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
    "Access",
    "Account",
    "AccountManager",
    "Anchor",
    "ApiClient",
    "Assurance",
    "Authority",
    "Awaits",
    "Certificate",
    "CertificateKind",
    "Challenge",
    "Enterprise",
    "Export",
    "ForeignList",
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
    "RevocationReason",
    "RoleGrant",
    "SeenAssertion",
    "Session",
    "SignIn",
    "Signature",
    "SigningAlgorithm",
    "Site",
    "SiteConsent",
    "SiteGrant",
    "SiteProof",
    "SiteSubject",
    "SiteToken",
    "SiteVisit",
    "TokenKind",
    "Unmasking",
    "granted",
]
