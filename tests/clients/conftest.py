"""Clients of others, each against the hall as it is served."""

import pytest

from tests.factories.identity import AccountFactory


@pytest.fixture
def hall(live_server, settings):
    """The address of a running hall."""
    settings.HALL_ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def ana(transactional_db):
    return AccountFactory()
