"""What may be told of somebody to a site, scope by scope."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ..models import Account
from ..rules.openid import Scope, level_name

# Any: claims are JSON
Claims = dict[str, Any]


def claims_of(account: Account, *, scopes: Iterable[str]) -> Claims:
    """Everything that these scopes tell; how sure we are goes with all of it."""
    told: Claims = {"acr": level_name(account.assurance), "assurance": account.assurance}
    for scope in scopes:
        if scope in _OF_SCOPE:
            told |= _OF_SCOPE[Scope(scope)](account)
    return told


def _profile(account: Account) -> Claims:
    if account.staff is not None:
        return {"name": account.staff.name, "kind": "staff", "department": account.staff.department.name}
    kind = "person" if account.enterprise_id is None else "enterprise"
    return {"name": account.person.name, "kind": kind} if account.person else {}


def _phone(account: Account) -> Claims:
    return {"phone_number": account.phone} if account.phone else {}


def _id_document(account: Account) -> Claims:
    if account.person is None:
        return {}
    return {"id_type": account.person.id_type, "id_number": account.person.id_number}


def _legal_person(account: Account) -> Claims:
    enterprise, handler = account.enterprise, account.person
    if enterprise is None or handler is None:
        return {}
    return {
        "legal_person": {
            "name": enterprise.name,
            "credit_code": enterprise.uscc,
            "legal_representative": enterprise.legal_representative,
            "handler": handler.name,
        }
    }


_OF_SCOPE: Final[Mapping[Scope, Callable[[Account], Claims]]] = {
    Scope.PROFILE: _profile,
    Scope.PHONE: _phone,
    Scope.ID_DOCUMENT: _id_document,
    Scope.LEGAL_PERSON: _legal_person,
}
