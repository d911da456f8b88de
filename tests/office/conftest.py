"""Three departments and a government."""

import pytest

from citong.organisations.models import Department
from tests.factories.office import Body, body


@pytest.fixture
def health(db) -> Body:
    return body("鲤卫")


@pytest.fixture
def fire(db) -> Body:
    return body("鲤消")


@pytest.fixture
def market(db) -> Body:
    return body("鲤市监")


@pytest.fixture
def government(db) -> Body:
    return body("鲤政", kind=Department.Kind.GOVERNMENT)
