"""The screens of halls and windows, posts, and names of departments."""

import pytest
from django.test import Client

from citong.organisations.models import Department, Hall, Post, Window
from tests.channels.desk.conftest import holder_of
from tests.factories.organisations import DivisionFactory, HallFactory, WindowFactory

pytestmark = pytest.mark.django_db
WORDS = {"name": "新门大厅", "address": "新门街 1 号", "hours": "工作日 8:00—17:30", "phone": ""}


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_hall_opens_with_a_window_and_both_close(operator):
    health = Department.objects.get(code="health")
    operator.post("/desk/halls/new/", {**WORDS, "code": "xinmen", "division": DivisionFactory().code})
    hall = Hall.objects.get(code="xinmen")
    operator.post(f"/desk/halls/{hall.pk}/windows/new/", {"number": "12", "floor": "二楼", "department": health.pk})
    window = Window.objects.get()
    listed, full = text(operator, "/desk/halls/"), text(operator, f"/desk/halls/{hall.pk}/")

    operator.post(f"/desk/windows/{window.pk}/close/")
    empty = text(operator, f"/desk/halls/{hall.pk}/")
    operator.post(f"/desk/halls/{hall.pk}/close/")

    assert "1 个" in listed
    assert "12 号" in full
    assert "关闭大厅" not in full
    assert "关闭大厅" in empty
    assert "还没有大厅" in text(operator, "/desk/halls/")


def test_a_hall_with_open_windows_stays_open_and_says_why(operator):
    window = WindowFactory()

    answer = operator.post(f"/desk/halls/{window.hall_id}/close/")

    assert answer.status_code == 409
    assert "请先关窗口" in answer.content.decode()


def test_what_is_known_stands_in_the_form_and_what_is_sent_is_kept(operator):
    hall, health = HallFactory(), Department.objects.get(code="health")
    window = WindowFactory(hall=hall, department=health, number="7")

    assert hall.address in text(operator, f"/desk/halls/{hall.pk}/change/")
    assert f'<option value="{health.pk}" selected>' in text(operator, f"/desk/windows/{window.pk}/")
    operator.post(f"/desk/halls/{hall.pk}/change/", WORDS)
    operator.post(f"/desk/windows/{window.pk}/", {"number": "8", "floor": "", "department": health.pk})

    assert "新门街 1 号" in text(operator, "/desk/halls/")
    assert Window.objects.get().number == "8"


def test_the_same_number_twice_is_refused(operator):
    window = WindowFactory(number="7")
    given = {"number": "7", "floor": "", "department": window.department_id}

    assert operator.post(f"/desk/halls/{window.hall_id}/windows/new/", given).status_code == 409


def test_a_post_is_created_named_filled_and_ends_when_it_is_empty(operator):
    health = Department.objects.get(code="health")
    address = f"/desk/people/departments/{health.pk}/posts/"
    operator.post(f"{address}new/", {"name": "档案岗", "code": "archive", "duty": "general"})
    post = Post.objects.get(code="archive")
    operator.post(f"/desk/people/posts/{post.pk}/", {"name": "档案管理岗"})
    holder_of("health", "archive", name="Ned")
    held = text(operator, address)
    refused = operator.post(f"/desk/people/posts/{post.pk}/end/")

    post.assignments.update(valid_to="2020-02-01")
    operator.post(f"/desk/people/posts/{post.pk}/end/")

    assert "档案管理岗" in held
    assert "Ned" in held
    assert "2020年1月1日（星期三）起" in held.replace(" ", "")
    assert refused.status_code == 409
    assert "Ned" in refused.content.decode()
    assert "档案管理岗" not in text(operator, address)


def test_a_department_is_called_otherwise(operator):
    health = Department.objects.get(code="health")
    form = {"name": "区卫生局", "short_name": "卫生局", "phone": "", "supervision_phone": ""}

    shown = text(operator, f"/desk/departments/{health.pk}/")
    operator.post(f"/desk/departments/{health.pk}/", form)

    assert health.name in shown
    assert "区卫生局" in text(operator, "/desk/departments/")


@pytest.mark.parametrize(
    "address", ["/desk/halls/new/", "/desk/people/departments/{0}/posts/new/", "/desk/departments/{0}/"]
)
def test_what_is_missing_stands_beside_the_question(operator, address):
    answer = operator.post(address.format(Department.objects.get(code="health").pk), {})

    assert answer.status_code == 422
    assert "请填写" in answer.content.decode()


def test_the_lists_cost_the_same_however_long(operator, django_assert_max_num_queries):
    hall, health = HallFactory(), Department.objects.get(code="health")
    for number in range(5):
        WindowFactory(hall=hall, department=health, number=f"{number}")

    with django_assert_max_num_queries(9):
        text(operator, "/desk/halls/")
    with django_assert_max_num_queries(9):
        text(operator, f"/desk/halls/{hall.pk}/")
    with django_assert_max_num_queries(10):
        text(operator, f"/desk/people/departments/{health.pk}/posts/")
