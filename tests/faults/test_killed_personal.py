"""Whoever dies while somebody's data are looked at, shown whole, or copied for them, has looked at nothing.

What was looked at is written in the transaction of the look itself: neither is there without the other.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from citong.identity import facade as identity
from citong.identity.models import Account
from citong.kernel.actors import SYSTEM, Actor
from tests.factories.actors import brought_by
from tests.factories.identity import AccountFactory
from tests.faults.deaths import die_again_and_again

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CLERK = Actor(id="account:1", channel="desk", name="Wei", grants=brought_by("window", department=1))
CONTENT = {"账号": {"姓名": "Ana"}}


def self_of(account: Account) -> Actor:
    return Actor(id=identity.account_ref(account), channel="portal")


def _asked() -> tuple[Account, identity.Export]:
    account = AccountFactory()
    return account, identity.ask_for_export(account.pk, by=self_of(account), at=AT)


def _made() -> Account:
    account, export = _asked()
    identity.complete_export(export.pk, content=CONTENT, by=SYSTEM, at=AT)
    return account


def note_looks() -> Act:
    person = AccountFactory().person
    of_whom = {"id_type": person.id_type, "id_number": person.id_number}
    looks = [identity.Look(**of_whom, about=f"case:{n}", number=str(n), seen=identity.Seen.FOUND) for n in (1, 2)]
    return lambda: identity.note_looks(looks, by=CLERK, at=AT)


def unmask() -> Act:
    why = {"purpose": "other", "note": "核对门牌号码", "session": "s"}
    return lambda: identity.unmask("case:1", **why, by=CLERK, at=AT)


def ask_for_export() -> Act:
    """The last one is over; its content goes with the new one."""
    account, late = _made(), AT + timedelta(days=8)
    return lambda: identity.ask_for_export(account.pk, by=self_of(account), at=late)


def complete_export() -> Act:
    _, export = _asked()
    return lambda: identity.complete_export(export.pk, content=CONTENT, by=SYSTEM, at=AT)


def fetch_export() -> Act:
    account = _made()
    return lambda: identity.fetch_export(account.pk, by=self_of(account), at=AT)


def forget_exports() -> Act:
    _made()
    return lambda: identity.forget_exports(by=SYSTEM, at=AT + timedelta(days=8))


OF_PERSONAL_DATA: dict[str, Callable[[], Act]] = {
    made.__name__: made for made in (note_looks, unmask, ask_for_export, complete_export, fetch_export, forget_exports)
}


@pytest.mark.parametrize("prepare", OF_PERSONAL_DATA.values(), ids=OF_PERSONAL_DATA)
def test_who_dies_in_the_middle_has_seen_and_kept_nothing(prepare: Callable[[], Act]):
    act = prepare()

    assert die_again_and_again(act) >= 2
