"""Somebody who is signed in shows once more that it is still them, before something that cannot be taken back."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NoSuchSession, NotYourAccount, SignInRefused
from ..models import Account, Session, SignIn
from ..queries.accounts import account as account_of
from ..rules.means import Means
from ..rules.senders import Sender
from .doorkeeping import counted, forgiven, refuse_while
from .record import write_down

NOWHERE = Sender()


def confirm_by_password(account_id: int, *, password: str, by: Actor, at: datetime, sender: Sender = NOWHERE) -> Means:
    """The password once more; tries are counted as they are at the door."""
    account = _own(account_id, by=by)
    with transaction.atomic():
        this, wait = counted(account.login, account=account, sender=sender, at=at)
    refuse_while(wait)
    if not account.check_password(password):
        write_down(account_id, outcome=SignIn.Outcome.WRONG, means=Means.PASSWORD, sender=sender, at=at)
        raise SignInRefused("密码不对，没有确认。", remedy="请检查后再试。")
    with transaction.atomic():
        forgiven(this)
    return Means.PASSWORD


@transaction.atomic
def mark_confirmed(session_id: str, *, means: Means, by: Actor, at: datetime) -> None:
    """The session is fresh again."""
    fresh = Session.objects.filter(pk=session_id, account__isnull=False, ended_at=None).first()
    if fresh is None or ref("account", fresh.account_id or 0) != by.id:
        raise NoSuchSession("登录已经结束，请重新登录。")
    fresh.confirmed_at = at
    fresh.save(update_fields=["confirmed_at"])
    audit.record("identity.session_confirmed", subject=by.id, by=by, at=at, session=session_id, means=means)


def _own(account_id: int, *, by: Actor) -> Account:
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能确认自己的操作。")
    return account_of(account_id)
