"""Sites are let in and let go; two who use one thing at once; sites that are told of an end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.jobs import tell_sites_of_ended_sessions
from citong.identity.models import Site, SiteVisit
from citong.identity.queries import tokens
from citong.identity.services.site_logout import ATTEMPTS
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput, Unavailable
from citong.kernel.ports import adapter
from citong.kernel.refs import ref
from tests.factories.actors import brought_by
from tests.factories.identity import AccountFactory
from tests.factories.sites import BACK, ENDED, EVERYTHING, VERIFIER, a_site, terms

pytestmark = pytest.mark.django_db
CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))


@pytest.fixture
def carrier(settings):
    settings.ADAPTERS = {
        **settings.ADAPTERS,
        "identity.logout_carrier": "citong.identity.adapters.partner_simulator.SimulatedLogoutCarrier",
    }  # fmt: skip
    adapter.cache_clear()
    yield adapter("identity.logout_carrier")
    adapter.cache_clear()


def signed_in_at(site, account, *, session_id="s" * 32, scopes=("openid", "offline_access"), at=None):
    """A sign-in at the site, up to its code."""
    at = at or timezone.now()
    by = Actor(id=ref("account", account.pk), channel="portal")
    identity.give_consent(site.pk, account_id=account.pk, scopes=scopes, by=by, at=at)
    wish = identity.SignOnRequest(redirect_uri=BACK, scopes=scopes, challenge=tokens.rules.challenge_of(VERIFIER))
    session = identity.Stay(session_id=session_id, means=identity.Means.PASSWORD, entered_at=at)
    return identity.grant_code(site, account_id=account.pk, request=wish, session=session, by=by, at=at)


def exchanged(site, code, *, at=None):
    by = identity.actor_for_site(site)
    return identity.exchange_code(site, code=code, redirect_uri=BACK, verifier=VERIFIER, by=by, at=at or timezone.now())


def test_only_administrators_let_sites_in():
    with pytest.raises(identity.NotAllowedToVouch):
        identity.register_site(terms(), proof="secret", by=CLERK, at=timezone.now())


def test_a_secret_is_not_kept():
    site, secret = a_site()

    assert secret
    assert secret not in repr(Site.objects.values().get(pk=site.pk))


@pytest.mark.parametrize(("changes", "field"), [
    ({"name": "x"}, "name"),
    ({"purpose": ""}, "purpose"),
    ({"contact": "x" * 101}, "contact"),
    ({"redirect_uris": []}, "redirect_uris"),
    ({"redirect_uris": ["http://bus.example/back"]}, "redirect_uris"),
    ({"redirect_uris": ["https://bus.example/#x"]}, "redirect_uris"),
    ({"redirect_uris": ["https://bus.example/*"]}, "redirect_uris"),
    ({"redirect_uris": ["https://a@bus.example/"]}, "redirect_uris"),
    ({"redirect_uris": ["https://bus.example:x/"]}, "redirect_uris"),
    ({"redirect_uris": ["javascript:alert(1)"]}, "redirect_uris"),
    ({"redirect_uris": ["https://公交.example/"]}, "redirect_uris"),
    ({"redirect_uris": ["https://a.example/", "https://b.example/"]}, "redirect_uris"),
    ({"redirect_uris": [f"https://a.example/{n}" for n in range(11)]}, "redirect_uris"),
    ({"after_logout_uris": ["http://a.example/"]}, "after_logout_uris"),
    ({"logout_uri": "http://169.254.169.254/"}, "logout_uri"),
    ({"logout_uri": "file:///etc/passwd"}, "logout_uri"),
    ({"scopes": ["openid", "everything"]}, "scopes"),
    ({"algorithm": "none"}, "algorithm"),
])  # fmt: skip
def test_what_is_written_about_a_site_is_looked_at(changes, field):
    with pytest.raises(InvalidInput) as refused:
        a_site(**changes)

    assert field in refused.value.faults


@pytest.mark.parametrize("keys", [
    {}, {"keys": []}, {"keys": ["x"]}, {"keys": [{"kty": "oct", "k": "AAAA"}]}, {"keys": [{"kty": "EC"}]},
    {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "d": "AA"}]},
])  # fmt: skip
def test_only_public_keys_are_taken(keys):
    with pytest.raises(InvalidInput) as refused:
        a_site(proof="key", public_keys=keys)

    assert "public_keys" in refused.value.faults


def test_a_site_may_be_on_ones_own_machine():
    assert a_site(redirect_uris=["http://127.0.0.1:4000/back"])[0].sector == "127.0.0.1"


def test_a_site_stays_on_its_host():
    site, _ = a_site()

    with pytest.raises(InvalidInput):
        identity.change_site(
            site.pk, terms=terms(redirect_uris=["https://elsewhere.example/"]), by=SYSTEM, at=timezone.now()
        )


def test_what_a_site_may_ask_for_can_be_narrowed():
    site, _ = a_site()

    identity.change_site(site.pk, terms=terms(scopes=["openid"]), by=SYSTEM, at=timezone.now())

    assert identity.site(site.pk).scopes == ["openid"]


def test_nobody_consents_for_another():
    site, _ = a_site()
    ana = AccountFactory()
    by = Actor(id="account:0", channel="portal")

    with pytest.raises(identity.NotYourAccount):
        identity.give_consent(site.pk, account_id=ana.pk, scopes=EVERYTHING, by=by, at=timezone.now())


def test_when_a_session_ends_the_site_is_told_in_words_that_we_have_signed(carrier):
    site, _ = a_site()
    now = timezone.now()
    grant = exchanged(site, signed_in_at(site, AccountFactory())).grant

    identity.end_visits(grant.session_id, by=SYSTEM, at=now)
    tell_sites_of_ended_sessions(now)
    tell_sites_of_ended_sessions(now)
    (told,) = carrier.told()
    token = tokens.jwt.decode(
        told["logout_token"], tokens.KeySet.import_key_set(identity.public_keys()), algorithms=["RS256"]
    )

    assert told["address"] == ENDED
    assert token.header["typ"] == "logout+jwt"
    assert (token.claims["sub"], token.claims["sid"]) == (grant.subject, grant.session_id)
    assert token.claims["aud"] == site.client_id
    assert tokens.LOGOUT_EVENT in token.claims["events"]
    assert "nonce" not in token.claims
    assert identity.own_statement(told["logout_token"]) is None


def test_a_silent_site_is_told_again_and_at_last_shown_to_operators(carrier):
    site, _ = a_site()
    now = timezone.now()
    grant = exchanged(site, signed_in_at(site, AccountFactory())).grant
    identity.end_visits(grant.session_id, by=SYSTEM, at=now)
    carrier.silences = ATTEMPTS

    for _ in range(ATTEMPTS):
        tell_sites_of_ended_sessions(now)
        now += timedelta(hours=1)

    assert carrier.told() == []
    assert [visit.site_id for visit in identity.visits_never_told(limit=5)] == [site.pk]
    assert SiteVisit.objects.get().due_at is None


def test_a_site_that_was_silent_once_is_told_the_second_time(carrier):
    site, _ = a_site()
    now = timezone.now()
    grant = exchanged(site, signed_in_at(site, AccountFactory())).grant
    identity.end_visits(grant.session_id, by=SYSTEM, at=now)
    carrier.silences = 1

    tell_sites_of_ended_sessions(now)
    tell_sites_of_ended_sessions(now + timedelta(seconds=5))
    early = len(carrier.told())
    tell_sites_of_ended_sessions(now + timedelta(seconds=20))

    assert early == 0
    assert len(carrier.told()) == 1
    assert not identity.visits_never_told(limit=5)


def test_a_site_without_an_address_for_it_is_not_told(carrier):
    site, _ = a_site(logout_uri="")
    grant = exchanged(site, signed_in_at(site, AccountFactory())).grant

    identity.end_visits(grant.session_id, by=SYSTEM, at=timezone.now())
    tell_sites_of_ended_sessions(timezone.now())

    assert carrier.told() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_exchange_one_code_at_once_one_gets_tokens():
    site, _ = a_site()
    code = signed_in_at(site, AccountFactory())

    assert sorted(_at_once(lambda: exchanged(site, code))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_refresh_token_at_once_one_gets_tokens():
    site, _ = a_site()
    given = exchanged(site, signed_in_at(site, AccountFactory()))
    by = identity.actor_for_site(site)

    def go_on():
        identity.refresh_tokens(site, refresh_token=given.refresh_token, scope="", by=by, at=timezone.now())

    assert sorted(_at_once(go_on)) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_an_exchange_and_a_sign_out_at_once_leave_no_site_untold(carrier):
    site, _ = a_site()
    code = signed_in_at(site, AccountFactory(), scopes=("openid",))

    _at_once(lambda: exchanged(site, code), lambda: identity.end_visits("s" * 32, by=SYSTEM, at=timezone.now()))

    assert not SiteVisit.objects.filter(ended_at=None).exists()
    assert not identity.living_token("x", kind="access", at=timezone.now())


def _at_once(*acts):
    """Both at once; whether each got through."""
    both = acts if len(acts) == 2 else (*acts, *acts)

    def tried(act):
        try:
            act()
        except (identity.SignOnFault, Unavailable):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(tried, both))
