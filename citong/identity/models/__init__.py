"""The tables of identity."""

from ..rules.levels import Assurance
from .accounts import Account, AccountManager
from .challenges import PhoneChallenge
from .clients import ApiClient
from .factors import OneTimeSecret, Passkey, RecoveryCode
from .grants import RoleGrant, granted
from .people import Enterprise, IdType, Person
from .proofs import Proof, RealNameQuestion
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
    "PhoneChallenge",
    "Proof",
    "RealNameQuestion",
    "RecoveryCode",
    "RoleGrant",
    "Session",
    "SignIn",
    "granted",
]
