"""We become surer of who somebody is."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import AssuranceNotRaised
from ..models import Account, Assurance
from ..rules.permissions import P
from .permission import refuse_unless_somewhere
from .rows import locked


@transaction.atomic
def raise_assurance(account_id: int, *, to: Assurance, by: Actor, at: datetime) -> Account:
    """We have become surer of who somebody is, for instance because they showed their document at the counter."""
    refuse_unless_somewhere(P.VOUCH, by=by)
    account = locked(account_id)
    if account.staff_id is not None or to <= account.assurance:
        raise AssuranceNotRaised("这个账号不用再提高实名等级。", account=account_id)
    account.assurance = to
    account.save(update_fields=["assurance"])
    audit.record("identity.assurance_raised", subject=ref("account", account_id), by=by, at=at, to=int(to))
    return account
