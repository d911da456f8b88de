"""The second factor, its setting up, passkeys, and the question where much has failed: as screens."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from citong.channels.kit import limiting
from citong.channels.kit.devices import address_of
from citong.channels.kit.questioning import number_in
from citong.identity import facade as identity
from citong.identity.models import Session, SignIn
from citong.kernel import limits
from citong.kernel.actors import Actor
from citong.organisations.models import Post
from tests.channels.desk.conftest import holder_of
from tests.channels.door_steps import PASSWORD, code_now, secret_on, signed_in, with_password
from tests.channels.openapi.conftest import system_named
from tests.factories.authenticators import Authenticator
from tests.factories.catalogue import establish_departments
from tests.factories.identity import AccountFactory, granted
from tests.factories.organisations import AssignmentFactory, PostFactory

pytestmark = [pytest.mark.django_db]
LATER = timedelta(minutes=2)


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_FROM = date(2026, 1, 1)


@pytest.fixture
def official(demanded):
    return with_password(AccountFactory(for_staff=True, staff=AssignmentFactory().staff))


@pytest.fixture
def ana():
    return with_password(AccountFactory())


def come(account, client=None):
    """Show the password at the desk's door."""
    client = client or Client()
    return client, client.post("/desk/sign-in/", {"login": account.login, "password": PASSWORD, "next": "/desk/cases/"})


def set_up(client, *, at):
    """Go through the setting up of an authenticator."""
    secret = secret_on(client.get("/desk/me/second/codes/"))
    return secret, client.post("/desk/me/second/codes/", {"code": code_now(secret, at=at), "next": "/desk/cases/"})


def test_a_password_alone_lets_no_official_in(official):
    client, answer = come(official)

    followed = client.get("/desk/cases/")
    assert answer.headers["Location"] == "/desk/cases/"
    assert followed.headers["Location"] == "/desk/me/second/?next=%2Fdesk%2Fcases%2F"
    assert client.post("/desk/cases/1/grant/", {}).status_code == 302
    assert client.get("/my/").headers["Location"].startswith("/me/second/")
    assert not Session.objects.filter(account=official).exists()


def test_the_first_time_an_authenticator_is_set_up_and_codes_are_told_once(official):
    client, _ = come(official)

    choice = client.get("/desk/me/second/").content.decode()
    _, page = set_up(client, at=timezone.now())

    assert "先设置第二重验证" in choice
    assert len(re.findall(r"<code class=\"num\">[0-9A-Z]{5}-[0-9A-Z]{5}</code>", page.content.decode())) == 10
    assert client.get("/desk/cases/").status_code == 200
    assert Session.objects.get(account=official).second == "one_time_code"


def test_the_next_time_the_code_is_asked_for(official, monkeypatch):
    secret, _ = set_up(come(official)[0], at=timezone.now())
    later = timezone.now() + LATER
    monkeypatch.setattr(timezone, "now", lambda: later)
    client, _ = come(official)

    wrong = client.post("/desk/me/second/", {"code": "000000"})
    right = client.post("/desk/me/second/", {"code": code_now(secret, at=later), "next": "/desk/cases/"})

    assert wrong.status_code == 403
    assert right.headers["Location"] == "/desk/cases/"
    assert client.get("/desk/cases/").status_code == 200


def test_a_password_alone_adds_no_second_factor_where_there_is_one(official):
    set_up(come(official)[0], at=timezone.now())
    thief, _ = come(official)

    for address in ("/desk/me/second/codes/", "/desk/me/second/passkey/"):
        assert thief.get(address).headers["Location"] == "/desk/sign-in/"
        assert thief.post(address, {"code": "000000", "credential": "{}", "name": "x"}).status_code == 302
    assert thief.post("/desk/me/passkey/ask/make/").status_code == 403


def test_whoever_is_half_way_too_long_begins_anew(official, monkeypatch):
    client, _ = come(official)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert client.get("/desk/me/second/").headers["Location"] == "/desk/sign-in/"
    assert client.get("/desk/cases/").headers["Location"].startswith("/desk/sign-in/")


def test_the_portals_entrance_is_no_way_around(official):
    client = Client()
    client.post("/sign-in/", {"login": official.login, "password": PASSWORD})

    assert client.get("/my/").headers["Location"].startswith("/me/second/")
    assert client.get("/desk/").headers["Location"].startswith("/desk/me/second/")


def test_where_it_is_relaxed_officials_get_in_with_a_password_and_the_desk_says_so(official, settings):
    settings.SECOND_FACTOR_FROM, settings.DEMO = None, True

    client, _ = come(official)

    assert "工作人员登录不要求第二重验证" in client.get("/desk/").content.decode()


