"""Questions about accounts: whose they are, and as whom they act."""

import re
from collections.abc import Iterable
from datetime import date

from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import NoSuchAccount
from ..models import Account, granted
from ..rules.numbers import normal_login
from ..rules.standing import Granted, granted_from, grants_on


def account(account_id: int) -> Account:
    """The account, with the person, enterprise or member of staff behind it."""
    found = Account.objects.joined().filter(pk=account_id).first()
    if found is None:
        raise NoSuchAccount("找不到这个账号。")
    return found


def account_of_login(login: str) -> Account:
    """The account that is entered with this number; for officials who know it."""
    found = Account.objects.joined().filter(login=normal_login(login)).first()
    if found is None:
        raise NoSuchAccount("找不到这个账号。", remedy="请核对工号或者统一社会信用代码。")
    return found


def account_ref(an_account: Account) -> str:
    """The name by which other modules know the account."""
    return ref("account", an_account.pk)


def is_staff(an_account: Account) -> bool:
    """Whether the account is an official's, for work."""
    return an_account.staff_id is not None


def display_name(an_account: Account) -> str:
    """What the account's holder is called on screens."""
    holder = an_account.enterprise or an_account.person or an_account.staff
    return holder.name if holder else an_account.login


def actor_for(an_account: Account, *, channel: str, on: date) -> Actor:
    """As whom the account's holder acts on this day; for staff one query, for the public none.

    A member of staff without a post, such as one who has left, speaks for no department and sees none of its cases.
    """
    if an_account.staff_id is None:
        return Actor(id=account_ref(an_account), channel=channel, name=display_name(an_account))
    standing = organisations.standing_of(an_account.staff_id, on=on)
    own_posts = standing.posts - standing.in_for.keys()
    grants = grants_on(
        on,
        department=standing.department_id,
        duties=standing.duties,
        own_posts=own_posts,
        granted=_granted_to(an_account) if own_posts else (),
    )
    return Actor(
        id=account_ref(an_account),
        channel=channel,
        name=standing.name,
        staff=standing.staff_id,
        department=standing.department_id if standing.posts else None,
        posts=standing.posts,
        grants=grants,
        in_for=standing.in_for,
    )


def holds_post(staff_id: int, *, on: date) -> bool:
    """Whether this member of staff holds a post of their own on a day; standing in for somebody is none."""
    standing = organisations.standing_of(staff_id, on=on)
    return bool(standing.posts - standing.in_for.keys())


def _granted_to(an_account: Account) -> list[Granted]:
    """What was granted beside the posts: read with the account by whoever knows the session, else one query."""
    rows = getattr(an_account, "granted", None)
    if rows is None:
        rows = Account.objects.filter(pk=an_account.pk).values_list(granted(), flat=True).first() or []
    return [granted_from(row) for row in rows]


def has_account(login: str) -> bool:
    """Whether somebody signs in like this; for loading accounts, never to be told to whoever asks at a screen."""
    return Account.objects.filter(login=normal_login(login)).exists()


def has_to_agree(account: Account) -> bool:
    """Whether its holder has never accepted the service agreement: it was opened for them. Officials have none."""
    return account.staff_id is None and not account.agreement


def accounts_of_staff(staff_ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these members of staff, by staff id; closed ones and those without an account are left out."""
    found = Account.objects.joined().filter(staff__in=list(staff_ids), is_active=True).order_by("pk")
    return {each.staff_id: each for each in found if each.staff_id is not None}


def accounts_of(staff_ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these members of staff, closed ones too, by staff id; one query."""
    found = Account.objects.joined().filter(staff__in=list(staff_ids)).order_by("pk")
    return {each.staff_id: each for each in found if each.staff_id is not None}


def names_of(account_refs: Iterable[str]) -> dict[str, str]:
    """What the holders of these accounts are called, by reference; what is no account is left out. One query."""
    ids = [int(each.removeprefix("account:")) for each in account_refs if re.fullmatch(r"account:\d{1,18}", each)]
    found = Account.objects.joined().filter(pk__in=ids).order_by("pk")
    return {account_ref(each): display_name(each) for each in found}
