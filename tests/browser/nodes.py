"""Two halls of this kind beside each other, each with a database of its own, that trust each other's word."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.models import Account, Person
from citong.kernel.actors import SYSTEM
from tests.browser.people import PASSWORD
from tests.factories.identity import AccountFactory
from tests.faults.programs import database_url, free_port, web, worker


@dataclass(frozen=True)
class Node:
    """A hall: its code with the other, its address, and who has an account there."""

    code: str
    address: str
    login: str


@contextmanager
def two_nodes(folder: Path) -> Iterator[tuple[Node, Node]]:
    """A hall of the east where Ana is known, and one of the west where Ben is; both run until the block ends.

    They are on two host names, because a browser keeps cookies by host and not by port.
    """
    ports = free_port(), free_port()
    east_at, west_at = f"http://127.0.0.1:{ports[0]}", f"http://localhost:{ports[1]}"
    _trust("east", "东厅", place=east_at, other=west_at)
    _trust("west", "西厅", place=west_at, other=east_at)
    ana, ben = _account("Ana"), _account("Ben")
    west_url = _copied()
    _forget(ben)
    with psycopg.connect(west_url, autocommit=True) as west:
        west.execute("delete from identity_account where id = %s", [ana.pk])
        west.execute("delete from identity_person where id = %s", [ana.person_id])
    with ExitStack() as running:
        for name, port, at, url in (
            ("east", ports[0], east_at, database_url()),
            ("west", ports[1], west_at, west_url),
        ):
            here = folder / name
            here.mkdir()
            environment = {"DATABASE_URL": url, "CITONG_ADDRESS": at, "CITONG_HALL_NAME": name}
            running.enter_context(web(port, data=here, **environment))
            running.enter_context(worker(data=here, name="worker", **environment))
        yield Node("east", east_at, ana.login), Node("west", west_at, ben.login)


def _trust(code: str, name: str, *, place: str, other: str) -> None:
    """The hall at this place lets the other one's people be signed in there, and the other takes its word."""
    back = f"{other}/sign-in/with/{code}/back/"
    terms = identity.SiteTerms(
        name=f"{name}的邻居",
        purpose="网上办事大厅，办理各部门的事项。",
        contact="12345",
        redirect_uris=[back],
        after_logout_uris=[f"{other}/"],
        logout_uri=back,
        scopes=["openid", "profile", "id_document"],
    )
    site, secret = identity.register_site(terms, proof="secret", by=SYSTEM, at=timezone.now())
    agreement = identity.PartnerAgreement(
        name, "oidc", place, client_id=site.client_id, scopes="openid profile id_document"
    )
    identity.add_partner(code, agreement=agreement, secret=secret, by=SYSTEM, at=timezone.now())


def _account(name: str) -> Account:
    account = AccountFactory(person__name=name)
    account.set_password(PASSWORD)
    account.save()
    return account


def _forget(account: Account) -> None:
    Account.objects.filter(pk=account.pk).delete()
    Person.objects.filter(pk=account.person_id).delete()


def _copied() -> str:
    """A copy of the database, for the other hall."""
    east = connection.settings_dict["NAME"]
    name = f"{east}_west"
    connection.close()
    with psycopg.connect(database_url("postgres"), autocommit=True) as beside:
        # A connection that was closed a moment ago may not be gone yet, and nobody may look on while it is copied.
        beside.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s", [east])
        beside.execute(f'drop database if exists "{name}" with (force)')
        beside.execute(f'create database "{name}" template "{east}"')
    return database_url(name)
