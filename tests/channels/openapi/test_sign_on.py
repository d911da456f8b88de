"""Single sign-on as programs meet it: what is published, and everything that is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from citong.channels.kit import limiting
from citong.identity import facade as identity
from citong.identity.models import SIGNING_KEYS, SeenAssertion, SiteGrant, SiteToken
from citong.identity.services.site_logout import clear_what_is_over
from citong.kernel import keys, limits, rotation
from citong.kernel.actors import SYSTEM
from tests.channels.portal.conftest import client_of
from tests.channels.signing_on import basic, consenting, exchange, read, refresh, userinfo
from tests.factories.identity import AccountFactory
from tests.factories.sites import BACK, a_site

pytestmark = pytest.mark.django_db
OFFLINE = "openid profile offline_access"


@pytest.fixture
def ana(db):
    return AccountFactory()


@pytest.fixture
def as_ana(ana):
    return client_of(ana)


@pytest.fixture
def site_and_secret(db):
    return a_site()


@pytest.fixture
def site(site_and_secret):
    return site_and_secret[0]


@pytest.fixture
def secret(site_and_secret):
    return site_and_secret[1]


def test_what_we_speak_is_published(client):
    told = client.get("/.well-known/openid-configuration").json()

    assert told["issuer"] == identity.issuer()
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]
    assert {client.get(told["jwks_uri"].removeprefix(identity.issuer())).status_code} == {200}
    assert told["token_endpoint"] == f"{identity.issuer()}/oidc/token"


def test_only_public_halves_of_keys_are_published(client):
    listed = client.get("/oidc/keys").json()["keys"]

    assert {key["alg"] for key in listed} == {"RS256", "ES256"}
    assert all(not {"d", "p", "q", "dp", "dq", "qi"} & key.keys() for key in listed)


def test_a_rotated_key_is_announced_before_it_signs_and_the_former_still_verifies(as_ana, site, secret, settings):
    before = exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]
    purpose = SIGNING_KEYS[identity.SigningAlgorithm.RS256]
    rotation.rotate(purpose, by=SYSTEM, at=timezone.now())
    keys.forget()

    kids = {key["kid"] for key in Client().get("/oidc/keys").json()["keys"]}
    now = exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]

    assert {"rs256-1", "rs256-2"} <= kids
    assert read(now).header["kid"] == "rs256-1"
    assert read(before).claims["aud"] == site.client_id


def test_a_site_may_have_its_tokens_signed_with_an_elliptic_curve(as_ana):
    site, secret = a_site(algorithm="ES256")

    token = exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]

    assert read(token).header["alg"] == "ES256"


@pytest.mark.parametrize("changes", [
    {"code": "nothing"}, {"code": None}, {"code_verifier": "w" * 43}, {"code_verifier": None},
    {"code_verifier": "v" * 42}, {"code_verifier": "v" * 129}, {"redirect_uri": BACK + "/"}, {"redirect_uri": None},
])  # fmt: skip
def test_a_code_is_worth_nothing_with_the_wrong_things(as_ana, site, secret, changes):
    code = consenting(as_ana, site)["code"]

    answer = exchange(site, secret, changes.get("code", code), **{n: t for n, t in changes.items() if n != "code"})

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_verifier_spends_the_code(as_ana, site, secret):
    code = consenting(as_ana, site)["code"]
    exchange(site, secret, code, code_verifier="w" * 43)

    assert exchange(site, secret, code).status_code == 400


def test_a_code_that_comes_twice_ends_everything_that_came_of_it(as_ana, site, secret):
    code = consenting(as_ana, site, scope=OFFLINE)["code"]
    tokens = exchange(site, secret, code).json()

    again = exchange(site, secret, code)

    assert again.json()["error"] == "invalid_grant"
    assert userinfo(tokens["access_token"]).status_code == 401
    assert refresh(site, secret, tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert SiteGrant.objects.get().revoked_because == "reused"


def test_another_sites_code_is_worth_nothing_and_stays_good_for_its_own(as_ana, site, secret):
    thief, thiefs_secret = a_site()
    code = consenting(as_ana, site)["code"]

    stolen = exchange(thief, thiefs_secret, code)

    assert stolen.json()["error"] == "invalid_grant"
    assert exchange(site, secret, code).status_code == 200


def test_refresh_tokens_rotate_and_one_that_comes_twice_ends_the_family(as_ana, site, secret):
    first = exchange(site, secret, consenting(as_ana, site, scope=OFFLINE)["code"]).json()
    second = refresh(site, secret, first["refresh_token"]).json()
    works = userinfo(second["access_token"]).status_code

    again = refresh(site, secret, first["refresh_token"])

    assert works == 200
    assert second["refresh_token"] != first["refresh_token"]
    assert again.json()["error"] == "invalid_grant"
    assert userinfo(second["access_token"]).status_code == 401
    assert refresh(site, secret, second["refresh_token"]).status_code == 400


def test_refreshing_gives_no_more_than_was_granted(as_ana, site, secret):
    token = exchange(site, secret, consenting(as_ana, site, scope=OFFLINE)["code"]).json()["refresh_token"]

    assert refresh(site, secret, token, scope="openid id_document").json()["error"] == "invalid_scope"
    assert refresh(site, secret, token, scope="openid").status_code == 200


def test_an_access_token_is_no_refresh_token_and_the_other_way_round(as_ana, site, secret):
    tokens = exchange(site, secret, consenting(as_ana, site, scope=OFFLINE)["code"]).json()

    assert refresh(site, secret, tokens["access_token"]).status_code == 400
    assert userinfo(tokens["refresh_token"]).status_code == 401
    assert userinfo(tokens["id_token"]).status_code == 401


def test_without_offline_access_nothing_lasts(as_ana, site, secret):
    tokens = exchange(site, secret, consenting(as_ana, site)["code"]).json()
    SiteToken.objects.update(expires_at=timezone.now())

    assert "refresh_token" not in tokens
    assert userinfo(tokens["access_token"]).status_code == 401


def test_another_sites_refresh_token_is_worth_nothing(as_ana, site, secret):
    thief, thiefs_secret = a_site()
    token = exchange(site, secret, consenting(as_ana, site, scope=OFFLINE)["code"]).json()["refresh_token"]

    assert refresh(thief, thiefs_secret, token).json()["error"] == "invalid_grant"
    assert refresh(site, secret, token).status_code == 200


@pytest.mark.parametrize("headers", [
    {}, {"Authorization": "Basic"}, {"Authorization": "Basic !!"}, {"Authorization": "Basic gA=="},
    {"Authorization": "Bearer x"}, {"Authorization": "Basic bm86bm8="},
])  # fmt: skip
def test_a_site_that_does_not_show_its_secret_gets_nothing(as_ana, site, headers):
    code = consenting(as_ana, site)["code"]
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": "v" * 43}

    answer = Client().post("/oidc/token", {**sent, "client_id": site.client_id}, headers=headers)

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"
    assert "Basic" in answer.headers["WWW-Authenticate"]


def test_wrong_secrets_are_limited_and_right_ones_are_not(as_ana, site, secret, monkeypatch):
    monkeypatch.setitem(limiting.QUOTAS, "token", limits.Quota("token.test", most=2, every=timedelta(minutes=2)))
    wrong = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": site.client_id}

    tried = [Client().post("/oidc/token", wrong) for _ in range(3)]

    assert [answer.status_code for answer in tried] == [401, 401, 429]
    assert 0 < int(tried[2].headers["Retry-After"]) <= 120
    assert exchange(site, secret, consenting(as_ana, site)["code"]).status_code == 200


def test_a_secret_in_the_body_is_not_taken(as_ana, site, secret):
    sent = {"grant_type": "refresh_token", "client_id": site.client_id, "client_secret": secret}

    assert Client().post("/oidc/token", sent).json()["error"] == "invalid_client"


def test_a_renewed_secret_replaces_the_former(site, secret):
    new = identity.renew_site_secret(site.pk, by=SYSTEM, at=timezone.now())

    assert refresh(site, secret, "x").status_code == 401
    assert refresh(site, new, "x").json()["error"] == "invalid_grant"


def test_a_parameter_that_comes_twice_is_refused(site, secret):
    body = "grant_type=refresh_token&refresh_token=a&refresh_token=b"

    answer = Client().post(
        "/oidc/token", body, content_type="application/x-www-form-urlencoded", headers=basic(site, secret)
    )

    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize("grant_type", ["password", "client_credentials", "", "urn:ietf:params:oauth:grant-type:x"])
def test_other_ways_to_tokens_do_not_exist(site, secret, grant_type):
    answer = Client().post("/oidc/token", {"grant_type": grant_type}, headers=basic(site, secret))

    assert answer.json()["error"] == "unsupported_grant_type"


def test_an_app_without_a_secret_has_its_verifier(as_ana):
    app, _ = a_site(proof="public")
    code = consenting(as_ana, app)["code"]
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "client_id": app.client_id}

    assert Client().post("/oidc/token", {**sent, "code_verifier": "v" * 43}).status_code == 200


def asserting(site, key, **changes):
    now = int(timezone.now().timestamp())
    own, ours = site.client_id, identity.issuer()
    usual = {"iss": own, "sub": own, "aud": ours, "exp": now + 60, "iat": now, "jti": "one"}
    claims = {name: value for name, value in {**usual, **changes}.items() if value is not None}
    algorithm = "ES256" if isinstance(key, ECKey) else "RS256"
    return {
        "grant_type": "refresh_token",
        "refresh_token": "x",
        "client_assertion_type": identity.BY_KEY,
        "client_assertion": jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm]),
    }


def test_a_site_that_reads_is_among_those_who_looked(ana, as_ana, site, secret):
    token = exchange(site, secret, consenting(as_ana, site)["code"]).json()["access_token"]
    before = identity.looks_at(ana)

    userinfo("nonsense")
    userinfo(token)

    (told,) = identity.looks_at(ana)
    assert before == []
    assert (told.seen, told.purpose, told.about) == ("by_site", "consent", f"site:{site.pk}")
    assert (told.actor_name, told.fields) == (site.name, ["您的姓名"])
    page = as_ana.get("/my/looks/").content.decode()
    assert f"“{site.name}”网站" in page
    assert "您同意提供给这个网站" in page


@pytest.fixture(params=["EC", "RSA"])
def key(request):
    made = ECKey.generate_key("P-256") if request.param == "EC" else RSAKey.generate_key(2048)
    made.ensure_kid()
    return made


@pytest.fixture
def site_with_key(db, key):
    public = {"keys": [key.as_dict(private=False)]}
    return a_site(proof="key", public_keys=public)[0]


def test_a_site_shows_itself_with_its_key_and_each_statement_once(site_with_key, key):
    sent = asserting(site_with_key, key)

    first, again = Client().post("/oidc/token", sent), Client().post("/oidc/token", sent)

    assert first.json()["error"] == "invalid_grant"
    assert again.json()["error"] == "invalid_client"


@pytest.mark.parametrize("changes", [
    {"iss": "another"}, {"sub": "another"}, {"aud": "https://elsewhere.example"}, {"aud": None}, {"exp": None},
    {"exp": 1}, {"exp": 99_999_999_999}, {"exp": "soon"}, {"exp": True}, {"jti": None}, {"jti": ""}, {"jti": 7},
])  # fmt: skip
def test_a_statement_with_something_wrong_in_it_shows_nothing(site_with_key, key, changes):
    assert Client().post("/oidc/token", asserting(site_with_key, key, **changes)).json()["error"] == "invalid_client"


def test_clocks_may_be_a_minute_apart(site_with_key, key):
    late = int((timezone.now() - timedelta(seconds=50)).timestamp())
    too_late = int((timezone.now() - timedelta(seconds=70)).timestamp())

    assert Client().post("/oidc/token", asserting(site_with_key, key, exp=late)).json()["error"] == "invalid_grant"
    assert (
        Client().post("/oidc/token", asserting(site_with_key, key, exp=too_late, jti="b")).json()["error"]
        == "invalid_client"
    )


def test_a_strangers_key_and_no_signature_show_nothing(site_with_key, key):
    stranger = ECKey.generate_key("P-256", {"kid": key.kid})
    sent = asserting(site_with_key, key)
    head, body, _ = sent["client_assertion"].split(".")
    unsigned = {**sent, "client_assertion": f"eyJhbGciOiJub25lIn0.{body}."}
    garbled = {**sent, "client_assertion": f"{head}.{body}.AAAA"}

    for shown in (asserting(site_with_key, stranger), unsigned, garbled, {**sent, "client_assertion": "x"}):
        assert Client().post("/oidc/token", shown).json()["error"] == "invalid_client"


def test_a_site_with_a_key_cannot_fall_back_to_nothing(site_with_key):
    assert Client().post("/oidc/token", {"client_id": site_with_key.client_id}).json()["error"] == "invalid_client"


def test_a_site_asks_about_its_own_tokens_only(as_ana, site, secret):
    other, others_secret = a_site()
    token = exchange(site, secret, consenting(as_ana, site)["code"]).json()["access_token"]

    own = Client().post("/oidc/introspect", {"token": token}, headers=basic(site, secret)).json()
    foreign = Client().post("/oidc/introspect", {"token": token}, headers=basic(other, others_secret)).json()

    assert (own["active"], own["scope"], own["client_id"]) == (True, "openid profile", site.client_id)
    assert foreign == {"active": False}


def test_a_site_gives_its_token_back_and_others_cannot(as_ana, site, secret):
    other, others_secret = a_site()
    token = exchange(site, secret, consenting(as_ana, site)["code"]).json()["access_token"]

    foreign = Client().post("/oidc/revoke", {"token": token}, headers=basic(other, others_secret))
    still = userinfo(token).status_code
    own = Client().post("/oidc/revoke", {"token": token}, headers=basic(site, secret))

    assert (foreign.status_code, still, own.status_code) == (200, 200, 200)
    assert userinfo(token).status_code == 401


def test_a_person_is_not_known_by_a_token_in_the_address(as_ana, site, secret):
    token = exchange(site, secret, consenting(as_ana, site)["code"]).json()["access_token"]

    assert Client().get("/oidc/userinfo", {"access_token": token}).status_code == 401
    assert Client().post("/oidc/userinfo", {"access_token": token}).status_code == 200


@pytest.mark.parametrize("path", ["token", "introspect", "revoke"])
def test_programs_are_told_what_method_to_use(client, path):
    answer = client.get(f"/oidc/{path}")

    assert answer.status_code == 405


def test_what_is_long_over_is_taken_away(as_ana, site, secret, site_with_key, key):
    exchange(site, secret, consenting(as_ana, site)["code"])
    Client().post("/oidc/token", asserting(site_with_key, key))

    clear_what_is_over(at=timezone.now() + timedelta(days=8))

    assert (SiteToken.objects.count(), SeenAssertion.objects.count()) == (0, 0)


def test_the_published_keys_are_ones_that_others_can_read(client):
    assert len(KeySet.import_key_set(client.get("/oidc/keys").json()).keys) >= 2
