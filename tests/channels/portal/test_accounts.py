"""Signing up, in and out."""

import pytest
from django.test import Client

from citong.organisations.rules import synthetic_credit_code
from tests.factories.identity import AccountFactory, resident_number

pytestmark = pytest.mark.django_db
PASSWORD = "ciTong-2026"


def person(**changes):
    return {
        "name": "Ana",
        "id_type": "111",
        "id_number": resident_number(7001),
        "phone": "13900007001",
        "password": PASSWORD,
        **changes,
    }


def enterprise(**changes):
    return {
        "name": "示例商行",
        "uscc": synthetic_credit_code("91350502MA0007001"),
        "legal_representative": "Ben",
        "handler_name": "Ana",
        "handler_id_type": "111",
        "handler_id_number": resident_number(7002),
        "phone": "13900007002",
        "password": PASSWORD,
        **changes,
    }


def test_a_person_signs_up_and_is_signed_in(client):
    answer = client.post("/sign-up/", person(), follow=True)

    assert answer.redirect_chain == [("/my/", 302)]
    assert "注册成功" in answer.text


def test_an_enterprise_signs_up_and_signs_in_with_its_code(client):
    client.post("/sign-up/enterprise/", enterprise())

    answer = Client().post("/sign-in/", {"login": enterprise()["uscc"], "password": PASSWORD})

    assert answer.url == "/my/"


def test_faults_stand_at_their_fields_and_what_was_typed_stays(client):
    answer = client.post("/sign-up/", person(id_number="123", phone="12", password="12345678"))

    assert answer.status_code == 422
    assert 'href="#id_id_number"' in answer.text
    assert 'value="123"' in answer.text
    assert "12345678" not in answer.text


def test_nobody_learns_whose_number_it_is(client):
    client.post("/sign-up/", person())

    answer = Client().post("/sign-up/", person(name="Ben"))

    assert answer.status_code == 409
    assert "没有注册成功" in answer.text


def test_a_wrong_password_is_told_without_saying_which_was_wrong(client):
    client.post("/sign-up/", person())
    wrong = Client().post("/sign-in/", {"login": "13900007001", "password": "x"})
    unknown = Client().post("/sign-in/", {"login": "13999999999", "password": "x"})

    assert wrong.status_code == unknown.status_code == 403
    assert "账号或者密码不对" in wrong.text
    assert "账号或者密码不对" in unknown.text


def test_signing_in_leads_to_where_one_was_going(client):
    client.post("/sign-up/", person())

    answer = Client().post("/sign-in/", {"login": "13900007001", "password": PASSWORD, "next": "/my/messages/"})

    assert answer.url == "/my/messages/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:x", "\\\\evil.example"])
def test_signing_in_never_leads_elsewhere(client, evil):
    client.post("/sign-up/", person())

    answer = Client().post("/sign-in/", {"login": "13900007001", "password": PASSWORD, "next": evil})

    assert answer.url == "/my/"


def test_an_empty_form_says_what_is_missing(client):
    answer = client.post("/sign-in/", {"login": "", "password": "", "next": "/my/"})

    assert answer.status_code == 422
    assert "有 2 处要改" in answer.text


def test_signing_out_needs_a_post_and_ends_it(client):
    client.force_login(AccountFactory())
    assert client.get("/sign-out/").status_code == 405

    client.post("/sign-out/")

    assert client.get("/my/").status_code == 302
