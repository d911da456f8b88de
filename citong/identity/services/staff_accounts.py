"""The accounts of staff: closed when they leave, opened again when they come back."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import AccountIsAsWanted, NoSuchAccount, NotToOneself
from ..models import Account
from ..rules.permissions import P
from .permission import refuse_unless
from .refusing import fault_of_password, refuse_faults
from .rows import locked
from .sessions import end_all


@transaction.atomic
def close_staff_account(account_id: int, *, by: Actor, at: datetime) -> Account:
    """Nobody signs in with it any more, and who is signed in is so no longer; what it did stays on record."""
    account = _staff_account(account_id, by=by)
    if by.id == ref("account", account_id):
        raise NotToOneself("不能停用自己的账号。", remedy="请另一位系统管理员来停用。")
    if not account.is_active:
        raise AccountIsAsWanted("这个账号已经停用了。", remedy="请刷新页面看看现在的情况。")
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_all(account_id, by=by, at=at)
    audit.record("identity.staff_account_closed", subject=ref("account", account_id), by=by, at=at)
    return account


@transaction.atomic
def reopen_staff_account(account_id: int, *, password: str, by: Actor, at: datetime) -> Account:
    """Somebody is back, or their password is lost: they sign in with a new one, which they then change."""
    account = _staff_account(account_id, by=by)
    refuse_faults(password=fault_of_password(password))
    account.is_active = True
    account.set_password(password)
    account.save(update_fields=["is_active", "password"])
    end_all(account_id, by=by, at=at)
    audit.record("identity.staff_account_reopened", subject=ref("account", account_id), by=by, at=at)
    return account


def _staff_account(account_id: int, *, by: Actor) -> Account:
    account = locked(account_id)
    if account.staff_id is None:
        raise NoSuchAccount("找不到这个工作人员账号。")
    refuse_unless(P.KEEP_ACCOUNTS, by=by, department_id=organisations.staff_member(account.staff_id).department_id)
    return account
