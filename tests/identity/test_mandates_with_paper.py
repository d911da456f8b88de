"""Where a signed power of attorney is asked for: of whom, what does for one, and what whoever has none is told."""

import pytest

from citong.identity import facade as identity
from citong.identity.rules import mandates as rules
from citong.identity.rules.mandates import MandateKind
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal
from citong.kernel.files import take
from tests.factories.actors import brought_by
from tests.factories.cases import PNG
from tests.factories.mandates import AT, OLD, UNTIL, agreed, asked, enterprise, named, person, self_of, under

CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
SCOPE = identity.MandateScope(items=["any"])


@pytest.fixture
def ana(db):
    return person("Ana", serial=1)


@pytest.fixture
def mother(db):
    return person("陈桂花", serial=3, born=OLD)


def photo(by):
    return str(take([PNG], name="paper.png", by=by, at=AT).key)


def ask(acting, *, wants_paper=True):
    identity.refuse_unmandated(
        by=acting, power=identity.Power.FILE, items=["any"], topics=[], wants_paper=wants_paper, at=AT
    )


@pytest.mark.parametrize(
    ("kind", "lacks"),
    [
        (MandateKind.AGENT, True),
        (MandateKind.FAMILY, True),
        (MandateKind.HANDLER, False),
        (MandateKind.GUARDIAN, False),
        (MandateKind.HELPER, False),
    ],
)
def test_agents_and_family_are_asked_for_the_paper_and_nobody_else(kind, lacks):
    assert rules.lacks_paper(kind, has_paper=False) is lacks
    assert not rules.lacks_paper(kind, has_paper=True)


@pytest.mark.parametrize("kind", ["agent", "family"])
def test_without_a_paper_it_is_refused_with_the_article_and_what_to_do(ana, mother, kind):
    acting = under(agreed(ana, mother, kind=kind, scope=SCOPE), ana)

    ask(acting, wants_paper=False)
    with pytest.raises(identity.MandateNotSigned) as refused:
        ask(acting)

    assert refused.value.details["rule"] == rules.ARTICLE_165
    assert "重新提出" in refused.value.details["remedy"]
    assert "窗口" in refused.value.details["remedy"]


def test_what_is_not_meant_at_all_is_said_first(ana, mother):
    acting = under(agreed(ana, mother, scope=identity.MandateScope(items=["other"])), ana)

    with pytest.raises(identity.BeyondTheMandate):
        ask(acting)


def test_a_photo_that_the_agent_uploads_does_once_the_other_has_agreed(ana, mother):
    mandate = agreed(ana, mother, paper=photo(self_of(ana)))

    ask(under(mandate, ana))


def test_a_photo_that_the_principal_uploads_does(ana, mother):
    paper = photo(self_of(mother))
    proposal = identity.appoint_agent(
        agent=named(ana), scope=SCOPE, last_day=UNTIL, paper=paper, by=self_of(mother), at=AT
    )
    mandate = identity.accept_mandate(proposal.pk, by=self_of(ana), at=AT)

    ask(under(mandate, ana))


def test_nobody_uploads_the_paper_of_somebody_else(ana, mother):
    with pytest.raises(Refusal):
        identity.appoint_agent(
            agent=named(ana), scope=SCOPE, last_day=UNTIL, paper=photo(self_of(ana)), by=self_of(mother), at=AT
        )


def test_the_signature_seen_at_a_window_does(ana, mother):
    proposal = asked(ana, mother, kind="family", scope=SCOPE)
    witnessed = identity.Witnessed(MandateKind.FAMILY, named(mother), named(ana), photo(CLERK))

    mandate = identity.give_mandate_at_window(witnessed, scope=SCOPE, last_day=UNTIL, by=CLERK, at=AT)

    assert (mandate.pk, mandate.paper) == (proposal.pk, None)
    ask(under(mandate, ana))


def test_the_handler_of_an_enterprise_needs_none(ana):
    company = enterprise(ana)
    mandate = identity.Mandate.objects.get(principal=company)

    ask(under(mandate, ana))
