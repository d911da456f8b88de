"""A stay in the hall: how it begins, how long it lasts, and that it is over when it is over."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.jobs import end_sessions_that_are_over, forget_old_sessions
from citong.identity.models import Session, SignIn
from citong.kernel.actors import Actor
from citong.kernel.models import AuditEntry, FactRecord
from citong.kernel.outbox import deliver_waiting
from citong.notices import facade as notices
from tests.channels.door_steps import PASSWORD, code_now, signed_in, with_password
from tests.factories.identity import AccountFactory
from tests.factories.organisations import AssignmentFactory

pytestmark = [pytest.mark.django_db]
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def ana():
    return with_password(AccountFactory())


@pytest.fixture
def official():
    return with_password(AccountFactory(for_staff=True, staff=AssignmentFactory().staff))


@pytest.fixture
def clock(monkeypatch):
    """Turns the clock on: `clock(minutes=5)`."""
    real, passed = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + passed[0])

    def turn(**by):
        passed[0] += timedelta(**by)

    return turn


def is_in(client):
    return client.get("/my/").status_code == 200


def key_of(client):
    return client.cookies["sessionid"].value


def test_the_key_is_in_the_cookie_and_nowhere_in_the_database(ana):
    client = signed_in(ana, user_agent=WINDOWS)

    row = Session.objects.get(account=ana)
    assert key_of(client) not in {str(value) for value in Session.objects.values().get(pk=row.pk).values()}
    assert (row.means, row.second, row.browser, row.address) == (
        "password",
        "",
        "火狐浏览器，Windows 电脑",
        "127.0.*.*",
    )


def test_a_signed_in_page_costs_no_query_more_than_session_and_account(ana, django_assert_num_queries):
    client = signed_in(ana)

    with django_assert_num_queries(2):
        client.get("/about/privacy/")


def test_a_key_that_somebody_planted_is_worth_nothing_after_the_sign_in(ana):
    client = Client()
    client.post("/me/passkey/ask/use/")
    planted = key_of(client)

    client.post("/sign-in/", {"login": ana.login, "password": PASSWORD})

    thief = Client()
    thief.cookies["sessionid"] = planted
    assert key_of(client) != planted
    assert is_in(client)
    assert not is_in(thief)


@pytest.mark.parametrize("key", ["", "short", "0" * 32, "a" * 5000, "\xff\x00"])
def test_a_key_that_nobody_was_given_opens_nothing(ana, key):
    signed_in(ana)
    thief = Client()
    thief.cookies["sessionid"] = key

    assert not is_in(thief)


def test_a_name_of_a_session_is_not_its_key(ana):
    signed_in(ana)
    thief = Client()
    thief.cookies["sessionid"] = Session.objects.get(account=ana).pk

    assert not is_in(thief)


def test_whoever_signs_in_as_somebody_else_has_left_before(ana):
    ben = with_password(AccountFactory(person__name="Ben"))
    client = signed_in(ana)
    before = key_of(client)

    client.post("/sign-in/", {"login": ben.login, "password": PASSWORD})

    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    assert client.get("/my/").context["hall"].who == "Ben"
    assert Session.objects.get(account=ana).ended_why == "left"
    assert FactRecord.objects.get(name__endswith="SessionEnded").values["why"] == "left"


@pytest.mark.parametrize(("minutes", "lasts"), [(119, True), (121, False)])
def test_the_public_may_rest_two_hours(ana, clock, minutes, lasts):
    client = signed_in(ana)

    clock(minutes=minutes)

    assert is_in(client) is lasts


@pytest.mark.parametrize(("minutes", "lasts"), [(29, True), (31, False)])
def test_officials_may_rest_half_an_hour(official, clock, minutes, lasts):
    client = signed_in(official)

    clock(minutes=minutes)

    assert (client.get("/desk/").status_code == 200) is lasts


def test_nobody_stays_longer_than_twelve_hours(ana, clock):
    client = signed_in(ana)

    stayed = []
    for _ in range(12):
        stayed.append(is_in(client))
        clock(minutes=61)

    assert stayed == [True] * 12
    assert not is_in(client)


def test_being_seen_is_written_down_once_a_minute(ana, clock, django_assert_num_queries):
    client = signed_in(ana)
    clock(seconds=61)

    with django_assert_num_queries(3):
        client.get("/about/privacy/")
    with django_assert_num_queries(2):
        client.get("/about/privacy/")


def test_another_device_is_sent_away_at_once(ana):
    here, there = signed_in(ana), signed_in(ana, user_agent=WINDOWS)
    other = Session.objects.exclude(browser="不认识的浏览器").get(account=ana)

    page = here.get("/me/security/").content.decode()
    here.post(f"/me/security/sessions/{other.pk}/end/")

    assert "火狐浏览器，Windows 电脑" in page
    assert is_in(here)
    assert not is_in(there)
    assert FactRecord.objects.get(name__endswith="SessionEnded").values["session_id"] == other.pk


def test_everywhere_but_here(ana):
    here, *others = [signed_in(ana) for _ in range(3)]

    here.post("/me/security/others/end/")

    assert [is_in(each) for each in (here, *others)] == [True, False, False]


def test_leaving_is_told_and_leaving_twice_is_leaving(ana):
    client = signed_in(ana)
    name = Session.objects.get(account=ana).pk

    for _ in range(2):
        client.post("/sign-out/")

    told = FactRecord.objects.get(name__endswith="SessionEnded").values
    assert (told["session_id"], told["account_id"], told["why"]) == (name, ana.pk, "left")
    assert not is_in(client)


def test_a_session_that_was_sent_away_cannot_be_sent_away_again(ana):
    here, _ = signed_in(ana), signed_in(ana, user_agent=WINDOWS)
    other = Session.objects.exclude(browser="不认识的浏览器").get(account=ana)

    answers = [here.post(f"/me/security/sessions/{other.pk}/end/").status_code for _ in range(2)]

    assert answers == [302, 404]


def test_nobody_sends_away_somebody_else(ana):
    client = signed_in(ana)
    thief = signed_in(with_password(AccountFactory()))

    answer = thief.post(f"/me/security/sessions/{Session.objects.get(account=ana).pk}/end/")

    assert answer.status_code == 404
    assert is_in(client)


def test_what_was_under_way_when_a_session_ended_does_not_bring_it_back(ana):
    client = signed_in(ana)
    store = client.session
    store["x"] = 1

    Client().post("/sign-out/")
    client.post("/sign-out/")

    with pytest.raises(UpdateError):
        store.save()
    assert Session.objects.get(account=ana).ended_why == "left"
    assert Session.objects.get(account=ana).content == ""


def test_a_session_that_ended_is_marked_told_and_later_forgotten(ana, clock):
    signed_in(ana)
    Client().post("/me/passkey/ask/use/")
    clock(hours=3)

    end_sessions_that_are_over(timezone.now())

    assert [each.ended_why for each in Session.objects.all()] == ["idle"]
    assert FactRecord.objects.filter(name__endswith="SessionEnded").count() == 1
    clock(days=201)
    forget_old_sessions(timezone.now())
    assert not Session.objects.exists()
    assert SignIn.objects.count() == 1


def test_a_new_device_is_told_to_the_owner_and_a_known_one_is_not(ana):
    first = signed_in(ana)
    first.post("/sign-out/")
    first.post("/sign-in/", {"login": ana.login, "password": PASSWORD})
    while deliver_waiting(now=timezone.now()):
        pass
    before = list(notices.inbox(f"account:{ana.pk}"))

    signed_in(ana, user_agent=WINDOWS)
    while deliver_waiting(now=timezone.now()):
        pass

    assert before == []
    notice = notices.inbox(f"account:{ana.pk}")[0]
    assert "火狐浏览器，Windows 电脑" in notice.body
    assert notice.link == "/me/security/"


def test_a_changed_factor_is_told(ana):
    by = Actor(id=f"account:{ana.pk}", channel="sign_in")
    now = timezone.now()
    secret = identity.begin_one_time_codes(ana.pk, by=by, at=now)
    identity.confirm_one_time_codes(ana.pk, code=code_now(secret, at=now), by=by, at=now)

    while deliver_waiting(now=timezone.now()):
        pass

    assert "设置了动态验证码" in notices.inbox(by.id)[0].body


def test_the_cookie_of_a_device_is_of_no_use_to_another_account(ana):
    client = signed_in(ana)
    ben = with_password(AccountFactory())
    signed_in(ben)
    client.post("/sign-in/", {"login": ben.login, "password": PASSWORD})

    assert SignIn.objects.filter(account=ben).order_by("-pk")[0].is_new_device


def test_a_page_of_somebody_signed_in_is_kept_by_nobody(ana):
    client = signed_in(ana)

    assert client.get("/my/").headers["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get("/items/").headers.get("Cache-Control", "")


def test_cookies_are_for_us_alone(ana):
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": ana.login, "password": PASSWORD})

    for name in ("sessionid", "citong_device", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name


def test_a_sign_in_is_on_record_with_ids_only(ana):
    signed_in(ana)

    entry = AuditEntry.objects.get(action="identity.session_opened")
    assert entry.subject == f"account:{ana.pk}"
    assert entry.details == {"session": Session.objects.get(account=ana).pk, "means": "password"}


def test_a_new_password_ends_every_other_session(ana):
    from_elsewhere = signed_in(ana)
    ana.set_password("another horse")
    ana.save()

    assert not is_in(from_elsewhere)
