"""The tables of identity."""

from .accesses import Access, Unmasking
from .accounts import Account, AccountManager, Assurance
from .clients import ApiClient
from .exports import Export
from .people import Enterprise, IdType, Person

__all__ = [
    "Access",
    "Account",
    "AccountManager",
    "ApiClient",
    "Assurance",
    "Enterprise",
    "Export",
    "IdType",
    "Person",
    "Unmasking",
]
