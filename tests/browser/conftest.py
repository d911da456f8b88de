"""A hall that is open, and people in front of it, each with a browser of their own."""

import pytest
from django.utils import timezone

from citong.kernel.outbox import deliver_waiting, stuck_deliveries
from tests.browser.people import PASSWORD, People, Visitor
from tests.channels.desk.conftest import holder_of
from tests.channels.kit.conftest import chromium  # noqa: F401 -- a fixture
from tests.factories.catalogue import publish_configured
from tests.factories.identity import AccountFactory
from tests.factories.organisations import HallFactory


@pytest.fixture
def people(transactional_db) -> People:
    """Ana who applies, and the officials on the way of the configured item, each with an account."""
    publish_configured()
    HallFactory()
    people = People(
        ana=AccountFactory(),
        window=holder_of("health", "window", name="Ben"),
        site=holder_of("health", "site", name="Chi"),
        fire=holder_of("fire", "review", name="Dan"),
        market=holder_of("market", "review", name="Eva"),
        approver=holder_of("health", "approve", name="Fay"),
    )
    for account in people:
        account.set_password(PASSWORD)
        account.save()
    return people


@pytest.fixture
def visit(chromium, live_server, settings):  # noqa: F811 -- the fixture
    """Opens a browser for somebody: `visit("citizen", width=390)`."""
    settings.DEMO = True
    visitors = []

    def come(name, *, width=1280, elder=False, **options):
        visitor = Visitor.comes(chromium, live_server.url, name=name, width=width, elder=elder, options=options)
        visitors.append(visitor)
        return visitor

    yield come
    for visitor in visitors:
        visitor.leaves()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


@pytest.fixture
def worker_catches_up():
    """What follows from what was done: letters and notices."""

    def catch_up():
        while deliver_waiting(now=timezone.now()):
            pass
        assert not stuck_deliveries()

    return catch_up
