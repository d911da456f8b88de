"""The tables of identity."""

from .accounts import Account, AccountManager, Assurance
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
from .clients import ApiClient
from .people import Enterprise, IdType, Person

__all__ = [
    "Account",
    "AccountManager",
    "Anchor",
    "ApiClient",
    "Assurance",
    "Authority",
    "Certificate",
    "CertificateKind",
    "Challenge",
    "Enterprise",
    "ForeignList",
    "IdType",
    "Person",
    "RevocationReason",
    "Signature",
]
