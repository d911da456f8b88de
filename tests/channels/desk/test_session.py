"""Coming to the desk and leaving it."""

import pytest

from tests.factories.identity import AccountFactory
from tests.factories.organisations import AssignmentFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


@pytest.fixture
def reviewer():
    account = AccountFactory(for_staff=True, staff=AssignmentFactory().staff)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client, account, password=PASSWORD, **more):
    return client.post("/desk/sign-in/", {"login": account.login, "password": password, **more})


def test_an_official_signs_in_and_goes_where_they_wanted(client, reviewer):
    answer = sign_in(client, reviewer, next="/desk/cases/")

    assert answer.headers["Location"] == "/desk/cases/"
    assert client.get("/desk/").status_code == 200


def test_nobody_is_led_to_a_foreign_place(client, reviewer):
    assert sign_in(client, reviewer, next="https://example.org/").headers["Location"] == "/desk/"


def test_a_wrong_password_is_told_without_saying_what_is_wrong(client, reviewer):
    page = sign_in(client, reviewer, password="wrong horse")

    assert page.status_code == 422
    assert "账号或者密码不对" in page.content.decode()
    assert client.get("/desk/").status_code == 302


def test_empty_questions_are_named(client):
    page = client.post("/desk/sign-in/", {})

    assert page.status_code == 422
    assert "请填写工号" in page.content.decode()


def test_a_citizen_is_shown_the_other_entrance(client):
    citizen = AccountFactory()
    citizen.set_password(PASSWORD)
    citizen.save()

    page = sign_in(client, citizen)

    assert page.status_code == 422
    assert "工作人员的入口" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_who_leaves_has_to_sign_in_again(client, reviewer):
    client.force_login(reviewer)

    client.post("/desk/sign-out/")

    assert client.get("/desk/").headers["Location"].startswith("/desk/sign-in/")


def test_to_a_citizen_no_screen_of_the_desk_exists(client):
    client.force_login(AccountFactory())

    for address in ("/desk/", "/desk/cases/", "/desk/search/", "/desk/cases/1/", "/desk/items/", "/desk/calendar/"):
        assert client.get(address).status_code == 404
