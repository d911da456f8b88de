"""What officials are told, and that they have seen it."""

import re

import pytest
from django.test import Client

from citong.identity import facade as identity
from citong.identity.models import Account
from citong.kernel.actors import SYSTEM
from citong.notices import facade as notices
from citong.notices.models import Notice
from tests.channels.desk.conftest import holder_of, signed_in_as
from tests.factories.cases import MONDAY
from tests.factories.catalogue import establish_departments

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db) -> Account:
    establish_departments()
    return holder_of("health", "window")


@pytest.fixture
def desk(head) -> Client:
    return signed_in_as(head)


def told(account: Account, *, occasion: str = "once") -> Notice:
    """Somebody has opened a case of this official's department in an emergency."""
    wording = notices.glass_broken(number="350502200001012609210", who="Eli", reason="急救", until=MONDAY)
    to = identity.account_ref(account)
    sent = {"phone": "", "subject": "case:1", "link": "/desk/emergency/", "occasion": occasion}
    return notices.send(wording, to=to, **sent, by=SYSTEM, at=MONDAY)


def counted(page: str) -> str:
    """The number beside 消息 in the navigation."""
    found = re.search(r'/desk/messages/"[^>]*>消息<span class="num">(\d+\+?)<span[^>]*> 条没看', page)
    return found.group(1) if found else ""


def test_the_frame_says_how_many_have_not_been_read(head, desk):
    before = counted(desk.get("/desk/").text)
    told(head)
    told(head, occasion="again")

    assert (before, counted(desk.get("/desk/").text)) == ("", "2")


def test_opening_it_is_reading_it_and_it_leads_to_what_it_is_about(head, desk):
    notice = told(head)

    listed = desk.get("/desk/messages/").text
    page = desk.get(f"/desk/messages/{notice.pk}/").text

    notice.refresh_from_db()
    assert "没看过" in listed
    assert f"/desk/messages/{notice.pk}/" in listed
    assert 'href="/desk/emergency/"' in page
    assert counted(page) == ""
    assert notice.read_at == MONDAY
    assert "没看过" not in desk.get("/desk/messages/").text


def test_nobody_opens_what_another_was_told(head, desk):
    other = holder_of("health", "window", name="Ben")
    notice = told(other)

    answer = desk.get(f"/desk/messages/{notice.pk}/")

    notice.refresh_from_db()
    assert answer.status_code == 404
    assert notice.read_at is None


def test_many_come_in_pages_and_cost_the_same(head, desk, django_assert_max_num_queries):
    for number in range(25):
        told(head, occasion=f"time {number}")

    with django_assert_max_num_queries(9):
        first = desk.get("/desk/messages/").text
    onward = re.search(r'href="(/desk/messages/\?before=\d+)"', first)
    second = desk.get(onward.group(1)).text

    assert (first.count("row-title"), second.count("row-title")) == (20, 5)
    assert "?before=" not in second


def test_without_any_it_says_what_will_come(desk):
    assert "还没有消息" in desk.get("/desk/messages/").text
