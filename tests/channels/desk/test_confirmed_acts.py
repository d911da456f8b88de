"""What changes who may do what, hands out a secret, or decides, is confirmed by whoever has been here a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citong.cases import facade as cases
from citong.identity.models import Partner, RoleGrant
from citong.organisations.models import Post
from tests.channels.desk.conftest import holder_of, signed_in_as
from tests.channels.desk.test_sites import partner_form
from tests.channels.door_steps import PASSWORD, with_password
from tests.factories.cases import MONDAY, submitted
from tests.factories.catalogue import establish_departments
from tests.factories.identity import granted
from tests.factories.organisations import PostFactory
from tests.factories.packages import publish_shop

pytestmark = pytest.mark.django_db
ASKED = 401
MADE_CONFIRM = {
    "security_administrator": ("accounts/1/roles/", "grants/1/end/"),
    "system_administrator": (
        "departments/1/people/",
        "people/1/posts/",
        "people/1/posts/1/end/",
        "people/1/account/",
        "clients/",
        "clients/1/revoke/",
        "sites/new/",
        "sites/1/change/",
        "sites/1/renew/",
        "sites/1/revoke/",
        "partners/new/",
        "partners/1/",
    ),
}
WORDS = {"reason": "不属于本机关职权范围。", "basis": "《行政许可法》第三十二条", "remedies": "可以申请行政复议。"}


@pytest.fixture
def stale(db, it_is):
    """Signs somebody in, and lets a while pass: `stale(account)`."""

    def sit(account):
        client = signed_in_as(with_password(account))
        client.get("/desk/")
        it_is(MONDAY + timedelta(minutes=16))
        return client

    return sit


@pytest.fixture
def officer(stale):
    departments = establish_departments()
    PostFactory(department=departments["fire"], code="officer", duty=Post.Duty.GENERAL)

    def sit(role):
        return stale(granted(holder_of("fire", "officer", name="Dee"), role))

    return sit


@pytest.mark.parametrize("role", MADE_CONFIRM)
def test_who_keeps_people_and_secrets_confirms_first(officer, role):
    client = officer(role)

    answers = {path: client.post(f"/desk/{path}", {"typed": "有字"}) for path in MADE_CONFIRM[role]}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, ASKED)
    assert all('name="typed" value="有字"' in answer.text for answer in answers.values())


@pytest.mark.parametrize("step", ["members/1/turn-away/", "members/1/terminate/", "extension/answer/"])
def test_decisions_about_wholes_are_confirmed(stale, step):
    publish_shop()
    window = stale(holder_of("market", "window"))

    assert window.post(f"/desk/joint/1/{step}", {"reason": "因为"}).status_code == ASKED


def test_a_role_is_granted_after_the_confirmation_with_what_was_typed(officer):
    client, ben = officer("security_administrator"), holder_of("health", "window", name="Ben")
    typed = {"role": "emergency", "first_on": timezone.localdate().isoformat(), "reason": "夜里值班"}
    page = client.post(f"/desk/accounts/{ben.pk}/roles/", typed)
    before = RoleGrant.objects.filter(account=ben).count()

    client.post(page.context["sent"].address, {**dict(page.context["sent"].answers), "confirm_password": PASSWORD})

    assert page.status_code == ASKED
    assert before == 0
    assert RoleGrant.objects.get(account=ben).reason == typed["reason"]


def test_not_accepting_is_confirmed_and_the_reasons_are_not_lost(stale):
    case = submitted()
    window, address = stale(holder_of("health", "window")), f"/desk/cases/{case.pk}/turn-away/"
    typed = {**WORDS, "competent_body": "市场监督管理局"}
    page = window.post(address, typed)
    asked = cases.case(case.pk).state

    window.post(page.context["sent"].address, {**dict(page.context["sent"].answers), "confirm_password": PASSWORD})

    assert (page.status_code, asked) == (ASKED, cases.State.SUBMITTED)
    assert cases.case(case.pk).state == cases.State.NOT_ACCEPTED


def test_several_choices_of_one_question_all_come_through_the_confirmation(officer):
    client = officer("system_administrator")

    page = client.post("/desk/sites/new/", {"scopes": ["profile", "phone"]})

    assert page.context["sent"].answers == (("scopes", "profile"), ("scopes", "phone"))


def test_a_partners_secret_survives_the_confirmation_on_a_page_that_is_not_kept(officer):
    client = officer("system_administrator")
    page = client.post("/desk/partners/new/", partner_form())

    answers = dict(page.context["sent"].answers)
    client.post("/desk/partners/new/", {**answers, "confirm_password": PASSWORD})

    assert "no-store" in page.headers["Cache-Control"]
    assert Partner.objects.get().code == "fujian"


def test_looking_asks_for_nothing(officer):
    client = officer("system_administrator")

    assert [client.get(f"/desk/{path}").status_code for path in ("sites/new/", "clients/", "partners/new/")] == [
        200
    ] * 3
