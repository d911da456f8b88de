"""Signing in through an older site that speaks CAS, when all is well and when nothing is."""

import pytest
from django.test import Client

from citong.identity.models import Account
from tests.factories.identity import resident_number
from tests.partners.cas import CasSite
from tests.partners.serving import served
from tests.partners.walking import accepts, agree, goes_through, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_site():
    attributes = {"realname": "Ana", "idtype": "111", "idcard": resident_number(7103), "mobile": "13900007103"}
    return CasSite("ana01", attributes)


@pytest.fixture
def cas(old_site):
    claims = {"name": "realname", "id_type": "idtype", "id_number": "idcard", "phone": "mobile"}
    with served(old_site) as address:
        agree("oldhall", protocol="cas", address=address, claims=claims, levels={"": 2})
        yield address


def test_somebody_signs_in_through_an_older_site(client, old_site, cas):
    answer = goes_through(client, old_site, code="oldhall")

    assert answer.headers["Location"] == "/my/"
    assert Account.objects.get().person.id_number == old_site.attributes["idcard"]


def test_an_older_site_that_tells_only_a_name_does_not_say_who_somebody_is(client, old_site, cas):
    old_site.version = 2

    answer = goes_through(client, old_site, code="oldhall")

    assert answer.status_code == 403
    assert "实名" in answer.text


def test_a_ticket_serves_once_and_one_of_a_kept_session_is_no_new_sign_in(client, old_site, cas):
    left = client.get("/sign-in/with/oldhall/?anew")
    back = place_of(old_site.sign_in(left.headers["Location"].replace("renew=true", "renew=no")))

    assert "renew=true" in left.headers["Location"]
    assert client.get(back).status_code == 403


def test_an_older_site_too_can_be_asked_in_silence(client, old_site, cas):
    left = client.get("/sign-in/with/oldhall/?silently&next=/items/")
    service = old_site.sign_in(left.headers["Location"]).partition("&ticket=")[0]

    assert "gateway=true" in left.headers["Location"]
    assert client.get(place_of(service)).headers["Location"] == "/items/"


def test_a_ticket_for_another_service_is_not_taken(client, old_site, cas):
    left = client.get("/sign-in/with/oldhall/")
    back = place_of(old_site.sign_in(left.headers["Location"]))
    old_site.tickets = dict.fromkeys(old_site.tickets, ("https://another.example/", False))

    assert client.get(back).status_code == 403


@pytest.mark.parametrize(("wrong", "status"), [
    ("broken", 503), ("odd", 503), ("garbage", 403), ("bomb", 403), ("sixteen bits", 403),
])  # fmt: skip
def test_an_older_site_that_fails_leaves_a_way_on(client, old_site, cas, wrong, status):
    left = client.get("/sign-in/with/oldhall/")
    old_site.wrong = wrong

    answer = client.get(place_of(old_site.sign_in(left.headers["Location"])))

    assert answer.status_code == status
    assert "用本站的账号登录" in answer.text


@pytest.mark.parametrize("ticket", ["", "PT-1", "ST-", "ST-<x>\n"])
def test_what_is_no_ticket_is_not_asked_about(client, old_site, cas, ticket):
    left = client.get("/sign-in/with/oldhall/")
    state = old_site.sign_in(left.headers["Location"]).partition("state=")[2].partition("&")[0]

    assert client.get("/sign-in/with/oldhall/back/", {"state": state, "ticket": ticket}).status_code == 403


def test_signing_out_of_an_older_site_signs_out_here(client, old_site, cas):
    left = client.get("/sign-in/with/oldhall/")
    back = place_of(old_site.sign_in(left.headers["Location"]))
    (ticket,) = old_site.tickets
    client.get(back)
    accepts(client)

    wrong = Client().post("/sign-in/with/oldhall/back/", {"logoutRequest": old_site.logout_request("ST-other")})
    still = client.get("/my/").status_code
    Client().post("/sign-in/with/oldhall/back/", {"logoutRequest": old_site.logout_request(ticket)})

    assert (wrong.status_code, still) == (200, 200)
    assert client.get("/my/").status_code == 302


@pytest.mark.parametrize("told", ["", "x", "<a/>", "<!DOCTYPE a><a/>"])
def test_what_is_no_logout_request_ends_nothing(client, cas, told):
    assert Client().post("/sign-in/with/oldhall/back/", {"logoutRequest": told}).status_code == 400
