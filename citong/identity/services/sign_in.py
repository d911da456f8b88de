"""Somebody shows that an account is theirs, and changes what they show."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NotYourAccount, SignInRefused
from ..models import Account
from ..rules import numbers as rules
from .refusing import fault_of_password, refuse_faults
from .rows import locked

ATTEMPTS = 5
REST = timedelta(minutes=15)


def sign_in(login: str, *, password: str, at: datetime) -> Account:
    """Somebody shows that an account is theirs.

    After five failures the account rests for a quarter of an hour. The attempt is counted before the password is
    looked at, so that trying many at once gains nothing; and unknown, resting and mistaken take equally long and
    look alike, so that nobody learns who has an account.
    """
    with transaction.atomic():
        account = _locked_by_login(login)
        resting = account is not None and _count_attempt(account, at=at)
    right = account.check_password(password) if account else not make_password(password)
    if account is None or resting or not right:
        raise SignInRefused(
            "账号或者密码不对，没有登录成功。",
            remedy=f"请检查后再试。连续输错 {ATTEMPTS} 次，这个账号要等 15 分钟才能再登录。",
        )
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(failed_attempts=0, locked_until=None)
        audit.record("identity.signed_in", subject=ref("account", account.pk), by=_holder(account), at=at)
    return Account.objects.joined().get(pk=account.pk)


def _locked_by_login(login: str) -> Account | None:
    wanted = rules.normal_login(login)
    return Account.objects.select_for_update(of=("self",)).filter(login=wanted, is_active=True).order_by("pk").first()


def _count_attempt(account: Account, *, at: datetime) -> bool:
    """Count this attempt; True when the account rests, and the attempt cannot succeed."""
    if account.locked_until is not None and account.locked_until > at:
        return True
    failed_before = 0 if account.locked_until else account.failed_attempts
    account.failed_attempts = failed_before + 1
    account.locked_until = at + REST if account.failed_attempts >= ATTEMPTS else None
    account.save(update_fields=["failed_attempts", "locked_until"])
    audit.record("identity.sign_in_tried", subject=ref("account", account.pk), by=_holder(account), at=at)
    return False


def _holder(account: Account) -> Actor:
    return Actor(id=ref("account", account.pk), channel="sign_in")


@transaction.atomic
def change_password(account_id: int, *, old: str, new: str, by: Actor, at: datetime) -> Account:
    """Somebody gives their own account another password; sessions elsewhere end."""
    account = locked(account_id)
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能修改自己的密码。")
    if not account.check_password(old):
        refuse_faults(old="原来的密码不对。")
    refuse_faults(new=fault_of_password(new))
    account.set_password(new)
    account.save(update_fields=["password"])
    audit.record("identity.password_changed", subject=ref("account", account_id), by=by, at=at)
    return account
