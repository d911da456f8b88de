"""Somebody shows that an account is theirs, and changes what they show."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NotYourAccount, SignInRefused
from ..models import Account, SignIn
from ..rules import numbers as rules
from ..rules.means import Means
from ..rules.senders import Sender
from .doorkeeping import Try, counted, forgiven, refuse_while
from .record import write_down
from .refusing import fault_of_password, refuse_faults
from .rows import locked
from .sessions import end_all

NOWHERE = Sender()


def sign_in(login: str, *, password: str, at: datetime, sender: Sender = NOWHERE) -> Account:
    """Somebody shows that an account is theirs.

    Unknown and mistaken take equally long and look alike, so that nobody learns who has an account; and who has tried
    too often is told to wait, whether there is such an account or not, before the password is looked at.
    """
    wanted = rules.normal_login(login)
    account = Account.objects.filter(login=wanted, is_active=True).order_by("pk").first()
    this = _tried(wanted, account=account, sender=sender, at=at)
    right = account.check_password(password) if account else not make_password(password)
    if account is None or not right:
        _noted(account, SignIn.Outcome.WRONG, sender=sender, at=at)
        raise SignInRefused(
            "账号或者密码不对，没有登录成功。", remedy="请检查后再试。连续输错几次，就要等一会儿才能再试。"
        )
    with transaction.atomic():
        forgiven(this)
        audit.record("identity.signed_in", subject=ref("account", account.pk), by=_holder(account), at=at)
    return Account.objects.joined().get(pk=account.pk)


def _tried(login: str, *, account: Account | None, sender: Sender, at: datetime) -> Try:
    with transaction.atomic():
        this, wait = counted(login, account=account, sender=sender, at=at)
        if account and not wait:
            audit.record("identity.sign_in_tried", subject=ref("account", account.pk), by=_holder(account), at=at)
    if wait:
        _noted(account, SignIn.Outcome.SLOWED, sender=sender, at=at)
    refuse_while(wait)
    return this


def _noted(account: Account | None, outcome: SignIn.Outcome, *, sender: Sender, at: datetime) -> None:
    write_down(account.pk if account else None, outcome=outcome, means=Means.PASSWORD, sender=sender, at=at)


def _holder(account: Account) -> Actor:
    return Actor(id=ref("account", account.pk), channel="sign_in")


@transaction.atomic
def change_password(account_id: int, *, old: str, new: str, by: Actor, at: datetime, session_id: str = "") -> Account:
    """Somebody gives their own account another password; every session but this one ends."""
    account = locked(account_id)
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能修改自己的密码。")
    if not account.check_password(old):
        refuse_faults(old="原来的密码不对。")
    refuse_faults(new=fault_of_password(new))
    account.set_password(new)
    account.save(update_fields=["password"])
    end_all(account_id, but=session_id, by=by, at=at)
    audit.record("identity.password_changed", subject=ref("account", account_id), by=by, at=at)
    return account
