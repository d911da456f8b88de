"""核验身份: what a clerk does for somebody who stands at the window."""

import pytest
from django.db.models import F

from citong.identity import facade as identity
from citong.identity.models import Account, PhoneChallenge
from citong.identity.rules import codes
from tests.factories.identity import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
NUMBER = "350502199003070014"
DOCUMENT = {"id_type": "111", "id_number": NUMBER, "name": "陈美珍", "seen": "on"}


@pytest.fixture
def window(seat):
    return seat("health", "window")


@pytest.fixture
def chen():
    return AccountFactory(person=PersonFactory(name="陈美珍", id_number=NUMBER), assurance=1, phone="13900007001")


def newest_code():
    challenge = PhoneChallenge.objects.latest("pk")
    PhoneChallenge.objects.update(asked_at=F("asked_at") - codes.PAUSE)
    return identity.code_of(challenge.pk, at=challenge.asked_at)


def test_a_clerk_verifies_somebody(window, chen):
    answer = window.post("/desk/people/verify/", {**DOCUMENT, "document_until": "2036-09-21"}, follow=True)

    assert "核验好了" in answer.text
    assert identity.account(chen.pk).assurance == identity.Assurance.ADVANCED


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"name": "陈美"}, 404, "没有找到"),
        ({"seen": ""}, 422, "没有当面看过"),
        ({"document_until": "21.9.2036"}, 422, "请这样写日期"),
        ({"document_until": "2020-01-01"}, 409, "有效期"),
        ({"id_number": ""}, 422, "请填写证件号码"),
    ],
)
def test_what_does_not_hold_verifies_nobody(window, chen, changes, status, words):
    answer = window.post("/desk/people/verify/", {**DOCUMENT, **changes})

    assert answer.status_code == status
    assert words in answer.text
    assert identity.account(chen.pk).assurance == identity.Assurance.REGISTERED


def test_a_clerk_opens_an_account_for_somebody_without_one(window):
    answer = window.post("/desk/people/register/", {**DOCUMENT, "phone": "13900007001"}, follow=True)

    account = Account.objects.get(login="13900007001")
    assert "账号开好了" in answer.text
    assert not account.has_usable_password()


def test_what_is_known_already_is_not_opened_twice(window, chen):
    answer = window.post("/desk/people/register/", {**DOCUMENT, "phone": "13900007002"})

    assert answer.status_code == 409
    assert "没有注册成功" in answer.text


def test_a_lost_telephone_is_replaced_by_one_that_answers(window, chen):
    typed = {**DOCUMENT, "phone": "13900007009"}
    page = window.post("/desk/people/phone/", {**typed, "step": "send"})
    wrong = window.post("/desk/people/phone/", {**typed, "code": "000000"})

    answer = window.post("/desk/people/phone/", {**typed, "code": newest_code()}, follow=True)

    assert "验证码已经发到新手机上" in page.text
    assert wrong.status_code == 422
    assert "手机号换好了" in answer.text
    assert identity.account(chen.pk).login == "13900007009"


@pytest.mark.parametrize("address", ["verify", "register", "phone"])
def test_other_posts_do_not_verify_people(seat, address):
    assert seat("health", "site").get(f"/desk/people/{address}/").status_code == 403
