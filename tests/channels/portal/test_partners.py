"""Signing in through a provincial platform and through an older site, when all is well and when nothing is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.models import Account, PartnerLink, Person
from citong.kernel.actors import SYSTEM
from tests.channels.door_steps import code_now, with_authenticator
from tests.channels.portal.conftest import client_of
from tests.factories.identity import AccountFactory, PersonFactory, resident_number
from tests.partners.oidc import CLIENT, SECRET, Platform
from tests.partners.serving import served
from tests.partners.walking import accepts, agree, goes_through, place_of

pytestmark = pytest.mark.django_db
REAL_NAME = "urn:citong:assurance:2"


@pytest.fixture
def platform():
    platform = Platform(
        {
            "sub": "their-ana", "name": "Ana", "acr": REAL_NAME, "id_type": "111", "id_number": resident_number(7101),
            "phone_number": "13900007101",
        }
    )  # fmt: skip
    with served(platform) as platform.address:
        yield platform


@pytest.fixture
def province(platform):
    return agree("fujian", protocol="oidc", address=platform.address, client_id=CLIENT, scopes="openid profile")


def test_the_sign_in_page_offers_the_partner_and_a_first_visit_opens_an_account(client, platform, province):
    page = client.get("/sign-in/").text

    back = goes_through(client, platform, query="?next=/my/messages/")
    account = Account.objects.get()

    assert "省网上办事大厅" in page
    assert back.headers["Location"] == "/my/messages/"
    assert client.get("/my/messages/").headers["Location"] == "/sign-in/agreement/?next=%2Fmy%2Fmessages%2F"
    assert (account.person.name, account.assurance, account.phone) == ("Ana", 2, "13900007101")
    assert not account.has_usable_password()


def test_somebody_comes_again_to_the_same_account(client, platform, province):
    goes_through(client, platform)
    goes_through(Client(), platform)

    assert Account.objects.count() == 1
    assert PartnerLink.objects.count() == 1


def test_the_account_that_somebody_has_is_found_by_the_document_and_by_nothing_else(client, platform, province):
    theirs = AccountFactory(person__id_number=platform.person["id_number"])
    other = AccountFactory(phone="13900007101", person__name="Ana")

    goes_through(client, platform)

    assert PartnerLink.objects.get().account_id == theirs.pk
    assert client.session["_auth_user_id"] == str(theirs.pk) != str(other.pk)


def test_an_account_that_nobody_verified_is_not_handed_over(client, platform, province):
    AccountFactory(person__id_number=platform.person["id_number"], assurance=identity.Assurance.REGISTERED)

    answer = goes_through(client, platform)

    assert answer.status_code == 409
    assert "大厅窗口" in answer.text
    assert "_auth_user_id" not in client.session


def test_another_name_for_the_same_document_goes_to_the_window(client, platform, province):
    PersonFactory(name="Ben", id_number=platform.person["id_number"])

    assert goes_through(client, platform).status_code == 409


def test_a_link_does_not_lead_to_an_account_when_the_document_has_become_another(client, platform, province):
    goes_through(client, platform)
    platform.person |= {"id_number": resident_number(7102), "name": "Ben"}

    assert goes_through(Client(), platform).status_code == 409
    assert Person.objects.count() == 1


def test_a_closed_account_stays_closed(client, platform, province):
    goes_through(client, platform)
    Account.objects.update(is_active=False)

    assert goes_through(Client(), platform).status_code == 409


@pytest.mark.parametrize("changes", [
    {"acr": "urn:citong:assurance:1"}, {"acr": ""}, {"acr": "gold"}, {"id_number": ""}, {"id_number": "123"},
    {"id_type": "999"}, {"name": ""}, {"id_number": None},
])  # fmt: skip
def test_who_is_not_known_for_certain_there_does_not_come_in(client, platform, province, changes):
    platform.person |= changes

    answer = goes_through(client, platform)

    assert answer.status_code == 403
    assert "实名" in answer.text
    assert Account.objects.count() == 0


def test_a_partners_levels_are_read_by_its_table_and_capped(client, platform):
    agree("fujian", protocol="oidc", address=platform.address, client_id=CLIENT, scopes="openid",
          levels={"gold": 4}, trusted_up_to=3)  # fmt: skip
    platform.person["acr"] = "gold"

    goes_through(client, platform)

    assert Account.objects.get().assurance == 3


def test_an_enterprise_comes_with_its_code_and_its_handler(client, platform, province):
    known = AccountFactory(for_enterprise=True, person__id_number=platform.person["id_number"])
    platform.person["legal_person"] = {"name": known.enterprise.name, "credit_code": known.enterprise.uscc}

    goes_through(client, platform)

    assert client.session["_auth_user_id"] == str(known.pk)


def test_another_handler_of_a_known_enterprise_goes_to_the_window(client, platform, province):
    known = AccountFactory(for_enterprise=True)
    platform.person["legal_person"] = {"name": known.enterprise.name, "credit_code": known.enterprise.uscc}

    assert goes_through(client, platform).status_code == 409


@pytest.mark.parametrize("wrong", [
    "signature", "alg none", "signed with the secret", "kid", "nonce", "no nonce", "aud", "two auds", "azp",
    "iss of the token", "stale", "early", "no exp", "at_hash", "no sub", "long sub", "mix-up", "no iss", "issuer",
    "userinfo of another", "refuses",
])  # fmt: skip
def test_nothing_that_does_not_hold_is_believed(client, platform, province, wrong):
    left = client.get("/sign-in/with/fujian/")
    if left.status_code == 302:
        platform.wrong = wrong
        answer = client.get(place_of(platform.sign_in(left.headers["Location"])))

    assert answer.status_code == 403
    assert "没有登录成功" in answer.text
    assert "用本站的账号登录" in answer.text
    assert Account.objects.count() == 0


@pytest.mark.parametrize("wrong", ["a little late", "a little early"])
def test_clocks_may_differ_a_little(client, platform, province, wrong):
    platform.wrong = wrong

    assert goes_through(client, platform).status_code == 302


@pytest.mark.parametrize("wrong", [
    "broken /token", "garbage /token", "endless /token", "elsewhere /token", "broken /keys", "garbage /keys",
    "broken /userinfo", "broken /.well-known/openid-configuration",
])  # fmt: skip
def test_a_platform_that_fails_in_the_middle_leaves_a_way_on(client, platform, province, wrong):
    left = client.get("/sign-in/with/fujian/?next=/my/messages/")
    platform.wrong = wrong

    answer = client.get(place_of(platform.sign_in(left.headers["Location"])))
    platform.wrong = ""

    assert answer.status_code == 503
    assert "没有回应" in answer.text
    assert goes_through(client, platform).status_code == 302


def test_a_slow_platform_is_not_waited_for_for_ever(client, platform, province):
    platform.wrong = "slow /.well-known/openid-configuration"

    answer = client.get("/sign-in/with/fujian/")

    assert answer.status_code == 503
    assert "没有回应" in answer.text


def test_a_partner_on_the_halls_own_machine_is_not_called_where_work_is_done(client, platform, province, settings):
    settings.DEMO = False

    assert client.get("/sign-in/with/fujian/").status_code == 503
    assert platform.asked == []


@pytest.mark.parametrize("wrong", ["open endpoint", "file endpoint"])
def test_addresses_that_a_platform_names_are_looked_at_before_they_are_called(client, platform, province, wrong):
    left = client.get("/sign-in/with/fujian/")
    platform.wrong = wrong

    assert client.get(place_of(platform.sign_in(left.headers["Location"]))).status_code == 403


def test_an_answer_serves_the_browser_that_asked_and_once(client, platform, province):
    left = client.get("/sign-in/with/fujian/")
    back = place_of(platform.sign_in(left.headers["Location"]))
    stranger = Client().get(back)

    first, again = client.get(back), client.get(back)

    assert stranger.status_code == again.status_code == 403
    assert "从头再登录一次" in stranger.text
    assert first.status_code == 302


@pytest.mark.parametrize("tail", ["", "?state=", "?state=x&code=y", "?code=y"])
def test_an_answer_that_nobody_asked_for_is_not_taken(client, province, tail):
    client.get("/sign-in/with/fujian/")

    assert client.get(f"/sign-in/with/fujian/back/{tail}").status_code == 403


def test_an_answer_comes_in_time_or_not_at_all(client, platform, province):
    left = client.get("/sign-in/with/fujian/")
    session = client.session
    session["away"] = [{**each, "since": each["since"] - 1000} for each in session["away"]]
    session.save()

    assert client.get(place_of(platform.sign_in(left.headers["Location"]))).status_code == 403


def test_one_partners_answer_is_not_taken_for_anothers(client, platform, province):
    agree("other", protocol="oidc", address="https://other.example", client_id="x", scopes="openid")
    left = client.get("/sign-in/with/fujian/")
    back = place_of(platform.sign_in(left.headers["Location"]))

    assert client.get(back.replace("fujian", "other")).status_code == 403


def test_a_new_sign_in_can_be_asked_for(client, platform, province):
    assert "prompt=login" in client.get("/sign-in/with/fujian/?anew").headers["Location"]


def test_who_is_not_signed_in_there_goes_on_as_nobody_when_nobody_may_be_asked(client, platform, province):
    left = client.get("/sign-in/with/fujian/?silently&next=/items/")
    platform.wrong = "refuses"

    back = client.get(place_of(platform.sign_in(left.headers["Location"])))

    assert "prompt=none" in left.headers["Location"]
    assert back.headers["Location"] == "/items/"
    assert "_auth_user_id" not in client.session


def test_the_way_on_leads_to_where_somebody_was_going(client, platform, province):
    platform.wrong = "broken /.well-known/openid-configuration"

    assert "?next=/my/messages/" in client.get("/sign-in/with/fujian/?next=/my/messages/").text


def test_signing_in_through_a_partner_leads_nobody_away(client, platform, province):
    answer = goes_through(client, platform, query="?next=https://evil.example/")

    assert answer.headers["Location"] == "/my/"


def test_when_the_session_ends_there_it_ends_here(client, platform, province):
    goes_through(client, platform)
    accepts(client)
    another = client_of(AccountFactory())

    told = Client().post("/sign-in/with/fujian/back/", {"logout_token": platform.logout_token()})

    assert told.status_code == 200
    assert client.get("/my/").status_code == 302
    assert another.get("/my/").status_code == 200


def test_the_word_that_a_session_is_over_is_good_once(client, platform, province):
    token = platform.logout_token()
    Client().post("/sign-in/with/fujian/back/", {"logout_token": token})

    assert Client().post("/sign-in/with/fujian/back/", {"logout_token": token}).status_code == 400


@pytest.mark.parametrize("changes", [
    {"aud": "another"}, {"iss": "https://another.example"}, {"events": {}}, {"events": None}, {"nonce": "x"},
    {"jti": None}, {"sub": None, "sid": None}, {"exp": 1}, {"exp": None},
])  # fmt: skip
def test_a_word_with_something_wrong_in_it_ends_nothing(client, platform, province, changes):
    goes_through(client, platform)
    accepts(client)

    told = Client().post("/sign-in/with/fujian/back/", {"logout_token": platform.logout_token(**changes)})

    assert told.status_code == 400
    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize("wrong", ["signature", "alg none"])
def test_an_unsigned_word_ends_nothing(client, platform, province, wrong):
    goes_through(client, platform)
    accepts(client)
    platform.wrong = wrong

    told = Client().post("/sign-in/with/fujian/back/", {"logout_token": platform.logout_token()})

    assert told.status_code == 400
    assert client.get("/my/").status_code == 200


def test_whoever_signs_out_here_is_offered_to_sign_out_there(client, platform, province):
    goes_through(client, platform)

    page = client.post("/sign-out/")
    away = client.get("/sign-in/with/fujian/leave/")

    assert "那边也退出" in page.text
    assert away.headers["Location"].startswith(f"{platform.address}/logout?id_token_hint=")


def test_a_partner_that_is_no_longer_offered_is_not_there(client, province, platform):
    agreement = identity.PartnerAgreement(
        "省网上办事大厅", "oidc", platform.address, CLIENT, scopes="openid", is_offered=False
    )
    identity.change_partner(province.pk, agreement=agreement, secret=None, by=SYSTEM, at=timezone.now())

    assert "省网上办事大厅" not in client.get("/sign-in/").text
    assert client.get("/sign-in/with/fujian/").status_code == 404
    assert identity.partner(province.pk).secret == SECRET


def test_the_account_that_a_partner_opens_rests_on_its_word_as_a_proof(client, platform, province):
    goes_through(client, platform)

    (proof,) = identity.proofs_of(Account.objects.get().pk)

    assert (proof.method, proof.level, proof.source) == ("partner", 2, f"partner:{province.pk}")


def test_a_partners_word_does_not_replace_the_second_factor(client, platform, province):
    secret = _with_second_factor(client, platform)
    client = Client()

    goes_through(client, platform)
    before = client.get("/my/")
    client.post("/me/second/", {"code": code_now(secret, at=timezone.now())})
    accepts(client)
    inside = client.get("/my/").status_code
    Client().post("/sign-in/with/fujian/back/", {"logout_token": platform.logout_token()})

    assert before.headers["Location"].startswith("/me/second/")
    assert inside == 200
    assert client.get("/my/").status_code == 302


def test_whoever_is_over_there_before_the_second_factor_is_shown_does_not_come_in(client, platform, province):
    secret = _with_second_factor(client, platform)
    client = Client()
    goes_through(client, platform)

    Client().post("/sign-in/with/fujian/back/", {"logout_token": platform.logout_token()})
    client.post("/me/second/", {"code": code_now(secret, at=timezone.now())})

    assert client.get("/my/").headers["Location"].startswith("/sign-in/?")


def _with_second_factor(client, platform):
    """The secret of the authenticator that somebody has set up since their first visit."""
    goes_through(client, platform)
    return with_authenticator(Account.objects.get(), at=timezone.now() - timedelta(minutes=5))
