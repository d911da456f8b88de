"""Signing in at another site with an account here: what people see, and what the site gets."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.models import Session, SiteVisit
from citong.kernel.actors import SYSTEM
from citong.kernel.outbox import deliver_waiting
from tests.channels.door_steps import code_now, with_authenticator
from tests.channels.portal.conftest import client_of
from tests.channels.signing_on import answer_of, asking, consenting, exchange, read, refresh, userinfo
from tests.factories.identity import AccountFactory
from tests.factories.sites import AFTER, BACK, VERIFIER, a_site

pytestmark = pytest.mark.django_db
PASSWORD = "刺桐花开-2026"


@pytest.fixture
def site_and_secret(db):
    return a_site()


@pytest.fixture
def site(site_and_secret):
    return site_and_secret[0]


@pytest.fixture
def secret(site_and_secret):
    return site_and_secret[1]


def signed_in_now(account):
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    client.post("/sign-in/", {"login": account.login, "password": PASSWORD})
    return client


def test_a_person_consents_once_and_the_site_learns_who_they_are(ana, as_ana, site, secret):
    told = consenting(as_ana, site)
    tokens = exchange(site, secret, told["code"]).json()
    claims = read(tokens["id_token"]).claims

    assert (told["state"], told["iss"]) == ("st", identity.issuer())
    assert (claims["aud"], claims["nonce"], claims["iss"]) == (site.client_id, "no", identity.issuer())
    assert claims["acr"] == "urn:citong:assurance:2"
    assert claims["amr"] == ["pwd"]
    assert userinfo(tokens["access_token"]).json() == {
        "sub": claims["sub"], "name": "Ana", "kind": "person", "acr": "urn:citong:assurance:2", "assurance": 2,
    }  # fmt: skip
    assert "code" in answer_of(as_ana.get("/oidc/authorize", asking(site)))


def test_the_page_says_what_goes_where_and_hides_the_numbers(ana, as_ana, site):
    page = as_ana.get("/oidc/authorize", asking(site, scope="openid profile phone id_document offline_access")).text

    assert "公交一卡通" in page
    assert "bus.example" in page
    assert "您的证件种类和证件号码" in page
    assert ana.person.id_number not in page
    assert ana.phone not in page
    assert "30 天" in page


def test_who_does_not_consent_gives_nothing(as_ana, site):
    asked = asking(site)
    page = as_ana.post(f"/oidc/consent/?{'&'.join(f'{n}={t}' for n, t in asked.items())}", {"answer": "refuse"})

    assert answer_of(page)["error"] == "access_denied"


def test_a_site_that_asks_for_no_more_than_a_name_of_its_own_needs_no_consent(as_ana, site):
    assert "code" in answer_of(as_ana.get("/oidc/authorize", asking(site, scope="openid")))


def test_more_than_was_allowed_is_asked_for_anew(as_ana, site):
    consenting(as_ana, site)

    assert as_ana.get("/oidc/authorize", asking(site, scope="openid profile phone")).status_code == 200


def test_an_enterprise_is_told_with_its_code_and_handler(site, secret):
    account = AccountFactory(for_enterprise=True)
    told = consenting(client_of(account), site, scope="openid legal_person")

    claims = userinfo(exchange(site, secret, told["code"]).json()["access_token"]).json()

    assert claims["legal_person"] == {
        "name": account.enterprise.name,
        "credit_code": account.enterprise.uscc,
        "legal_representative": "Ben",
        "handler": "Ana",
    }
    assert "id_number" not in claims


def test_two_sites_do_not_know_a_person_by_the_same_name(as_ana, site, secret):
    other, other_secret = a_site(redirect_uris=["https://tax.example/back"], after_logout_uris=[], logout_uri="")
    one = read(exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]).claims["sub"]
    asked = asking(other, redirect_uri="https://tax.example/back", scope="openid")
    code = parse_qs(urlsplit(as_ana.get("/oidc/authorize", asked).headers["Location"]).query)["code"][0]

    answer = exchange(other, other_secret, code, redirect_uri="https://tax.example/back")

    assert read(answer.json()["id_token"]).claims["sub"] != one


@pytest.mark.parametrize("changes", [
    {"client_id": "nobody"}, {"client_id": None}, {"client_id": "a\0b"}, {"redirect_uri": "https://evil.example/back"},
    {"redirect_uri": BACK + "/"}, {"redirect_uri": BACK + "?x=1"}, {"redirect_uri": BACK.upper()},
    {"redirect_uri": "https://bus.example:443/back"}, {"redirect_uri": "https://bus.example/back/../back"},
    {"redirect_uri": None}, {"redirect_uri": "https://bus.example@evil.example/back"},
])  # fmt: skip
def test_nobody_is_led_to_an_address_that_was_not_registered(as_ana, site, changes):
    answer = as_ana.get("/oidc/authorize", asking(site, **changes))

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "没有登记过" in answer.text


def test_a_redirect_address_that_comes_twice_is_no_address(as_ana, site):
    address = "/oidc/authorize?redirect_uri=https://evil.example/&" + "&".join(
        f"{n}={t}" for n, t in asking(site).items()
    )

    assert as_ana.get(address).status_code == 400


@pytest.mark.parametrize(("changes", "error"), [
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"response_type": "code id_token"}, "unsupported_response_type"),
    ({"response_type": None}, "unsupported_response_type"),
    ({"response_mode": "fragment"}, "invalid_request"),
    ({"code_challenge": None}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"code_challenge_method": None}, "invalid_request"),
    ({"code_challenge": "short"}, "invalid_request"),
    ({"scope": "profile"}, "invalid_scope"),
    ({"scope": "openid everything"}, "invalid_scope"),
    ({"scope": None}, "invalid_scope"),
    ({"prompt": "none login"}, "invalid_request"),
    ({"prompt": "dance"}, "invalid_request"),
    ({"max_age": "-1"}, "invalid_request"),
    ({"max_age": "١"}, "invalid_request"),
    ({"request": "x.y.z"}, "request_not_supported"),
    ({"request_uri": "https://bus.example/r"}, "request_uri_not_supported"),
    ({"state": "s" * 501}, "invalid_request"),
    ({"nonce": "n" * 501}, "invalid_request"),
    ({"id_token_hint": "x.y.z"}, "invalid_request"),
])  # fmt: skip
def test_a_wrong_request_is_told_to_the_site(as_ana, site, changes, error):
    told = answer_of(as_ana.get("/oidc/authorize", asking(site, **changes)))

    assert told["error"] == error
    assert told["error_description"].isascii()


def test_silence_is_kept_when_nobody_may_be_asked(as_ana, site):
    nobody = Client().get("/oidc/authorize", asking(site, prompt="none"))
    not_yet = as_ana.get("/oidc/authorize", asking(site, prompt="none"))
    consenting(as_ana, site)

    assert answer_of(nobody)["error"] == "login_required"
    assert answer_of(not_yet)["error"] == "consent_required"
    assert "code" in answer_of(as_ana.get("/oidc/authorize", asking(site, prompt="none")))


def sign_in_page(answer):
    assert answer.headers["Location"].startswith("/sign-in/?")
    return parse_qs(urlsplit(answer.headers["Location"]).query)


@pytest.mark.parametrize("changes", [{"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "0"}])
def test_a_site_may_want_a_new_sign_in_and_it_cannot_be_got_around(ana, site, changes):
    client = signed_in_now(ana)
    asked = asking(site, scope="openid", **changes)
    Session.objects.update(opened_at=timezone.now() - timedelta(seconds=10))

    page = sign_in_page(client.get("/oidc/authorize", asked))
    again = client.get(page["next"][0])
    still = client.get(again.headers["Refresh"].partition("url=")[2])
    client.post("/sign-in/", {"login": ana.login, "password": PASSWORD})
    led = client.get(again.headers["Refresh"].partition("url=")[2])

    assert again.status_code == 200
    sign_in_page(still)
    assert "code" in answer_of(led)


def test_a_second_factor_stands_between_the_password_and_the_site(ana, site):
    before, now = timezone.now() - timedelta(minutes=5), timezone.now()
    ana.set_password(PASSWORD)
    ana.save()
    client, secret = Client(), with_authenticator(ana, at=before)
    page = sign_in_page(client.get("/oidc/authorize", asking(site, scope="openid")))

    client.post("/sign-in/", {"login": ana.login, "password": PASSWORD, "next": page["next"][0]})
    asked = client.get(page["next"][0])
    place = parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0]
    shown = client.post("/me/second/", {"code": code_now(secret, at=now), "next": place})
    onward = client.get(shown.headers["Location"])

    assert asked.headers["Location"].startswith("/me/second/?next=")
    assert shown.headers["Location"] == page["next"][0]
    assert "code" in answer_of(client.get(onward.headers["Refresh"].partition("url=")[2]))


def test_the_mark_of_one_request_does_not_serve_another(ana, site):
    client = signed_in_now(ana)
    page = sign_in_page(Client().get("/oidc/authorize", asking(site, prompt="login", scope="openid")))
    mark = parse_qs(urlsplit(page["next"][0]).query)["resume"][0]

    sign_in_page(
        client.get("/oidc/authorize", asking(site, prompt="login", scope="openid", nonce="other", resume=mark))
    )


def test_a_recent_sign_in_is_recent_enough(ana, site):
    client = signed_in_now(ana)

    assert "code" in answer_of(client.get("/oidc/authorize", asking(site, scope="openid", max_age="300")))


def test_a_site_may_name_whom_it_means(ana, ben, site, secret):
    hint = exchange(site, secret, consenting(client_of(ana), site)["code"]).json()["id_token"]
    asked = asking(site, scope="openid", id_token_hint=hint)

    assert "code" in answer_of(client_of(ana).get("/oidc/authorize", asked))
    assert answer_of(client_of(ben).get("/oidc/authorize", {**asked, "prompt": "none"}))["error"] == "login_required"
    sign_in_page(client_of(ben).get("/oidc/authorize", asked))


def test_the_hint_fills_in_the_sign_in_page(ana, site):
    answer = Client().get("/oidc/authorize", asking(site, login_hint=ana.login), follow=True)

    assert f'value="{ana.login}"' in answer.text


def test_a_form_of_the_site_is_as_good_as_a_link(as_ana, site):
    answer = Client(enforce_csrf_checks=True).post("/oidc/authorize", asking(site, scope="openid"))

    assert answer.status_code == 302
    assert "code" in answer_of(as_ana.get(answer.headers["Location"]))


def test_consents_are_listed_and_taken_back(ana, as_ana, ben, site, secret):
    tokens = exchange(site, secret, consenting(as_ana, site, scope="openid profile offline_access")["code"]).json()
    consent = identity.consents_of(ana.pk)[0]
    page = as_ana.get("/my/sites/").text

    assert client_of(ben).post(f"/my/sites/{consent.pk}/withdraw/").status_code == 404
    as_ana.post(f"/my/sites/{consent.pk}/withdraw/")

    assert "公交一卡通" in page
    assert userinfo(tokens["access_token"]).status_code == 401
    assert refresh(site, secret, tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert "您没有授权给其他网站" in as_ana.get("/my/sites/").text
    assert as_ana.get("/oidc/authorize", asking(site)).status_code == 200


def test_signing_out_here_ends_what_was_bound_to_the_session(as_ana, site, secret):
    bound = exchange(site, secret, consenting(as_ana, site)["code"]).json()
    lasting = exchange(site, secret, consenting(as_ana, site, scope="openid offline_access")["code"]).json()
    unused = consenting(as_ana, site)["code"]

    as_ana.post("/sign-out/")
    deliver_waiting(now=timezone.now())

    assert userinfo(bound["access_token"]).status_code == 401
    assert exchange(site, secret, unused).json()["error"] == "invalid_grant"
    assert refresh(site, secret, lasting["refresh_token"]).status_code == 200


def test_who_signs_in_once_more_begins_anew_and_the_former_session_ends_at_sites_too(ana, site, secret):
    client = signed_in_now(ana)
    former = exchange(site, secret, consenting(client, site)["code"]).json()

    client.post("/sign-in/", {"login": ana.login, "password": PASSWORD})
    deliver_waiting(now=timezone.now())
    present = exchange(site, secret, answer_of(client.get("/oidc/authorize", asking(site)))["code"]).json()

    assert userinfo(former["access_token"]).status_code == 401
    assert userinfo(present["access_token"]).status_code == 200
    assert read(former["id_token"]).claims["sid"] != read(present["id_token"]).claims["sid"]
    assert [visit.due_at is None for visit in SiteVisit.objects.order_by("pk")] == [False, True]


def test_whoever_signs_in_after_another_at_one_screen_ends_their_visits(ana, ben, site, secret):
    client = signed_in_now(ana)
    tokens = exchange(site, secret, consenting(client, site)["code"]).json()
    ben.set_password(PASSWORD)
    ben.save()

    client.post("/sign-in/", {"login": ben.login, "password": PASSWORD})
    deliver_waiting(now=timezone.now())

    assert userinfo(tokens["access_token"]).status_code == 401
    assert SiteVisit.objects.get().ended_at is not None


def test_the_site_signs_somebody_out_with_our_word_about_this_session(as_ana, site, secret):
    hint = exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]

    answer = as_ana.get("/oidc/logout", {"id_token_hint": hint, "post_logout_redirect_uri": AFTER, "state": "x"})

    assert answer.headers["Location"] == AFTER + "?state=x"
    assert as_ana.get("/my/").status_code == 302


@pytest.mark.parametrize("changes", [{"id_token_hint": ""}, {"id_token_hint": "x.y.z"}, {"client_id": "another"}])
def test_without_our_word_a_person_is_asked_and_nobody_is_led_away(as_ana, site, secret, changes):
    hint = exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]
    asked = {"id_token_hint": hint, "post_logout_redirect_uri": AFTER, **changes}

    page = as_ana.get("/oidc/logout", asked)
    still = as_ana.get("/my/").status_code
    left = as_ana.post("/oidc/logout/confirm/?" + page.context["query"])

    assert "在本站也退出吗" in page.text
    assert still == 200
    assert "Refresh" not in left.headers
    assert as_ana.get("/my/").status_code == 302


def test_after_signing_out_people_are_led_only_to_registered_addresses(as_ana, site, secret):
    hint = exchange(site, secret, consenting(as_ana, site)["code"]).json()["id_token"]

    answer = as_ana.get("/oidc/logout", {"id_token_hint": hint, "post_logout_redirect_uri": "https://evil.example/"})

    assert answer.status_code == 200
    assert "已经退出" in answer.text


def test_our_word_about_another_session_leaves_this_one_until_the_person_says_so(ana, as_ana, site, secret):
    hint = exchange(site, secret, consenting(client_of(ana), site)["code"]).json()["id_token"]
    page = as_ana.get("/oidc/logout", {"id_token_hint": hint, "post_logout_redirect_uri": AFTER})

    left = as_ana.post("/oidc/logout/confirm/?" + page.context["query"])

    assert "公交一卡通" in page.text
    assert left.headers["Refresh"] == f"0; url={AFTER}"


def test_a_closed_account_and_a_site_let_go_are_worth_nothing(ana, as_ana, site, secret):
    tokens = exchange(site, secret, consenting(as_ana, site)["code"]).json()
    other = exchange(site, secret, consenting(as_ana, site)["code"]).json()
    ana.is_active = False
    ana.save()
    closed = userinfo(tokens["access_token"]).status_code
    ana.is_active = True
    ana.save()

    identity.revoke_site(site.pk, by=SYSTEM, at=timezone.now())

    assert closed == 401
    assert userinfo(other["access_token"]).status_code == 401
    assert as_ana.get("/oidc/authorize", asking(site)).status_code == 400
    assert refresh(site, secret, "x").json()["error"] == "invalid_client"


def test_a_code_is_good_for_a_minute(as_ana, site, secret):
    code = consenting(as_ana, site)["code"]
    by = identity.actor_for_site(site)

    with pytest.raises(identity.SignOnFault):
        identity.exchange_code(
            site, code=code, redirect_uri=BACK, verifier=VERIFIER, by=by, at=timezone.now() + timedelta(seconds=61)
        )
