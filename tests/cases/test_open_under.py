"""How many cases of an item are on their way."""

import pytest

from citong.cases import facade as cases
from tests.factories.cases import ANA, MONDAY, accepted
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db


def test_cases_on_their_way_are_counted_under_every_version(django_assert_num_queries):
    case = accepted()
    item_id = case.item_version.item_id
    publish_configured(conditions=["别的条件"])

    with django_assert_num_queries(1):
        assert cases.open_under(item_id) == 1
    assert cases.open_under(item_id + 1) == 0


def test_a_case_that_was_withdrawn_is_not_on_its_way():
    case = accepted()

    cases.withdraw(case.pk, reason="不办了", by=ANA, at=MONDAY)

    assert cases.open_under(case.item_version.item_id) == 0
