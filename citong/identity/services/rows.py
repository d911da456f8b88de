"""Rows, locked before anything is decided on them."""

from ..errors import NoSuchAccount
from ..models import Account


def locked(account_id: int) -> Account:
    """The account, locked until the verb is done."""
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None:
        raise NoSuchAccount("找不到这个账号。")
    return account
