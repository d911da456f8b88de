"""Signing up, in and out."""

import re

import pytest
from django.db.models import F
from django.test import Client

from citong.identity import facade as identity
from citong.identity.models import Account, PhoneChallenge, Session
from citong.identity.rules import codes
from citong.organisations.rules import synthetic_credit_code
from tests.factories.identity import AccountFactory, PersonFactory, resident_number

pytestmark = pytest.mark.django_db
PASSWORD = "ciTong-2026"


def asked(client, address, **subject):
    """The first step of a page, and the code that somebody then finds on their telephone."""
    PhoneChallenge.objects.update(asked_at=F("asked_at") - codes.PAUSE)
    page = client.post(address, {"step": "ask", **subject})
    challenge = PhoneChallenge.objects.latest("pk") if page.status_code == 200 else None
    return page, challenge and identity.code_of(challenge.pk, at=challenge.asked_at)


def answered(client, address, *, code=None, follow=False, **typed):
    """Both steps; `code` is what is typed instead of the right one."""
    subject = {name: typed[name] for name in ("phone", "login") if name in typed}
    _, right = asked(client, address, **subject)
    return client.post(address, {"step": "answer", "code": code or right or "", **typed}, follow=follow)


def person(**changes):
    return {
        "name": "Ana",
        "id_type": "111",
        "id_number": resident_number(7001),
        "phone": "13900007001",
        "password": PASSWORD,
        "agreement": "on",
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
        "agreement": "on",
        **changes,
    }


def test_a_person_signs_up_and_is_signed_in(client):
    answer = answered(client, "/sign-up/", **person(), follow=True)

    assert answer.redirect_chain == [("/my/", 302)]
    assert "注册成功" in answer.text
    assert Account.objects.get().agreement == identity.AGREEMENT


def test_the_first_step_asks_for_the_number_alone(client):
    page = client.get("/sign-up/")

    assert 'name="phone"' in page.text
    assert 'name="id_number"' not in page.text


def test_a_number_that_cannot_be_one_is_told_in_the_first_step(client):
    page, code = asked(client, "/sign-up/", phone="12")

    assert (page.status_code, code) == (422, None)
    assert 'href="#id_phone"' in page.text


def test_an_enterprise_signs_up_and_signs_in_with_its_code(client):
    answered(client, "/sign-up/enterprise/", **enterprise())

    answer = Client().post("/sign-in/", {"login": enterprise()["uscc"], "password": PASSWORD})

    assert answer.url == "/my/"


def test_faults_stand_at_their_fields_and_what_was_typed_stays(client):
    answer = answered(client, "/sign-up/", **person(id_number="123", password="12345678"))

    assert answer.status_code == 422
    assert 'href="#id_id_number"' in answer.text
    assert 'value="123"' in answer.text
    assert "12345678" not in answer.text


def test_a_wrong_code_opens_nothing_and_what_was_typed_stays(client):
    answer = answered(client, "/sign-up/", code="000000", **person())

    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.text
    assert f'value="{person()["id_number"]}"' in answer.text
    assert not Account.objects.exists()


def test_a_code_from_another_browser_opens_nothing(client):
    _, code = asked(Client(), "/sign-up/", phone="13900007001")

    answer = client.post("/sign-up/", {"step": "answer", "code": code, **person()})

    assert answer.status_code == 422
    assert not Account.objects.exists()


def test_without_the_agreement_nothing_is_opened(client):
    answer = answered(client, "/sign-up/", **person(agreement=""))

    assert answer.status_code == 422
    assert 'href="#id_agreement"' in answer.text


def test_nobody_learns_whose_number_it_is(client):
    answered(client, "/sign-up/", **person())

    answer = answered(Client(), "/sign-up/", **person(name="Ben"))

    assert answer.status_code == 409
    assert "没有注册成功" in answer.text


def test_a_wrong_password_is_told_without_saying_which_was_wrong(client):
    answered(client, "/sign-up/", **person())
    wrong = Client().post("/sign-in/", {"login": "13900007001", "password": "x"})
    unknown = Client().post("/sign-in/", {"login": "13999999999", "password": "x"})

    assert wrong.status_code == unknown.status_code == 403
    assert "账号或者密码不对" in wrong.text
    assert "账号或者密码不对" in unknown.text


def test_signing_in_leads_to_where_one_was_going(client):
    answered(client, "/sign-up/", **person())

    answer = Client().post("/sign-in/", {"login": "13900007001", "password": PASSWORD, "next": "/my/messages/"})

    assert answer.url == "/my/messages/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:x", "\\\\evil.example"])
def test_signing_in_never_leads_elsewhere(client, evil):
    answered(client, "/sign-up/", **person())

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


def test_a_code_signs_in_and_leads_on(client):
    ana = AccountFactory()

    answer = answered(client, "/sign-in/code/", login=ana.phone, next="/my/messages/")

    assert answer.url == "/my/messages/"
    assert Session.objects.get(account=ana).means == "phone_code"


def test_the_page_after_asking_is_the_same_for_known_and_unknown():
    ana = AccountFactory()
    token = r'name="csrfmiddlewaretoken" value="[^"]+"'

    def page_for(login):
        page, _ = asked(Client(), "/sign-in/code/", login=login)
        return re.sub(token, "", page.text.replace(login, "…"))

    assert page_for(ana.phone) == page_for("13999999999")


def test_asking_too_often_is_said_and_keeps_the_page(client):
    client.post("/sign-in/code/", {"step": "ask", "login": "13900007001"})

    page = client.post("/sign-in/code/", {"step": "ask", "login": "13900007001"})

    assert page.status_code == 429
    assert "请等一分钟" in page.text


def test_a_lost_password_is_set_anew_and_sessions_elsewhere_end(client):
    ana = AccountFactory(person=PersonFactory(id_number=resident_number(7009)))
    elsewhere = Client()
    elsewhere.force_login(ana)

    typed = {"login": ana.phone, "id_number": resident_number(7009), "password": PASSWORD}
    answer = answered(client, "/recover/", **typed, follow=True)

    assert "密码设好了" in answer.text
    assert elsewhere.get("/my/").status_code == 302
    assert client.get("/my/").status_code == 200


def test_a_wrong_document_recovers_nothing(client):
    ana = AccountFactory()

    answer = answered(client, "/recover/", login=ana.phone, id_number=resident_number(1), password=PASSWORD)

    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.text


def test_the_agreement_can_be_read(client):
    assert identity.AGREEMENT in client.get("/about/agreement/").text


def test_the_telephone_of_the_demonstration_is_shown_in_a_demonstration_only(client, settings):
    settings.DEMO = True
    assert client.get("/demo/telephone/").status_code == 200

    settings.DEMO = False
    assert client.get("/demo/telephone/").status_code == 404
