"""Somebody acts for another: within the mandate, as long as it holds, and all of it is the other's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from citong.cases import facade as cases
from citong.cases.models import Case, Step
from citong.identity import facade as identity
from citong.kernel.errors import NotFound, Refusal
from citong.kernel.models import AuditEntry
from tests.factories.cases import MONDAY, application
from tests.factories.catalogue import FIRST, publish_configured
from tests.factories.mandates import OLD, agreed, person, self_of, under

Scope = identity.MandateScope
pytestmark = pytest.mark.django_db


class Two:
    """A daughter and her mother, and the item that the mandate is about."""

    def __init__(self, **scope):
        self.version = publish_configured()
        self.ana, self.mother = person("王芳", serial=1), person("陈桂花", serial=3, born=OLD)
        scope = {"items": [self.version.item.code], **scope}
        self.mandate = agreed(self.ana, self.mother, scope=Scope(**scope), at=MONDAY)
        self.acting, self.her = under(self.mandate, self.ana), self_of(self.mother)

    def submit(self, *, key="key-00000001", by=None):
        by = by or self.acting
        party = identity.party_under(self.mandate.pk, account=self.ana)
        wish = application(self.version, by=by, party=party)
        return cases.submit(wish, key=key, declared=True, by=by, at=MONDAY)

    def revoke(self):
        identity.end_mandate(self.mandate.pk, by=self.her, at=MONDAY)


def test_what_is_handed_in_for_another_is_theirs_and_says_who_did_it():
    two = Two()

    filed = two.submit()

    case = Case.objects.get(pk=filed.case_id)
    assert (case.applicant, case.party_name, case.contact_name) == (two.her.id, "陈桂花", "王芳")
    step = Step.objects.get(case=case)
    assert (step.actor, step.actor_name) == (two.acting.id, "王芳（代 陈*）")
    noted = {"for": two.her.id, "under": two.acting.authority}
    assert step.details == noted
    assert AuditEntry.objects.get(action="cases.submit").details == noted
    assert cases.applicants_case(case.number, viewer=two.her).pk == case.pk
    assert [each.pk for each in cases.cases_of(two.acting)] == [case.pk]
    assert [each.case_id for each in cases.acts_under(two.acting.authority, viewer=two.her)] == [case.pk]
    assert cases.cases_of(self_of(two.ana)) == []


def test_the_same_key_is_the_same_case_for_both():
    two = Two()

    assert two.submit().case_id == two.submit().case_id


def test_another_item_is_not_meant():
    two = Two(items=["other"])

    with pytest.raises(identity.BeyondTheMandate):
        two.submit()
    with pytest.raises(identity.BeyondTheMandate):
        cases.start(two.version.item.code, situation=FIRST, by=two.acting, at=MONDAY)


def test_who_may_only_follow_hands_nothing_in_and_sees_what_is_meant():
    two = Two(powers=[identity.Power.FOLLOW])
    own = cases.submit(application(two.version, by=two.her), key="key-00000002", declared=True, by=two.her, at=MONDAY)

    with pytest.raises(identity.BeyondTheMandate):
        two.submit()
    with pytest.raises(identity.BeyondTheMandate):
        cases.withdraw(own.case_id, reason="不办了", by=two.acting, at=MONDAY)
    assert cases.applicants_case(own.number, viewer=two.acting).pk == own.case_id
    with pytest.raises(NotFound):
        cases.applicants_case(own.number, viewer=two.acting, power=identity.Power.LETTERS)


def test_cases_about_other_items_are_not_shown():
    two = Two(items=["other"])
    own = cases.submit(application(two.version, by=two.her), key="key-00000002", declared=True, by=two.her, at=MONDAY)

    assert cases.cases_of(two.acting) == []
    with pytest.raises(NotFound):
        cases.applicants_case(own.number, viewer=two.acting)


def test_a_mandate_for_one_application_is_for_one():
    two = Two(is_single=True)
    own = cases.submit(application(two.version, by=two.her), key="key-00000002", declared=True, by=two.her, at=MONDAY)
    assert cases.cases_of(two.acting) == []

    filed = two.submit()

    with pytest.raises(identity.BeyondTheMandate):
        two.submit(key="key-00000003")
    assert [each.pk for each in cases.cases_of(two.acting)] == [filed.case_id]
    with pytest.raises(NotFound):
        cases.applicants_case(own.number, viewer=two.acting)


def test_an_agents_draft_is_theirs_and_closed_to_the_agent_once_the_mandate_ends():
    two = Two()
    own = cases.start(two.version.item.code, situation=FIRST, by=two.her, at=MONDAY)
    draft = cases.start(two.version.item.code, situation=FIRST, by=two.acting, at=MONDAY)
    assert own.pk != draft.pk
    assert list(cases.drafts_of(two.acting)) == [draft]
    assert set(cases.drafts_of(two.her)) == {own, draft}

    two.revoke()

    with pytest.raises(identity.MandateIsOver):
        cases.save_answers(draft.pk, answers={}, by=two.acting, at=MONDAY)
    assert cases.save_answers(draft.pk, answers={}, by=two.her, at=MONDAY).pk == draft.pk


def test_the_agent_withdraws_for_the_other_and_after_the_end_no_more():
    two = Two()
    first, second = two.submit(), two.submit(key="key-00000002")

    cases.withdraw(first.case_id, reason="不办了", by=two.acting, at=MONDAY)
    two.revoke()

    with pytest.raises(identity.MandateIsOver):
        cases.withdraw(second.case_id, reason="不办了", by=two.acting, at=MONDAY)
    with pytest.raises(identity.MandateIsOver):
        cases.cases_of(two.acting)
    assert cases.withdraw(second.case_id, reason="不办了", by=two.her, at=MONDAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_nothing_is_handed_in_after_a_revocation(round_):
    two, together = Two(), Barrier(2)

    def attempt(act):
        together.wait()
        try:
            act()
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        is_filed, is_revoked = pool.map(attempt, [two.submit, two.revoke])

    assert is_revoked
    assert Case.objects.count() == (1 if is_filed else 0)
    with pytest.raises(identity.MandateIsOver):
        two.submit(key="key-00000002")


@pytest.mark.django_db(transaction=True)
def test_a_revocation_waits_for_what_is_being_handed_in():
    two, pool = Two(), ThreadPoolExecutor(1)

    with transaction.atomic():
        assert two.submit().is_new
        revoking = pool.submit(lambda: (two.revoke(), connection.close()))
        with pytest.raises(TimeoutError):
            revoking.result(timeout=0.3)
    revoking.result(timeout=10)

    assert Case.objects.count() == 1
