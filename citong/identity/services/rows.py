"""Rows, as verbs begin with them: locked before anything is decided, or one's own."""

from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NoSuchAccount, NotYourAccount
from ..models import Account


def locked(account_id: int) -> Account:
    """The account, locked until the verb is done."""
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None:
        raise NoSuchAccount("找不到这个账号。")
    return account


def own(account_id: int, *, by: Actor) -> Account:
    """The account of the person of the public who acts; officials' accounts are kept by administrators."""
    account = Account.objects.filter(pk=account_id, is_active=True, staff=None).first()
    if account is None or by.id != ref("account", account_id):
        raise NotYourAccount("只能改自己的账号。")
    return account
