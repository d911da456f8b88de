"""Whoever dies while people begin to act for one another, or cease to, leaves every mandate as it was.

That a code was tried is counted before anything else and stays counted.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.identity.models import Account, Mandate, PhoneChallenge
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import take
from tests.factories.actors import brought_by
from tests.factories.cases import PNG, application
from tests.factories.catalogue import publish_configured
from tests.factories.identity import resident_number
from tests.factories.mandates import AT, OLD, UNTIL, agreed, asked, enterprise, helper, named, person, self_of, under
from tests.faults.deaths import die_again_and_again, rows
from tests.identity.opening import BROWSER, code_for

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
Kind, Power, Scope = identity.MandateKind, identity.Power, identity.MandateScope
CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
CHILD = identity.Named("Chi", resident_number(77, born="20150602"))
TERMS = {"scope": Scope(items=["any"]), "last_day": UNTIL, "at": AT}
MORNING_AFTER = AT.replace(year=2027, month=3, day=2)


def kept() -> dict[str, list[object]]:
    """All but how often a code was tried."""
    found = rows()
    found["PhoneChallenge"] = [{**each, "tries": 0} for each in found["PhoneChallenge"]]  # type: ignore[dict-item]
    return found


def with_fresh_tries(act: Act) -> Act:
    """Those who died have used up tries of the code."""

    def again() -> object:
        PhoneChallenge.objects.update(tries=0)
        return act()

    return again


def ana() -> Account:
    return person("Ana", serial=1)


def ben() -> Account:
    return person("Ben", serial=2)


def mother() -> Account:
    return person("陈桂花", serial=3, born=OLD)


def photo(by: Actor) -> str:
    return str(take([PNG], name="paper.png", by=by, at=AT).key)


# Proposed


def invite_handler() -> Act:
    company, other = enterprise(ana()), named(ben())
    terms = {**TERMS, "scope": Scope(powers=[Power.FILE])}
    return lambda: identity.invite_handler(company.pk, handler=other, **terms, by=self_of(company))


def appoint_agent() -> Act:
    by, other = self_of(ana()), named(ben())
    return lambda: identity.appoint_agent(agent=other, **TERMS, by=by)


def ask_to_act() -> Act:
    daughter, old = ana(), mother()
    return lambda: asked(daughter, old, kind="family")


def claim_guardianship() -> Act:
    by = self_of(ana())
    paper = photo(by)
    return lambda: identity.claim_guardianship(child=CHILD, paper=paper, by=by, at=AT)


# Answered, and ended


def accept_mandate() -> Act:
    old = mother()
    proposal = asked(ana(), old)
    return lambda: identity.accept_mandate(proposal.pk, by=self_of(old), at=AT)


def decline_mandate() -> Act:
    old = mother()
    proposal = asked(ana(), old)
    return lambda: identity.decline_mandate(proposal.pk, by=self_of(old), at=AT)


def end_mandate() -> Act:
    old = mother()
    mandate = agreed(ana(), old)
    return lambda: identity.end_mandate(mandate.pk, by=self_of(old), at=AT)


def let_mandate_run_out() -> Act:
    mandate = agreed(ana(), mother())
    return lambda: identity.let_mandate_run_out(mandate.pk, by=SYSTEM, at=MORNING_AFTER)


def confirm_handler() -> Act:
    company = enterprise(ana())
    _another_heads(company)
    mandate = Mandate.objects.get(principal=company)
    return lambda: identity.confirm_handler(mandate.pk, by=self_of(company), at=AT)


# At a window


def give_mandate_at_window() -> Act:
    claimed = claim_guardianship()
    claimed()
    parent = Account.objects.get()
    witnessed = identity.Witnessed(Kind.GUARDIAN, CHILD, named(parent), photo(CLERK))
    return lambda: identity.give_mandate_at_window(witnessed, scope=Scope(), last_day=None, by=CLERK, at=AT)


def end_mandates_at_window() -> Act:
    daughter, old = ana(), mother()
    for item in ("one", "another"):
        agreed(daughter, old, scope=Scope(items=[item]))
    two = {"principal": named(old), "agent": named(daughter)}
    return lambda: identity.end_mandates_at_window(**two, by=CLERK, at=AT)


def change_representative() -> Act:
    company = enterprise(ana())
    return lambda: _another_heads(company)


def _another_heads(company: Account) -> None:
    body = company.enterprise
    assert body is not None
    identity.change_representative(body.uscc, name=body.name, representative="Dan", by=CLERK, at=AT)


# Helpers of the community


def ask_to_help() -> Act:
    old, (_, by) = named(mother()), helper()
    return lambda: identity.ask_to_help(old, browser=BROWSER, sender="192.0.2.1", by=by, at=AT)


def begin_help() -> Act:
    old, (_, by) = mother(), helper()
    code = code_for(old.phone, identity.Purpose.HELP, at=AT)
    return lambda: identity.begin_help(named(old), item="a", code=code, browser=BROWSER, by=by, at=AT)


def bind_to_case() -> Act:
    """It has no transaction of its own: it is a part of handing in for another, which dies here as a whole."""
    version, old, (account, by) = publish_configured(), mother(), helper()
    given = {"item": version.item.code, "code": "", "browser": BROWSER, "signature": photo(by)}
    mandate = identity.begin_help(named(old), **given, by=by, at=AT)
    acting = under(mandate, account)
    wish = application(version, by=acting, party=identity.party_under(mandate.pk, account=account))
    return lambda: cases.submit(wish, key="key-00000001", declared=True, by=acting, at=AT + timedelta(hours=1))


OF_MANDATES: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        invite_handler, appoint_agent, ask_to_act, claim_guardianship, accept_mandate, decline_mandate, end_mandate,
        let_mandate_run_out, confirm_handler, give_mandate_at_window, end_mandates_at_window, change_representative,
        ask_to_help, begin_help, bind_to_case,
    )
}  # fmt: skip


@pytest.mark.parametrize("prepare", OF_MANDATES.values(), ids=OF_MANDATES)
def test_who_dies_in_the_middle_leaves_every_mandate_as_it_was(prepare: Callable[[], Act]):
    act = prepare()

    assert die_again_and_again(with_fresh_tries(act), kept=kept) >= 3


# It holds the mandate until the transaction of another verb is done, and writes nothing: there is no middle to die in.
ONLY_HOLDS = {"refuse_unmandated"}


def test_asking_whether_somebody_may_act_writes_nothing():
    daughter = ana()
    acting = under(agreed(daughter, mother()), daughter)
    before = rows()

    with CaptureQueriesContext(connection) as asked_for, transaction.atomic():
        identity.refuse_unmandated(by=acting, power=Power.FILE, items=["any"], topics=[], at=AT)

    assert any("FOR UPDATE" in each["sql"] for each in asked_for.captured_queries)
    assert rows() == before
