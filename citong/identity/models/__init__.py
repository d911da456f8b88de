"""The tables of identity."""

from ..rules.levels import Assurance
from .accounts import Account, AccountManager
from .challenges import PhoneChallenge
from .clients import ApiClient
from .grants import RoleGrant, granted
from .people import Enterprise, IdType, Person
from .proofs import Proof, RealNameQuestion

__all__ = [
    "Account",
    "AccountManager",
    "ApiClient",
    "Assurance",
    "Enterprise",
    "IdType",
    "Person",
    "PhoneChallenge",
    "Proof",
    "RealNameQuestion",
    "RoleGrant",
    "granted",
]