def make_passkey(client, phone, side="/me"):
    asked = client.post(f"{side}/passkey/ask/make/").json()
    return client.post(f"{side}/second/passkey/", {"name": "手机", "credential": json.dumps(phone.makes(asked))})


def show_passkey(client, phone, side="/me", **wrong):
    asked = client.post(f"{side}/passkey/ask/use/").json()
    return client.post(f"{side}/passkey/", {"credential": json.dumps(phone.shows(asked, **wrong))})


def test_the_public_signs_in_with_a_passkey_and_without_a_name(ana):
    phone = Authenticator()
    made = make_passkey(signed_in(ana), phone)
    client = Client()

    answer = show_passkey(client, phone)

    assert made.status_code == 200
    assert answer.headers["Location"] == "/my/"
    assert client.get("/my/").context["hall"].who == "Ana"
    assert Session.objects.get(account=ana, means="passkey")


def test_an_official_with_a_passkey_needs_nothing_else(official):
    phone = Authenticator()
    make_passkey(come(official)[0], phone, side="/desk/me")
    client = Client()

    show_passkey(client, phone, side="/desk/me")

    assert client.get("/desk/").status_code == 200


def test_an_answer_is_taken_once_and_only_by_the_session_that_was_asked(ana):
    phone = Authenticator(counts=False)
    make_passkey(signed_in(ana), phone)
    asked_one, another = Client(), Client()
    question = asked_one.post("/me/passkey/ask/use/").json()
    another.post("/me/passkey/ask/use/")
    answer = {"credential": json.dumps(phone.shows(question))}

    stolen = another.post("/me/passkey/", answer)
    right = asked_one.post("/me/passkey/", answer)
    asked_one.post("/sign-out/")
    again = asked_one.post("/me/passkey/", answer)

    assert [stolen.status_code, right.status_code, again.status_code] == [403, 302, 403]


def test_a_question_for_making_is_no_question_for_showing(ana):
    phone, client = Authenticator(), signed_in(ana)
    make_passkey(client, phone)
    asked = client.post("/me/passkey/ask/make/").json()
    shown = phone.shows({"rpId": asked["rp"]["id"], "challenge": asked["challenge"]})

    assert client.post("/me/passkey/", {"credential": json.dumps(shown)}).status_code == 403


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "7", "null", "[" * 10_000])
def test_what_is_no_passkey_is_refused(text):
    client = Client()
    client.post("/me/passkey/ask/use/")

    assert client.post("/me/passkey/", {"credential": text}).status_code == 403


def test_anothers_passkey_is_no_second_factor(official, ana):
    phone, thief = Authenticator(), Authenticator()
    make_passkey(come(official)[0], phone, side="/desk/me")
    make_passkey(signed_in(ana), thief)
    client, _ = come(official)
    asked = client.post("/desk/me/passkey/ask/use/").json()

    answer = client.post("/desk/me/passkey/", {"credential": json.dumps(thief.shows(asked))})

    assert answer.status_code == 403
    assert client.get("/desk/").headers["Location"].startswith("/desk/me/second/")


def fail(times, *, address="203.0.113.9"):
    sender = identity.Sender(network=address)
    for number in range(times):
        with pytest.raises(identity.SignInRefused):
            identity.sign_in(f"1380013{number:04d}", password="x", sender=sender, at=timezone.now())


def test_nobody_is_asked_who_has_not_failed_much(ana):
    fail(9, address="127.0.0.1")

    assert Client().get("/sign-in/").status_code == 200


@pytest.mark.parametrize("place", ["/sign-in/", "/desk/sign-in/"])
def test_where_much_has_failed_a_question_stands_before_the_door(ana, place):
    fail(10, address="127.0.0.1")
    client = Client()

    page = client.get(place)
    text = page.content.decode()
    token = re.search(r'name="token" value="([^"]+)"', text)[1]
    words = re.search(r"<strong>(.+?)(加|减)(.+?)等于几？</strong>", text)
    right = answer_of(*words.groups())

    assert page.status_code == 429
    assert client.post(place, {"token": token, "answer": str(right + 1)}).status_code == 429
    again = client.get(place).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', again)[1]
    right = answer_of(*re.search(r"<strong>(.+?)(加|减)(.+?)等于几？</strong>", again).groups())
    assert client.post(place, {"token": token, "answer": str(right)}).status_code == 302
    assert client.get(place).status_code == 200
    assert client.post(place, {"login": ana.login, "password": "wrong"}).status_code in {403, 422}
    assert Client().post(place, {"token": token, "answer": str(right)}).status_code == 429


def answer_of(left, sign, right):
    return number_in(left) + (number_in(right) if sign == "加" else -number_in(right))


