"""Handing work over at the desk, and acting for whoever is away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from citong.identity.models import Account
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from citong.organisations.models import Post, Substitution
from tests.channels.desk.conftest import holder_of
from tests.factories.cases import submitted
from tests.factories.catalogue import establish_departments
from tests.factories.organisations import PostFactory

pytestmark = pytest.mark.django_db

PAGE = "/desk/hand-over/"


@pytest.fixture
def wei(db) -> Account:
    """The window of the health bureau."""
    establish_departments()
    return holder_of("health", "window", name="Wei")


@pytest.fixture
def ben(wei) -> Account:
    """A colleague of another post."""
    return holder_of("health", "approve", name="Ben")


@pytest.fixture
def head(wei) -> Account:
    department = Post.objects.get(department__code="health", code="window").department
    PostFactory(department=department, code="head", duty=Post.Duty.HEAD)
    return holder_of("health", "head", name="Hu")


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text_of(answer) -> str:
    return answer.content.decode()


def days(to: Account, *, first: int = 0, last: int = 6, **more: object) -> dict[str, object]:
    today = timezone.localdate()
    said = {"first_on": today + timedelta(days=first), "last_on": today + timedelta(days=last)}
    return {"to": to.staff_id, "reason": "休假", **said, **more}


def test_work_is_handed_over_and_the_colleague_can_do_it(wei, ben):
    case = submitted()
    desk, colleague = signed_in(wei), signed_in(ben)
    before = text_of(colleague.get("/desk/"))

    answer = desk.post(PAGE, days(ben), follow=True)

    assert "代办已经安排好" in text_of(answer)
    assert "正在代办" in text_of(answer)
    assert f"/desk/cases/{case.pk}/" not in before
    assert f"/desk/cases/{case.pk}/" in text_of(colleague.get("/desk/"))
    text = text_of(colleague.get(PAGE))
    assert "结束代办" not in text
    assert "Wei" in text


def test_it_is_ended_when_somebody_is_back(wei, ben):
    desk = signed_in(wei)
    desk.post(PAGE, days(ben))
    ending = f"{PAGE}{Substitution.objects.get().pk}/end/"

    first = text_of(desk.post(ending, follow=True))
    second = text_of(desk.post(ending, follow=True))

    assert "代办已经结束。" in first
    assert "提前结束" in first
    assert "已经结束了" in second


def test_what_has_not_begun_is_called_off_and_its_days_stay_on_the_page(wei, ben):
    desk = signed_in(wei)
    desk.post(PAGE, days(ben, first=2, last=3))
    planned = text_of(desk.get(PAGE))

    text = text_of(desk.post(f"{PAGE}{Substitution.objects.get().pk}/end/", follow=True))

    shown = re.search(r'data-label="哪几天">([^<]+)<', planned)
    assert "还没有开始" in planned
    assert "没有开始就取消了" in text
    assert shown
    assert shown[1] in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to": ""}, "请选一位同事"),
        ({"first_on": ""}, "请填写日期"),
        ({"first_on": "2020-01-01"}, "不能从过去的日子开始"),
        ({"last_on": "2020-01-01"}, "最后一天不能早于第一天"),
    ],
)
def test_what_is_wrong_is_said_beside_the_question(wei, ben, changes, words):
    answer = signed_in(wei).post(PAGE, {**days(ben), **changes})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Substitution.objects.exists()


def test_two_hand_overs_of_the_same_days_are_refused_in_words(wei, ben):
    desk = signed_in(wei)
    desk.post(PAGE, days(ben))

    answer = desk.post(PAGE, days(ben, first=3, last=9))

    assert answer.status_code == 422
    assert "已经交给Ben代办" in text_of(answer)


def test_the_head_sees_all_and_arranges_it_for_somebody_who_is_away(wei, ben, head):
    desk = signed_in(head)

    form = text_of(desk.get(f"{PAGE}?whose={wei.staff_id}"))
    answer = desk.post(f"{PAGE}?whose={wei.staff_id}", days(ben, first=2), follow=True)

    assert "替Wei" in form
    assert "还没有开始" in text_of(answer)
    assert Substitution.objects.get().absent_id == wei.staff_id
    assert "结束代办" in text_of(desk.get(PAGE))


def test_nobody_else_arranges_it_for_others(wei, ben):
    signed_in(ben).post(f"{PAGE}?whose={wei.staff_id}", days(wei))

    assert Substitution.objects.get().absent_id == ben.staff_id


def test_only_chosen_posts_are_handed_over(wei, ben):
    other = PostFactory(department=wei.staff.department, name="档案岗")
    organisations.appoint(
        wei.staff.number,
        name="Wei",
        department_id=wei.staff.department_id,
        post_ids=[other.pk],
        valid_from=timezone.localdate(),
        by=SYSTEM,
        at=timezone.now(),
    )

    signed_in(wei).post(PAGE, days(ben, posts=[other.pk]))

    assert [post.name for post in Substitution.objects.get().posts.all()] == ["档案岗"]


def test_somebody_without_a_post_has_nothing_to_hand_over(wei):
    wei.staff.assignments.update(valid_to=timezone.localdate())

    assert "没有可以交出去的工作" in text_of(signed_in(wei).get(PAGE))
