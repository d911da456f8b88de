"""People who act for one another, made by the real verbs."""

from datetime import UTC, date, datetime
from typing import Any

from citong.identity import facade as identity
from citong.identity.models import Account
from citong.identity.services.mandates.counter import found_handler
from citong.kernel.actors import Actor
from tests.factories.actors import everywhere
from tests.factories.identity import AccountFactory, PersonFactory, granted, resident_number
from tests.factories.organisations import AssignmentFactory

AT = datetime(2026, 9, 21, 2, tzinfo=UTC)
UNTIL = date(2027, 3, 1)
OLD = "19500307"


def person(name: str = "Ana", *, serial: int = 1, born: str = "19900307", **values: Any) -> Account:
    """A citizen's own account, real name."""
    return AccountFactory(
        person=PersonFactory(name=name, id_number=resident_number(serial, born=born)),
        **{"phone": f"139{serial:08d}", **values},
    )


def enterprise(handler: Account) -> Account:
    """An enterprise whose account this person opened: its first handler."""
    account = AccountFactory(for_enterprise=True, person=handler.person, phone=handler.phone)
    found_handler(account, by=self_of(account), at=AT)
    return account


def helper() -> tuple[Account, Actor]:
    """An official of a community who may help citizens to apply, and as whom they act at the desk."""
    account = AccountFactory(for_staff=True)
    AssignmentFactory(staff=account.staff)
    granted(account, "helper")
    return account, Actor(id=f"account:{account.pk}", channel="desk", name="Wu", grants=everywhere("helper"))


def self_of(account: Account) -> Actor:
    """As themselves."""
    return identity.actor_for(account, channel="portal", on=AT.date())


def under(mandate: identity.Mandate, account: Account, *, at: datetime = AT) -> Actor:
    """As the one who acts under this mandate."""
    return identity.actor_under(mandate.pk, account=account, channel="portal", at=at)


def named(account: Account) -> identity.Named:
    """Somebody as another knows them."""
    assert account.person is not None
    return identity.Named(account.person.name, account.person.id_number, account.phone)


def asked(agent: Account, principal: Account, *, kind: str = "agent", **changes: Any) -> identity.Mandate:
    """Somebody asks whether they may act for another."""
    values: dict[str, Any] = {"scope": identity.MandateScope(items=["any"]), "last_day": UNTIL, "at": AT, **changes}
    return identity.ask_to_act(kind=identity.MandateKind(kind), principal=named(principal), by=self_of(agent), **values)


def agreed(agent: Account, principal: Account, **changes: Any) -> identity.Mandate:
    """And the other agrees."""
    return identity.accept_mandate(asked(agent, principal, **changes).pk, by=self_of(principal), at=AT)
