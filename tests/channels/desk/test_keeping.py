"""What the officers keep: people and posts, roles, departments, systems; and looks that cannot wait."""

import re

import pytest
from django.test import Client

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.identity.models import Account, ApiClient, RoleGrant
from citong.organisations.models import Assignment, Department, Post
from tests.channels.desk.conftest import holder_of, signed_in_as
from tests.factories.cases import MONDAY, submitted
from tests.factories.catalogue import establish_departments
from tests.factories.identity import granted
from tests.factories.organisations import DivisionFactory, PostFactory

pytestmark = pytest.mark.django_db

WHY = "急救中心来电，病人正在抢救，要核对登记"


@pytest.fixture
def officer(db):
    """Somebody with a role for the whole hall, as `officer("auditor")`."""
    departments = establish_departments()
    PostFactory(department=departments["fire"], code="officer", duty=Post.Duty.GENERAL)

    def sit(role: str) -> Client:
        return signed_in_as(granted(holder_of("fire", "officer", name="Dee"), role))

    return sit


@pytest.fixture
def clerk(db) -> Account:
    establish_departments()
    return holder_of("health", "window", name="Wei")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_people_are_listed_by_department(officer, clerk):
    page = text(officer("system_administrator"), f"/desk/people/?department={clerk.staff.department_id}")

    assert "Wei" in page
    assert "能用" in page


def test_the_list_costs_the_same_however_many_people(officer, clerk, django_assert_max_num_queries):
    client = officer("system_administrator")
    for number in range(5):
        holder_of("health", "window", name=f"W{number}")

    with django_assert_max_num_queries(9):
        text(client, f"/desk/people/?department={clerk.staff.department_id}")


def test_somebody_new_is_appointed_given_an_account_and_leaves(officer):
    client, health = officer("system_administrator"), Department.objects.get(code="health")
    post = Post.objects.get(department=health, code="window")
    form = {"number": "N1", "name": "Ned", "phone": "", "post": post.pk, "valid_from": "2026-09-01"}

    client.post(f"/desk/departments/{health.pk}/people/", form)
    staff = Assignment.objects.get(staff__number="N1").staff
    page = client.post(f"/desk/people/{staff.pk}/account/", {"do": "open"}).content.decode()

    shown = re.search(r"密码 <code>([^<]+)</code>", page)
    assert shown
    assert identity.sign_in("N1", password=shown[1], at=MONDAY).staff_id == staff.pk
    client.post(f"/desk/people/{staff.pk}/account/", {"do": "close"})
    assert "停用" in text(client, f"/desk/people/{staff.pk}/")
    client.post(f"/desk/people/{staff.pk}/posts/{post.pk}/end/")
    assert "现在没有岗位" in text(client, f"/desk/people/{staff.pk}/")


def test_a_role_is_granted_and_taken_back(officer, clerk):
    client = officer("security_administrator")
    form = {
        "role": "emergency",
        "division": "350502000000",
        "with_below": "on",
        "first_on": "2026-09-21",
        "reason": "值班",
    }

    client.post(f"/desk/accounts/{clerk.pk}/roles/", form)

    page = text(client, f"/desk/people/{clerk.staff_id}/")
    assert "应急查阅" in page
    assert "和下级" in page
    grant = RoleGrant.objects.get(account=clerk)
    client.post(f"/desk/grants/{grant.pk}/end/", {"reason": "不值班了"})
    assert "不值班了" in text(client, f"/desk/people/{clerk.staff_id}/")
    assert "应急查阅" in text(client, "/desk/roles/")


def test_a_role_that_must_not_meet_those_of_the_post_is_refused_and_named(officer, clerk):
    form = {"role": "auditor", "first_on": "2026-09-21", "reason": "兼任"}

    page = officer("security_administrator").post(f"/desk/accounts/{clerk.pk}/roles/", form)

    assert page.status_code == 409
    assert "“审计管理员”不能和“窗口受理”由同一个人担任" in page.content.decode()


def test_a_division_that_is_none_is_said(officer, clerk):
    form = {"role": "emergency", "division": "1", "first_on": "2026-09-01", "reason": "值班"}

    page = officer("security_administrator").post(f"/desk/accounts/{clerk.pk}/roles/", form)

    assert page.status_code == 422
    assert "不能从过去的日子开始" in page.content.decode()


def test_who_administers_accounts_grants_nothing_and_who_grants_opens_none(officer, clerk):
    assert officer("system_administrator").get(f"/desk/accounts/{clerk.pk}/roles/").status_code == 403
    security = officer("security_administrator")
    assert security.post(f"/desk/people/{clerk.staff_id}/account/", {"do": "close"}).status_code == 403
    assert security.get("/desk/cases/").status_code == 403


def test_a_department_is_established_and_ends_with_a_successor(officer):
    client = officer("system_administrator")
    DivisionFactory()
    form = {
        "name": "新设局", "short_name": "新设局", "code": "new", "uscc": "11350502MB0000001K", "letter_word": "鲤新",
        "kind": "department", "division": "350502000000", "phone": "", "supervision_phone": "",
        "valid_from": "2026-01-01",
    }  # fmt: skip

    client.post("/desk/departments/new/", form)

    made = Department.objects.get(code="new")
    assert "新设局" in text(client, "/desk/departments/")
    wrong = client.post("/desk/departments/new/", {**form, "code": "new-2", "uscc": "11350502MB00000011"})
    assert wrong.status_code == 422
    into = Department.objects.get(code="health").pk
    client.post(f"/desk/departments/{made.pk}/end/", {"into": into, "on": "2026-09-01"})
    assert Department.objects.get(pk=made.pk).successor_id == into


def test_a_system_is_let_in_its_token_shown_once_and_let_go(officer):
    client = officer("system_administrator")

    page = client.post("/desk/clients/", {"name": "对接系统", "department": ""}).content.decode()

    made = ApiClient.objects.get()
    shown = re.search(r"<p><code>([^<]+)</code></p>", page)
    assert shown
    assert identity.client_by_token(shown[1]) == made
    assert shown[1] not in text(client, "/desk/clients/")
    client.post(f"/desk/clients/{made.pk}/revoke/")
    assert identity.client_by_token(shown[1]) is None


def test_a_case_is_opened_in_an_emergency_marked_and_reviewed(officer):
    medic, case = officer("emergency"), submitted()

    answer = medic.post("/desk/emergency/", {"number": case.number, "reason": WHY}, follow=True)

    assert "您在应急查阅这个办件" in answer.content.decode()
    auditor = officer("auditor")
    page = text(auditor, "/desk/emergency/")
    assert WHY in page
    assert "看了 1 次" in page
    look = cases.EmergencyLook.objects.get()
    assert "请选复核意见" in auditor.post(f"/desk/emergency/{look.pk}/review/", {}, follow=True).content.decode()
    auditor.post(f"/desk/emergency/{look.pk}/review/", {"verdict": "confirmed", "remark": ""})
    assert "属实，确有必要" in text(auditor, "/desk/emergency/")
    assert auditor.get(f"/desk/cases/{case.pk}/").status_code == 404


def test_a_reason_too_short_is_said_beside_the_question(officer):
    page = officer("emergency").post("/desk/emergency/", {"number": submitted().number, "reason": "急"})

    assert page.status_code == 422
    assert "至少 10 个字" in page.content.decode()


def test_the_auditor_reads_what_was_done_by_whom(officer, clerk):
    client = officer("auditor")
    submitted()

    page = text(client, "/desk/audit/")

    assert "cases.submit" in page
    assert "没有查到" in text(client, "/desk/audit/?actor=nobody")
