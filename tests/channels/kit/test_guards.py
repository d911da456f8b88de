"""Who may see a screen."""

import pytest

from citong.channels.kit.guards import anyone, own_door, permitted, signed_in, staff_only
from tests.factories.identity import AccountFactory
from tests.factories.organisations import AssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.channels.kit.hall_urls")]

DATA = {"name": "刺桐红民宿", "water": ["tap", "well"], "password": "correct horse"}


@pytest.fixture
def reviewer():
    assignment = AssignmentFactory()
    return AccountFactory(for_staff=True, staff=assignment.staff)


@pytest.mark.parametrize(
    ("guard", "name"),
    [
        (anyone, "anyone"),
        (signed_in, "signed_in"),
        (staff_only, "staff_only"),
        (own_door, "own_door"),
        (permitted("house.decide"), "permitted:house.decide"),
    ],
)
def test_a_guarded_view_says_so(guard, name):
    assert guard(lambda _request: None).guard == name


def test_a_stranger_may_see_an_open_page(client):
    assert client.get("/").status_code == 200


def test_a_stranger_is_led_to_sign_in_and_back(client):
    answer = client.get("/known/?page=2")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/?next=%2Fknown%2F%3Fpage%3D2"


def test_a_stranger_at_the_desk_is_led_to_the_desks_own_sign_in(client):
    assert client.get("/desk/").headers["Location"].startswith("/desk/sign-in/?next=")


def test_htmx_is_told_to_leave_the_page_for_the_sign_in(client):
    answer = client.get("/known/", headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/sign-in/")


def test_what_was_sent_after_the_session_ended_is_offered_again(client):
    page = client.post("/known/", DATA)

    text = page.content.decode()
    assert page.status_code == 401
    assert 'name="name" value="刺桐红民宿"' in text
    assert text.count('name="water"') == 2
    assert "correct horse" not in text


def test_a_citizen_is_known(client):
    client.force_login(AccountFactory())

    assert client.get("/known/").content.decode() == "Ana"


def test_to_a_citizen_the_desk_looks_as_if_it_were_not_there(client):
    client.force_login(AccountFactory())

    page = client.get("/desk/")

    assert page.status_code == 404
    assert "没有找到这个页面" in page.content.decode()


def test_an_official_may_enter_the_desk(client, reviewer):
    client.force_login(reviewer)

    assert client.get("/desk/").status_code == 200


def test_an_official_with_the_post_may_enter_its_page(client, reviewer):
    client.force_login(reviewer)

    assert client.get("/desk/reviews/").status_code == 200


def test_an_official_without_the_post_is_told_whom_to_ask(client):
    client.force_login(AccountFactory(for_staff=True))

    page = client.get("/desk/reviews/")

    assert page.status_code == 403
    assert "本单位管理员" in page.content.decode()


def test_the_actor_is_looked_up_once(client, reviewer, django_assert_num_queries):
    client.force_login(reviewer)

    with django_assert_num_queries(3):  # the session, the account, the standing
        client.get("/desk/reviews/")