def test_a_right_answer_is_good_for_five_tries(ana, monkeypatch):
    fail(10, address="127.0.0.1")
    client = Client()
    text = client.get("/sign-in/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', text)[1]
    right = answer_of(*re.search(r"<strong>(.+?)(加|减)(.+?)等于几？</strong>", text).groups())
    client.post("/sign-in/", {"token": token, "answer": str(right)})

    tried = [client.post("/sign-in/", {"login": f"138{n}", "password": "x"}).status_code for n in range(6)]

    assert tried == [403] * 5 + [429]


def test_registering_is_limited_by_sender(monkeypatch):
    monkeypatch.setitem(limiting.QUOTAS, "sign_up", limits.Quota("sign_up.test", most=2, every=timedelta(minutes=2)))
    client = Client()

    tried = [client.post("/sign-up/", {}) for _ in range(3)]

    assert [page.status_code for page in tried] == [422, 422, 429]
    assert 0 < int(tried[2].headers["Retry-After"]) <= 120


def test_wrong_tokens_of_systems_are_limited_and_right_ones_are_not(monkeypatch):
    monkeypatch.setitem(limiting.QUOTAS, "token", limits.Quota("token.test", most=2, every=timedelta(minutes=2)))
    system, client = system_named("系统"), Client()
    place = "/api/v1/cases/350502209912319999991"

    tried = [client.get(place, headers={"Authorization": "Bearer wrong"}).status_code for _ in range(3)]

    assert tried == [401, 401, 429]
    assert system.http.get(place, headers=system.headers).status_code == 404


@pytest.mark.parametrize(
    ("hops", "address"),
    [
        ("", "10.0.0.7"),
        ("203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9, 10.0.0.8", "203.0.113.9"),
        ("garbage", "garbage"),
    ],
)
def test_only_what_our_own_proxies_say_of_an_address_is_believed(settings, rf, hops, address):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    request = rf.get("/", REMOTE_ADDR="10.0.0.7", headers={"X-Forwarded-For": hops} if hops else {})

    assert address_of(request) == address


def test_a_stranger_cannot_say_where_they_come_from(rf):
    request = rf.get("/", REMOTE_ADDR="198.51.100.1", headers={"X-Forwarded-For": "203.0.113.9"})

    assert address_of(request) == "198.51.100.1"


@pytest.mark.parametrize(
    ("address", "network", "shown"),
    [
        ("203.0.113.9", "203.0.113.9", "203.0.*.*"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64", "2001:0db8:0001:*"),
        ("::ffff:203.0.113.9", "203.0.113.9", "203.0.*.*"),
        ("garbage", "", ""),
        ("", "", ""),
    ],
)
def test_one_line_is_one_sender_and_is_shown_shortened(address, network, shown):
    assert identity.network_of(address) == network
    assert identity.shortened(address) == shown


@pytest.fixture
def keeper():
    departments = establish_departments()
    PostFactory(department=departments["health"], code="machinery", duty=Post.Duty.GENERAL)
    client = Client()
    client.force_login(granted(holder_of("health", "machinery"), "system_administrator"))
    return client


def test_an_administrator_sees_who_came_and_signs_somebody_out(keeper, ana):
    client = signed_in(ana)
    for _ in range(2):
        Client().post("/sign-in/", {"login": ana.login, "password": "wrong"})

    page = keeper.get("/desk/sign-ins/", {"login": ana.login}).content.decode()
    only_wrong = keeper.get("/desk/sign-ins/", {"outcome": "wrong"}).content.decode()
    keeper.post(f"/desk/sign-ins/{ana.pk}/end/")

    assert page.count("密码或者验证码不对") >= 2
    assert "A**" in page
    assert '<td data-label="结果"><span class="tag ok">' not in only_wrong
    assert client.get("/my/").status_code == 302


def test_an_administrator_clears_the_factors_of_somebody_who_lost_them(keeper, ana):
    by = Actor(id=f"account:{ana.pk}", channel="sign_in")
    secret = identity.begin_one_time_codes(ana.pk, by=by, at=timezone.now())
    identity.confirm_one_time_codes(ana.pk, code=code_now(secret, at=timezone.now()), by=by, at=timezone.now())

    keeper.post(f"/desk/sign-ins/{ana.pk}/clear/")

    assert not identity.factors_of(ana.pk).has_second
    assert keeper.get("/desk/sign-ins/", {"login": "nobody"}).content.decode().count("没有这个账号") == 1


def test_everybody_sees_their_own_record_page_by_page(ana):
    client = signed_in(ana)
    SignIn.objects.bulk_create(
        SignIn(account=ana, at=timezone.now(), outcome="wrong", means="password") for _ in range(25)
    )

    first = client.get("/me/security/record/")
    second = client.get("/me/security/record/" + first.context["next"])

    assert [len(page.context["lines"]) for page in (first, second)] == [20, 6]
    assert client.get("/me/security/record/", {"before": "x" * 30}).status_code == 200
