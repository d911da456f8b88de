"""Accounts that were opened for somebody: first of all their holders accept the service agreement."""

from datetime import UTC, datetime

import pytest

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry
from tests.channels.portal.conftest import client_of
from tests.channels.signing_on import answer_of, asking
from tests.factories.identity import AccountFactory
from tests.factories.sites import a_site

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
ACCEPT = "/sign-in/agreement/"
AGREED = {"agreement": "on", "next": "/my/messages/"}


@pytest.fixture
def newcomer(db):
    return AccountFactory(agreement="")


@pytest.fixture
def as_newcomer(newcomer):
    return client_of(newcomer)


@pytest.mark.parametrize("address", ["/my/", "/my/account/", "/me/security/", "/my/sites/"])
def test_before_anything_else_the_agreement_is_asked_for(as_newcomer, address):
    answer = as_newcomer.get(f"{address}?page=2")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{ACCEPT}?next={address.replace('/', '%2F')}%3Fpage%3D2"


def test_a_piece_of_a_page_leads_the_whole_page_there(as_newcomer):
    answer = as_newcomer.get("/my/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"].startswith(ACCEPT)


def test_nothing_is_done_without_it(as_newcomer, newcomer):
    as_newcomer.post("/my/account/password/", {"old": "x", "new": "y"})
    answer = as_newcomer.post("/my/account/phone/old/")

    assert answer.headers["Location"].startswith(ACCEPT)
    assert not AuditEntry.objects.exists()


def test_whoever_accepts_goes_on_and_is_not_asked_again(as_newcomer, newcomer):
    page = as_newcomer.get(f"{ACCEPT}?next=/my/messages/").text
    answer = as_newcomer.post(ACCEPT, AGREED)

    newcomer.refresh_from_db()
    assert 'value="/my/messages/"' in page
    assert answer.headers["Location"] == "/my/messages/"
    assert as_newcomer.get("/my/messages/").status_code == 200
    assert (newcomer.agreement, newcomer.agreed_at is None) == (identity.AGREEMENT, False)
    assert AuditEntry.objects.get(action="identity.agreement_accepted").details["version"] == identity.AGREEMENT


def test_without_the_tick_it_is_asked_for_again(as_newcomer, newcomer):
    answer = as_newcomer.post(ACCEPT, {"next": "/my/"})

    newcomer.refresh_from_db()
    assert answer.status_code == 422
    assert "同意了再继续" in answer.text
    assert newcomer.agreement == ""


def test_whoever_does_not_accept_may_leave(as_newcomer):
    as_newcomer.post("/sign-out/")

    assert as_newcomer.get("/my/").headers["Location"].startswith("/sign-in/?")


def test_a_site_waits_until_it_is_accepted(as_newcomer):
    site, _ = a_site()

    led = as_newcomer.get("/oidc/authorize", asking(site))
    silent = answer_of(as_newcomer.get("/oidc/authorize", asking(site, prompt="none")))
    back = as_newcomer.post(led.headers["Location"], {"agreement": "on"})

    assert led.headers["Location"].startswith(ACCEPT)
    assert silent["error"] == "interaction_required"
    assert back.headers["Location"].startswith("/oidc/resume/")


def test_the_first_time_counts_and_only_the_version_in_force_is_accepted(newcomer):
    by = Actor(id=identity.account_ref(newcomer), channel="portal")
    with pytest.raises(InvalidInput):
        identity.accept_agreement(newcomer.pk, version="2020-01", by=by, at=AT)

    identity.accept_agreement(newcomer.pk, version=identity.AGREEMENT, by=by, at=AT)
    again = identity.accept_agreement(newcomer.pk, version=identity.AGREEMENT, by=by, at=AT.replace(hour=5))

    assert again.agreed_at == AT


def test_nobody_accepts_for_another(newcomer, ben):
    by = Actor(id=identity.account_ref(ben), channel="portal")

    with pytest.raises(identity.NotYourAccount):
        identity.accept_agreement(newcomer.pk, version=identity.AGREEMENT, by=by, at=AT)
