"""Questions about accounts: whose they are, as whom they act, and for whom they apply."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

from citong.kernel.actors import Actor
from citong.kernel.crypto import token_digest
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from .errors import NoSuchAccount, StaffDoNotApply
from .models import Account, ApiClient, IdType


class PartyKind(StrEnum):
    """Who can apply for something."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class Party:
    """Whoever applies, as written into an application; an enterprise is represented by its handler 经办人."""

    kind: PartyKind
    name: str
    id_type: str
    id_number: str
    phone: str
    legal_representative: str = ""
    address: str = ""
    handler_name: str = ""
    handler_id_type: str = ""
    handler_id_number: str = ""


def account(account_id: int) -> Account:
    """The account, with the person, enterprise or member of staff behind it."""
    found = Account.objects.joined().filter(pk=account_id).first()
    if found is None:
        raise NoSuchAccount("找不到这个账号。")
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
    return Actor(
        id=account_ref(an_account),
        channel=channel,
        name=standing.name,
        staff=standing.staff_id,
        department=standing.department_id if standing.posts else None,
        posts=standing.posts,
        duties=standing.duties,
        in_for=standing.in_for,
    )


def party_of(an_account: Account) -> Party:
    """For whom the account applies: its person, or its enterprise through that person."""
    person, enterprise = an_account.person, an_account.enterprise
    if person is None:
        raise StaffDoNotApply(
            "工作人员账号只能用来办公，不能申请办事。", remedy="办自己的事，请用手机号另外注册一个个人账号。"
        )
    if enterprise is None:
        return Party(PartyKind.PERSON, person.name, person.id_type, person.id_number, an_account.phone)
    return Party(
        PartyKind.ENTERPRISE,
        enterprise.name,
        IdType.CREDIT_CODE,
        enterprise.uscc,
        an_account.phone,
        legal_representative=enterprise.legal_representative,
        address=enterprise.address,
        handler_name=person.name,
        handler_id_type=person.id_type,
        handler_id_number=person.id_number,
    )


def accounts_of_staff(staff_ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of these members of staff, by staff id; closed ones and those without an account are left out."""
    found = Account.objects.joined().filter(staff__in=list(staff_ids), is_active=True).order_by("pk")
    return {each.staff_id: each for each in found if each.staff_id is not None}


def names_of(account_refs: Iterable[str]) -> dict[str, str]:
    """What the holders of these accounts are called, by reference; what is no account is left out. One query."""
    ids = [int(each.removeprefix("account:")) for each in account_refs if re.fullmatch(r"account:\d{1,18}", each)]
    found = Account.objects.joined().filter(pk__in=ids).order_by("pk")
    return {account_ref(each): display_name(each) for each in found}


# Written by hand because every request of a system begins with it (benchmarks/submit).
CLIENT_COLUMNS = ("id", "name", "token_digest", "department_id", "is_active", "created_at")
CLIENT_BY_DIGEST = f"select {', '.join(CLIENT_COLUMNS)} from identity_apiclient where token_digest = %s and is_active"  # noqa: S608 -- constants


def client_by_token(token: str) -> ApiClient | None:
    """The system that shows this token; one query on the token's digest."""
    connection.ensure_connection()
    # Planned once for each lasting connection (settings: prepare_threshold).
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(ServerBindingCursor(connection.connection)) as cursor:  # type: ignore[call-arg, arg-type]
        cursor.execute(CLIENT_BY_DIGEST, [token_digest(token)])
        row = cursor.fetchone()
    return ApiClient.from_db(connection.alias, CLIENT_COLUMNS, row) if row else None


def actor_for_client(client: ApiClient) -> Actor:
    """As whom a system acts."""
    return Actor(id=ref("client", client.pk), channel="openapi", name=client.name, department=client.department_id)
