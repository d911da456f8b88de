"""代办授权 and 社区代办 at the desk: the signed paper, the citizen's code, and acting for them in the portal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citong.identity.models import Account, Mandate
from tests.channels.desk.conftest import holder_of
from tests.channels.desk.test_people import newest_code
from tests.channels.portal.conftest import client_of
from tests.factories.cases import PNG
from tests.factories.catalogue import publish_configured
from tests.factories.identity import granted, resident_number
from tests.factories.mandates import OLD, enterprise, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(seat):
    return seat("health", "window")


@pytest.fixture
def daughter():
    return person("王芳", serial=1)


@pytest.fixture
def helper(seat):
    publish_configured()
    return client_of(granted(holder_of("health", "window"), "helper"))


def paper():
    return SimpleUploadedFile("paper.png", PNG)


def given(daughter, **changes):
    return {
        "kind": "family",
        "principal_name": "林阿婆",
        "principal_id_type": "111",
        "principal_id_number": resident_number(55, born=OLD),
        "agent_name": "王芳",
        "agent_id_type": "111",
        "agent_id_number": daughter.person.id_number,
        "items": "",
        "last_day": "2027-03-01",
        "seen": "on",
        "signature": paper(),
        **changes,
    }


def test_a_signed_paper_lets_a_daughter_act_for_somebody_without_an_account(window, daughter):
    answer = window.post("/desk/people/mandate/", given(daughter), follow=True)

    assert "授权办好了" in answer.text
    assert Mandate.objects.get().agent == daughter.person


def test_a_clerk_ends_what_is_between_two(window, daughter):
    window.post("/desk/people/mandate/", given(daughter))

    answer = window.post("/desk/people/mandate/", given(daughter, step="end", signature=""), follow=True)

    assert "马上生效" in answer.text
    assert Mandate.objects.get().state == "ended"
    assert window.post("/desk/people/mandate/", given(daughter, step="end", signature="")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"signature": ""}, 422, "请拍下"),
        ({"signature": SimpleUploadedFile("a.png", b"none")}, 422, "内容"),
        ({"seen": ""}, 422, "没有当面看过"),
        ({"agent_name": "王方"}, 404, "没有找到代办人"),
        ({"items": "no-such"}, 422, "没有“no-such”"),
        ({"kind": "agent"}, 422, "请选定可以代办的事项"),
        ({"last_day": ""}, 422, "请填写授权到哪天"),
        ({"kind": "guardian"}, 409, "未满十八周岁"),
    ],
)
def test_what_does_not_hold_gives_no_mandate(window, daughter, changes, status, words):
    answer = window.post("/desk/people/mandate/", given(daughter, **changes))

    assert (answer.status_code, words in answer.text) == (status, True), answer.text[-3000:]
    assert not Mandate.objects.exists()


def test_another_representative_is_entered(window, daughter):
    company = enterprise(daughter)
    body = company.enterprise
    typed = {"uscc": body.uscc, "name": body.name, "representative": "陈新", "seen": "on"}

    assert window.post("/desk/people/representative/", typed).status_code == 302
    assert window.post("/desk/people/representative/", {**typed, "name": "别家"}).status_code == 404
    assert "法定代表人换了" in client_of(company).get("/my/mandates/").text


def test_a_helper_helps_with_the_citizens_code_and_goes_to_the_portal(helper):
    mother = person("陈桂花", serial=3, born=OLD)
    typed = {"name": "陈桂花", "id_type": "111", "id_number": mother.person.id_number, "item": "HEALTH-1"}
    assert "验证码已经发到" in helper.post("/desk/help/", {**typed, "step": "send"}).text

    helper.post("/desk/help/", {**typed, "code": newest_code()})

    mandate = Mandate.objects.get()
    answer = helper.post(f"/desk/help/{mandate.pk}/go/", follow=True)
    assert "您在为 <strong>陈桂花</strong> 办事（社区代办）" in answer.text
    assert helper.get("/apply/HEALTH-1/start/").status_code == 200
    assert "陈**" in helper.get("/desk/help/").text
    assert helper.post("/my/mandates/for/", {"mandate": ""}).url == "/desk/help/"
    assert helper.get("/apply/HEALTH-1/start/").status_code == 409


def test_without_a_code_and_without_a_signature_nobody_is_helped(helper):
    mother = person("陈桂花", serial=3, born=OLD)
    typed = {"name": "陈桂花", "id_type": "111", "id_number": mother.person.id_number, "item": "HEALTH-1"}

    assert helper.post("/desk/help/", typed).status_code == 422
    assert helper.post("/desk/help/", {**typed, "name": "别人"}).status_code == 422
    assert helper.post("/desk/help/", {**typed, "signature": paper()}).status_code == 302
    assert Account.objects.get(pk=mother.pk).help_given.count() == 0
    assert Mandate.objects.get().signature is not None
