"""The paper way: children, people without a telephone, and helpers of the community."""

from datetime import date

import pytest

from citong.identity import facade as identity
from citong.identity.jobs import end_mandates_that_are_over
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.files import take
from tests.factories.actors import brought_by
from tests.factories.cases import PNG
from tests.factories.identity import resident_number
from tests.factories.mandates import AT, OLD, UNTIL, helper, named, person, self_of, under
from tests.identity.opening import BROWSER, code_for

Power, Scope = identity.Power, identity.MandateScope
CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
CHILD = identity.Named("Chi", resident_number(77, born="20150602"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return person("Ana", serial=1)


@pytest.fixture
def ben():
    return person("Ben", serial=2)


@pytest.fixture
def mother():
    return person("陈桂花", serial=3, born=OLD)


def photo(by):
    return str(take([PNG], name="paper.png", by=by, at=AT).key)


# children, and the window


def test_a_parent_acts_for_a_child_once_a_clerk_has_seen_the_proof_and_until_it_is_of_age(ana):
    claim = identity.claim_guardianship(child=CHILD, paper=photo(self_of(ana)), by=self_of(ana), at=AT)
    with pytest.raises(identity.MandateIsOver):
        under(claim, ana)

    witnessed = identity.Witnessed(identity.MandateKind.GUARDIAN, CHILD, named(ana), photo(CLERK))
    mandate = identity.give_mandate_at_window(witnessed, scope=Scope(), last_day=None, by=CLERK, at=AT)

    assert mandate.pk == claim.pk
    assert mandate.valid_to == date(2033, 6, 2)
    assert under(mandate, ana).name == "Ana（代 C*）"
    end_mandates_that_are_over(AT.replace(year=2033, month=6, day=2))
    mandate.refresh_from_db()
    assert mandate.ended_why == "of_age"


def test_a_grown_person_has_no_guardian(ana, ben):
    with pytest.raises(InvalidInput):
        identity.claim_guardianship(child=named(ben), paper=photo(self_of(ana)), by=self_of(ana), at=AT)


def test_without_proof_nobody_is_a_guardian(ana):
    with pytest.raises(InvalidInput) as refused:
        identity.claim_guardianship(child=CHILD, paper="", by=self_of(ana), at=AT)

    assert set(refused.value.faults) == {"paper"}


def test_at_the_window_somebody_without_a_telephone_is_represented(ana):
    old = identity.Named("林阿婆", resident_number(55, born=OLD))
    witnessed = identity.Witnessed(identity.MandateKind.FAMILY, old, named(ana), photo(CLERK))

    mandate = identity.give_mandate_at_window(witnessed, scope=Scope(), last_day=UNTIL, by=CLERK, at=AT)

    assert mandate.principal.login.startswith("ward-")
    assert not mandate.principal.has_usable_password()
    assert identity.party_under(mandate.pk, account=ana).phone == ana.phone


def test_only_clerks_witness(ana, mother):
    witnessed = identity.Witnessed(identity.MandateKind.FAMILY, named(mother), named(ana), photo(self_of(ana)))

    with pytest.raises(identity.NotAllowedToVouch):
        identity.give_mandate_at_window(witnessed, scope=Scope(), last_day=UNTIL, by=self_of(ana), at=AT)


# helpers of the community


def test_a_helper_acts_for_one_application_after_the_citizens_code(mother):
    account, worker = helper()
    code = code_for(mother.phone, identity.Purpose.HELP, at=AT)

    mandate = identity.begin_help(named(mother), item="a", code=code, browser=BROWSER, by=worker, at=AT)

    acting = under(mandate, account)
    assert (mandate.is_single, acting.on_behalf_of) == (True, f"account:{mother.pk}")
    assert identity.help_given_by(account, on=AT.date()) == [mandate]
    with pytest.raises(identity.BeyondTheMandate):
        identity.refuse_unmandated(by=acting, power=Power.FILE, items=["b"], topics=[], at=AT)
    assert self_of(mother).id == acting.stands_for


def test_whoever_is_no_helper_any_more_helps_nobody(mother):
    account, worker = helper()
    code = code_for(mother.phone, identity.Purpose.HELP, at=AT)
    mandate = identity.begin_help(named(mother), item="a", code=code, browser=BROWSER, by=worker, at=AT)

    account.grants.update(valid_to=AT.date())

    with pytest.raises(identity.MandateIsOver):
        under(mandate, account)


def test_without_the_citizens_word_nobody_helps(mother):
    _, worker = helper()

    with pytest.raises(InvalidInput):
        identity.begin_help(named(mother), item="a", code="", browser=BROWSER, by=worker, at=AT)
    with pytest.raises(identity.CodeRefused):
        identity.begin_help(named(mother), item="a", code="000000", browser=BROWSER, by=worker, at=AT)
    with pytest.raises(identity.NotAllowedToVouch):
        identity.begin_help(named(mother), item="a", code="1", browser=BROWSER, by=CLERK, at=AT)
