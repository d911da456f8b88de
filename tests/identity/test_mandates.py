"""Acting for others: who may, who agrees, what it covers, and how it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from citong.identity import facade as identity
from citong.identity.jobs import end_mandates_that_are_over
from citong.identity.models import Account, Mandate
from citong.identity.rules import mandates as rules
from citong.identity.services.mandates.answering import end_mandates_of
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, NotFound, Refusal
from citong.kernel.files import take
from citong.kernel.models import AuditEntry, FactRecord
from tests.factories.actors import brought_by
from tests.factories.cases import PNG
from tests.factories.identity import resident_number
from tests.factories.mandates import AT, OLD, UNTIL, agreed, asked, enterprise, named, person, self_of, under

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


def told(name):
    return FactRecord.objects.filter(name__endswith=name).count()


# rules


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2008, 9, 21), 18, date(2026, 9, 21)),
    ],
)
def test_a_birthday_is_a_day_of_the_calendar(born, age, day):
    assert rules.birthday(born, age=age) == day


@pytest.mark.parametrize(
    ("scope", "items", "topics", "case", "covered"),
    [
        (Scope(), ["a"], [], "", True),
        (Scope(items=["a"]), ["a"], [], "", True),
        (Scope(items=["a"]), ["b"], [], "", False),
        (Scope(items=["a"]), ["a", "b"], [], "", False),
        (Scope(items=["a"]), [], [], "", False),
        (Scope(topics=["health"]), ["b"], ["health"], "", True),
        (Scope(items=["a"], case="case:1"), ["a"], [], "case:2", False),
        (Scope(items=["a"], case="case:1"), ["a"], [], "", False),
        (Scope(items=["a"], case="case:1"), ["a"], [], "case:1", True),
    ],
)
def test_a_scope_covers_what_it_names(scope, items, topics, case, covered):
    assert scope.covers(items, topics=topics, case=case) is covered


@given(st.sets(st.sampled_from("abcd"), min_size=1, max_size=4), st.sets(st.sampled_from("abcd"), max_size=4))
def test_more_items_in_a_scope_never_cover_less(items, more):
    assert Scope(items=[*items, *more]).covers(items, topics=[])


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_mandate_holds_from_its_first_to_its_last_day(day):
    begins, ends = date(2026, 3, 1), date(2026, 4, 1)

    assert rules.holds(state="in_force", begins=begins, ends=ends, on=day) is (begins <= day < ends)
    assert not rules.holds(state="ended", begins=begins, ends=None, on=day)


# proposals


def test_an_agent_acts_once_the_other_has_agreed(ana, mother):
    proposal = asked(ana, mother)

    with pytest.raises(identity.MandateIsOver):
        under(proposal, ana)
    identity.accept_mandate(proposal.pk, by=self_of(mother), at=AT)

    acting = under(proposal, ana)
    assert (acting.id, acting.on_behalf_of) == (f"account:{ana.pk}", f"account:{mother.pk}")
    assert acting.name == "Ana（代 陈*）"
    assert (told("MandateOffered"), told("MandateGiven")) == (1, 1)


def test_the_audit_says_for_whom_somebody_acts(ana, mother):
    acting = under(agreed(ana, mother), ana)

    audit.record("x", subject="y", by=acting, at=AT)

    assert AuditEntry.objects.get(action="x").details == {"for": f"account:{mother.pk}", "under": acting.authority}


def test_the_answer_is_the_same_whether_or_not_somebody_is_known(ana, ben):
    unknown = identity.Named("Nobody", resident_number(99), "13900000099")
    known = identity.appoint_agent(agent=named(ben), scope=Scope(items=["a"]), last_day=UNTIL, by=self_of(ana), at=AT)
    nobody = identity.appoint_agent(agent=unknown, scope=Scope(items=["a"]), last_day=UNTIL, by=self_of(ana), at=AT)

    shown = [(each.state, each.awaits, each.agent_id) for each in (Mandate.objects.get(pk=known.pk), nobody)]
    assert shown[0] == shown[1]
    assert identity.awaited_account(known) == ben
    assert identity.awaited_account(nobody) is None


def test_whoever_is_not_named_finds_nothing_to_accept(ana, ben, mother):
    proposal = asked(ana, mother)

    for act in (identity.accept_mandate, identity.decline_mandate):
        for stranger in (ben, ana):
            with pytest.raises(NotFound):
                act(proposal.pk, by=self_of(stranger), at=AT)


@pytest.mark.parametrize("change", [{"phone": "13900009999"}, {"id_number": resident_number(98)}, {"name": "Other"}])
def test_name_document_and_telephone_must_all_be_theirs(ana, ben, change):
    wrong = identity.Named(**{**vars(named(ben)), **change})
    proposal = identity.appoint_agent(agent=wrong, scope=Scope(items=["a"]), last_day=UNTIL, by=self_of(ana), at=AT)

    with pytest.raises(NotFound):
        identity.accept_mandate(proposal.pk, by=self_of(ben), at=AT)


def test_a_proposal_is_answered_within_two_weeks_and_lapses_by_itself(ana, mother):
    proposal, late = asked(ana, mother), AT + timedelta(days=14)

    with pytest.raises(identity.MandateIsOver):
        identity.accept_mandate(proposal.pk, by=self_of(mother), at=late)
    end_mandates_that_are_over(late)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.ended_why) == ("ended", "lapsed")


def test_a_proposal_is_accepted_once(ana, mother):
    proposal = agreed(ana, mother)

    with pytest.raises(Refusal):
        identity.accept_mandate(proposal.pk, by=self_of(mother), at=AT)


def test_declining_ends_it(ana, mother):
    proposal = asked(ana, mother)

    identity.decline_mandate(proposal.pk, by=self_of(mother), at=AT)

    with pytest.raises(NotFound):
        identity.accept_mandate(proposal.pk, by=self_of(mother), at=AT)


def test_the_same_is_not_proposed_twice(ana, mother):
    asked(ana, mother)

    with pytest.raises(identity.OfferedAlready):
        asked(ana, mother)


def test_nobody_proposes_without_end(ana):
    for serial in range(20):
        other = identity.Named("Nobody", resident_number(100 + serial), "13900000099")
        identity.appoint_agent(agent=other, scope=Scope(items=["a"]), last_day=UNTIL, by=self_of(ana), at=AT)

    with pytest.raises(identity.TooManyOffers):
        asked(ana, person("陈桂花", serial=3, born=OLD))


def test_nobody_acts_for_themselves(ana):
    with pytest.raises(identity.CannotRepresent):
        asked(ana, ana)


def test_two_do_not_act_for_each_other(ana, ben):
    agreed(ana, ben)
    proposal = asked(ben, ana)

    with pytest.raises(identity.CannotRepresent):
        identity.accept_mandate(proposal.pk, by=self_of(ana), at=AT)


def test_whoever_acts_for_another_hands_nothing_on(ana, ben, mother):
    acting = under(agreed(ana, mother), ana)

    with pytest.raises(identity.NotYourAccount):
        identity.appoint_agent(agent=named(ben), scope=Scope(items=["any"]), last_day=UNTIL, by=acting, at=AT)


def test_somebody_of_whom_the_hall_is_not_sure_agrees_to_nothing(ana, ben):
    Account.objects.filter(pk=ben.pk).update(assurance=1)
    proposal = asked(ana, ben)

    with pytest.raises(identity.CannotRepresent):
        identity.accept_mandate(proposal.pk, by=self_of(ben), at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scope": Scope()}, "items"),
        ({"scope": Scope(items=["a"], powers=[])}, "powers"),
        ({"scope": Scope(items=["a"], powers=[Power.MANAGE])}, "powers"),
        ({"scope": Scope(items=["a"] * 51)}, "items"),
        ({"scope": Scope(items=["x" * 65])}, "items"),
        ({"last_day": date(2026, 9, 20)}, "last_day"),
        ({"last_day": date(2028, 1, 1)}, "last_day"),
    ],
)
def test_a_mandate_names_its_matter_its_powers_and_its_term(ana, ben, changes, field):
    with pytest.raises(InvalidInput) as refused:
        asked(ana, ben, **changes)

    assert field in refused.value.faults


def test_only_elderly_family_is_represented_in_everything(ana, ben, mother):
    with pytest.raises(InvalidInput):
        asked(ana, ben, kind="family", scope=Scope())

    assert agreed(ana, mother, kind="family", scope=Scope()).scope.is_everything


# ending


@pytest.mark.parametrize("who", ["principal", "agent"])
def test_either_of_the_two_ends_it_at_once(ana, mother, who):
    mandate = agreed(ana, mother)

    identity.end_mandate(mandate.pk, by=self_of(mother if who == "principal" else ana), at=AT)

    with pytest.raises(identity.MandateIsOver):
        under(mandate, ana)
    mandate.refresh_from_db()
    assert mandate.ended_why == ("revoked" if who == "principal" else "renounced")
    assert told("MandateEnded") == 1


def test_a_stranger_ends_nothing(ana, ben, mother):
    with pytest.raises(NotFound):
        identity.end_mandate(agreed(ana, mother).pk, by=self_of(ben), at=AT)


def test_after_its_last_day_it_does_not_count_however_late_the_job_is(ana, mother):
    mandate = agreed(ana, mother)
    morning_after = AT.replace(year=2027, month=3, day=2)

    assert under(mandate, ana, at=morning_after - timedelta(days=1))
    with pytest.raises(identity.MandateIsOver):
        under(mandate, ana, at=morning_after)
    end_mandates_that_are_over(morning_after)

    mandate.refresh_from_db()
    assert mandate.ended_why == "run_out"


def test_an_actor_made_before_the_end_is_refused_by_the_verb(ana, mother):
    mandate = agreed(ana, mother)
    acting = under(mandate, ana)
    identity.end_mandate(mandate.pk, by=self_of(mother), at=AT)

    with pytest.raises(identity.MandateIsOver):
        identity.refuse_unmandated(by=acting, power=Power.FILE, items=["any"], topics=[], at=AT)


def test_the_account_of_either_ends_it_when_it_is_closed(ana, mother):

    mandate = agreed(ana, mother)

    end_mandates_of(ana, by=self_of(ana), at=AT)

    mandate.refresh_from_db()
    assert (mandate.state, mandate.ended_why) == ("ended", "closed")


@pytest.mark.django_db(transaction=True)
def test_two_who_end_it_at_once_end_it_once():
    ana, mother = person("Ana", serial=1), person("陈桂花", serial=3, born=OLD)
    mandate, together = agreed(ana, mother), Barrier(2)

    def attempt(who):
        together.wait()
        try:
            identity.end_mandate(mandate.pk, by=self_of(who), at=AT)
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attempt, [ana, mother]))

    assert sorted(done) == [False, True]
    assert told("MandateEnded") == 1


# enterprises


def invite(company, handler, *, by=None, powers=(Power.FILE,)):
    return identity.invite_handler(
        company.pk, handler=named(handler), scope=Scope(powers=powers), last_day=UNTIL, by=by or self_of(company), at=AT
    )


def test_whoever_opens_an_enterprise_is_its_first_handler_and_others_join(ana, ben):
    company = enterprise(ana)
    first = Mandate.objects.get(principal=company)

    second = identity.accept_mandate(invite(company, ben).pk, by=self_of(ben), at=AT)

    assert under(first, ana).on_behalf_of == under(second, ben).on_behalf_of == f"account:{company.pk}"


def test_a_handler_is_one_once(ana):
    company = enterprise(ana)
    proposal = invite(company, ana)

    with pytest.raises(identity.OfferedAlready):
        identity.accept_mandate(proposal.pk, by=self_of(ana), at=AT)


def test_only_who_keeps_the_handlers_invites_and_names_no_other_keeper(ana, ben):
    company, chi = enterprise(ana), person("Chi", serial=4)
    keeper = under(Mandate.objects.get(principal=company), ana)
    plain = under(identity.accept_mandate(invite(company, ben).pk, by=self_of(ben), at=AT), ben)

    with pytest.raises(identity.BeyondTheMandate):
        invite(company, chi, by=plain)
    with pytest.raises(identity.CannotRepresent):
        invite(company, chi, by=keeper, powers=[Power.MANAGE])
    with pytest.raises(identity.NotYourAccount):
        invite(company, chi, by=self_of(ben))
    assert invite(company, chi, by=keeper).offered_by == f"account:{company.pk}"


def test_another_representative_ends_nothing_and_has_every_handler_confirmed(ana):
    company = enterprise(ana)
    body = company.enterprise

    identity.change_representative(body.uscc, name=body.name, representative="Dan", by=CLERK, at=AT)

    mandate = Mandate.objects.get(principal=company)
    assert (mandate.state, mandate.to_confirm_since) == ("in_force", AT)
    assert identity.confirm_handler(mandate.pk, by=self_of(company), at=AT).to_confirm_since is None
    body.refresh_from_db()
    assert body.legal_representative == "Dan"
