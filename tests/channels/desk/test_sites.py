"""The desk's pages about sites that sign in with us, and about partners."""

import json

import pytest
from django.test import Client
from joserfc.jwk import ECKey

from citong.identity import facade as identity
from citong.identity.models import Partner, Site
from tests.channels.signing_on import refresh
from tests.factories.sites import AFTER, BACK, a_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(operator):
    return operator


def site_form(**changes):
    return {
        "name": "公交一卡通", "purpose": "办理公交卡。", "contact": "0595-0000 0000", "redirect_uris": BACK,
        "after_logout_uris": f"{AFTER}\r\n\r\n", "logout_uri": "", "scopes": ["profile", "phone"], "algorithm": "RS256",
        "public_keys": "", "proof": "secret", **changes,
    }  # fmt: skip


def partner_form(**changes):
    return {
        "code": "fujian", "name": "省网上办事大厅", "protocol": "oidc", "address": "https://sso.example",
        "secret": "hush",
        "client_id": "hall", "scopes": "openid profile", "trusted_up_to": "3", "levels": "gold = 3\r\n = 2",
        "claims": "id_number = certNo", "is_offered": "on", **changes,
    }  # fmt: skip


def test_a_site_is_let_in_and_its_secret_is_shown_once(keeper):
    told = keeper.post("/desk/sites/new/", site_form())
    site = Site.objects.get()
    secret = told.context["secret"]

    assert secret in told.text
    assert told.headers["Cache-Control"] == "no-store"
    assert refresh(site, secret, "x").json()["error"] == "invalid_grant"
    assert site.scopes == ["openid", "profile", "phone"]
    assert site.after_logout_uris == [AFTER]
    assert secret not in keeper.get(f"/desk/sites/{site.pk}/").text
    assert "公交一卡通" in keeper.get("/desk/sites/").text


def test_faults_stand_at_their_questions(keeper):
    answer = keeper.post("/desk/sites/new/", site_form(redirect_uris="http://bus.example/", public_keys="{"))

    assert answer.status_code == 422
    assert 'href="#id_public_keys"' in answer.text
    assert "这不是 JSON" in answer.text
    assert "要用 https 开头" in keeper.post("/desk/sites/new/", site_form(redirect_uris="http://bus.example/")).text


def test_a_site_with_a_key_is_let_in(keeper):
    key = ECKey.generate_key("P-256", {"kid": "a"})
    keys = json.dumps({"keys": [key.as_dict(private=False)]})

    told = keeper.post("/desk/sites/new/", site_form(proof="key", public_keys=keys))

    assert told.status_code == 200
    assert Site.objects.get().public_keys["keys"][0]["kid"] == "a"


def test_what_is_written_about_a_site_changes(keeper):
    site, _ = a_site()
    page = keeper.get(f"/desk/sites/{site.pk}/change/").text

    keeper.post(f"/desk/sites/{site.pk}/change/", site_form(scopes=[], name="公交卡"))

    assert BACK in page
    assert (identity.site(site.pk).scopes, identity.site(site.pk).name) == (["openid"], "公交卡")


def test_another_secret_and_the_end(keeper):
    site, secret = a_site()

    told = keeper.post(f"/desk/sites/{site.pk}/renew/")
    renewed = refresh(site, told.context["secret"], "x").json()["error"]
    keeper.post(f"/desk/sites/{site.pk}/revoke/")

    assert refresh(site, secret, "x").status_code == 401
    assert renewed == "invalid_grant"
    assert "已停用" in keeper.get(f"/desk/sites/{site.pk}/").text
    assert keeper.post(f"/desk/sites/{site.pk}/revoke/").status_code == 404


def test_a_partner_is_added_and_its_secret_is_never_shown(keeper):
    added = keeper.post("/desk/partners/new/", partner_form(), follow=True)
    partner = Partner.objects.get()

    assert "/sign-in/with/fujian/back/" in added.text
    assert "hush" not in added.text
    assert (partner.levels, partner.claims) == ({"gold": 3, "": 2}, {"id_number": "certNo"})
    assert partner.secret == "hush"
    assert "省网上办事大厅" in Client().get("/sign-in/").text


@pytest.mark.parametrize(("changes", "fault"), [
    ({"code": "F"}, "小写字母"),
    ({"address": "http://sso.example"}, "https"),
    ({"scopes": "profile"}, "openid"),
    ({"client_id": ""}, "client_id"),
    ({"levels": "gold"}, "左边 = 右边"),
    ({"levels": "gold = 9"}, "0 到 4"),
    ({"claims": "birthday = x"}, "左边只能是"),
    ({"claims": "name = <b>"}, "对方的字段名"),
])  # fmt: skip
def test_what_was_agreed_is_looked_at(keeper, changes, fault):
    answer = keeper.post("/desk/partners/new/", partner_form(**changes))

    assert answer.status_code == 422
    assert fault in answer.text


def test_a_code_is_given_once(keeper):
    keeper.post("/desk/partners/new/", partner_form())

    assert "已经有了" in keeper.post("/desk/partners/new/", partner_form()).text


def test_a_partner_changes_but_stays_where_it_is(keeper):
    keeper.post("/desk/partners/new/", partner_form())
    partner = Partner.objects.get()

    moved = keeper.post(f"/desk/partners/{partner.pk}/", partner_form(address="https://elsewhere.example"))
    keeper.post(f"/desk/partners/{partner.pk}/", partner_form(secret="", is_offered=""))

    assert "不能改" in moved.text
    assert Partner.objects.get().secret == "hush"
    assert not Partner.objects.get().is_offered
