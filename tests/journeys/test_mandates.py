"""Whoever acts for another, and whoever is acted for, are told: of the wish, the mandate, the case and the end."""

import pytest

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.notices.models import Notice
from tests.factories.cases import PARTY, application
from tests.factories.catalogue import publish_configured
from tests.factories.identity import resident_number
from tests.factories.mandates import AT, OLD, UNTIL, agreed, asked, person, self_of, under
from tests.journeys.people import deliver_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renderer")]


@pytest.fixture
def two():
    return person("王芳", serial=1), person("陈桂花", serial=3, born=OLD)


def told(kind):
    return {each.recipient for each in Notice.objects.filter(kind=kind)}


def test_whoever_is_named_is_told_and_nobody_when_nobody_is_known(two):
    daughter, mother = two
    asked(daughter, mother)
    stranger = identity.Named("Nobody", resident_number(99), "13900000099")
    scope = identity.MandateScope(items=["any"])
    identity.appoint_agent(agent=stranger, scope=scope, last_day=UNTIL, by=self_of(daughter), at=AT)

    deliver_all()

    assert told("mandate_offered") == {self_of(mother).id}


def test_both_are_told_that_it_begins_and_ends(two):
    daughter, mother = two
    mandate = agreed(daughter, mother)
    identity.end_mandate(mandate.pk, by=self_of(mother), at=AT)

    deliver_all()

    both = {self_of(daughter).id, self_of(mother).id}
    assert told("mandate_given") == told("mandate_ended") == both


def test_both_are_told_of_the_case_as_long_as_the_mandate_holds(two):
    daughter, mother = two
    item = publish_configured()
    mandate = agreed(daughter, mother, scope=identity.MandateScope(items=[item.item.code]))
    acting = under(mandate, daughter)
    filed = cases.submit(application(item, by=acting, party=PARTY), key="key-00000001", declared=True, by=acting, at=AT)
    deliver_all()
    assert told("received") == {self_of(daughter).id, self_of(mother).id}

    identity.end_mandate(mandate.pk, by=self_of(mother), at=AT)
    cases.withdraw(filed.case_id, reason="不办了", by=self_of(mother), at=AT)
    deliver_all()

    assert told("withdrawn") == {self_of(mother).id}
