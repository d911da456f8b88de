"""The tables of identity."""

from .accounts import Account, AccountManager, Assurance
from .clients import ApiClient
from .factors import OneTimeSecret, Passkey, RecoveryCode
from .people import Enterprise, IdType, Person
from .sessions import Session, SignIn

__all__ = [
    "Account",
    "AccountManager",
    "ApiClient",
    "Assurance",
    "Enterprise",
    "IdType",
    "OneTimeSecret",
    "Passkey",
    "Person",
    "RecoveryCode",
    "Session",
    "SignIn",
]
