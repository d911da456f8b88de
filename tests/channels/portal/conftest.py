"""People before the portal's screens."""

import pytest
from django.test import Client

from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from tests.channels.kit.conftest import chromium, open_page  # noqa: F401 -- the browser is the kit's
from tests.factories.catalogue import good_answers, publish_configured
from tests.factories.identity import AccountFactory


def client_of(account):
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account)
    return client


def actor_of(account):
    """As whom this account acts in the portal."""
    return Actor(id=ref("account", account.pk), channel="portal", name=account.person.name)


@pytest.fixture
def item(db):
    """The item that uses everything, published."""
    return publish_configured()


@pytest.fixture
def ana(db):
    return AccountFactory()


@pytest.fixture
def ben(db):
    return AccountFactory(person__name="Ben")


@pytest.fixture
def as_ana(ana):
    return client_of(ana)


@pytest.fixture
def as_ben(ben):
    return client_of(ben)


@pytest.fixture
def place_page():
    """What the first page of the form sends when it is filled in well."""
    answers = good_answers()
    asked = ["place_name", "uscc", "contact_phone", "area", "air_conditioning", "duct_cleaned_on", "opens_on"]
    return {**{name: answers[name] for name in asked}, "_asked": asked}


@pytest.fixture
def people_page():
    """What the second page sends when it is filled in well."""
    return {
        "_asked": ["staff", "promise"],
        "staff-0-name": "Ana",
        "staff-0-id_number": "11010519491231002X",
        "staff-0-certified": "on",
        "promise": "on",
    }
