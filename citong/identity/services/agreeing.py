"""Somebody whose account was opened for them, on a partner's word or at a window, accepts the service agreement."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NotYourAccount
from ..models import Account
from ..rules.agreement import fault_of_entry
from .refusing import refuse_faults
from .rows import locked


@transaction.atomic
def accept_agreement(account_id: int, *, version: str, by: Actor, at: datetime) -> Account:
    """The holder accepts the version that they had before them; once is enough, and the first time counts."""
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能为自己的账号同意。")
    account = locked(account_id)
    if account.agreement:
        return account
    refuse_faults(agreement=fault_of_entry(version))
    account.agreement, account.agreed_at = version, at
    account.save(update_fields=["agreement", "agreed_at"])
    audit.record("identity.agreement_accepted", subject=by.id, by=by, at=at, version=version)
    return account
