"""The tables of identity."""

from .accounts import Account, AccountManager, Assurance
from .clients import ApiClient
from .grants import RoleGrant, granted
from .people import Enterprise, IdType, Person

__all__ = [
    "Account",
    "AccountManager",
    "ApiClient",
    "Assurance",
    "Enterprise",
    "IdType",
    "Person",
    "RoleGrant",
    "granted",
]
