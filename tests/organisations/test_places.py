"""Halls, windows, posts and names of departments: they change and end, and what still rests on them holds them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput, Refusal
from citong.kernel.models import AuditEntry
from citong.organisations import facade as organisations
from citong.organisations.models import Post, Window
from tests.factories.actors import brought_by
from tests.factories.organisations import (
    AssignmentFactory,
    DepartmentFactory,
    HallFactory,
    PostFactory,
    WindowFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
BY = {"by": SYSTEM, "at": AT}
CLERK = {"by": Actor(id="account:9", channel="desk", grants=brought_by("window", department=1)), "at": AT}
HALL = {"name": "新大厅", "address": "新路 1 号", "hours": "工作日", "phone": "0595-0000 0000"}
NAMES = {"name": "鲤城区卫生局", "short_name": "区卫生局", "phone": "1", "supervision_phone": "2"}


def test_a_hall_moves_and_is_called_otherwise():
    hall = HallFactory()

    organisations.change_hall(hall.pk, **HALL, **BY)

    found = organisations.hall(hall.pk)
    assert {field: getattr(found, field) for field in HALL} == HALL
    assert AuditEntry.objects.get().action == "organisations.hall_changed"


def test_a_hall_closes_after_its_windows_and_is_then_gone():
    window = WindowFactory()
    with pytest.raises(organisations.HallInUse):
        organisations.close_hall(window.hall_id, **BY)

    organisations.close_window(window.pk, **BY)
    organisations.close_hall(window.hall_id, **BY)

    assert list(organisations.halls()) == []
    assert list(organisations.windows_of(window.department_id)) == []
    for gone in (organisations.hall, lambda pk: organisations.close_hall(pk, **BY)):
        with pytest.raises(organisations.NoSuchHall):
            gone(window.hall_id)
    with pytest.raises(organisations.NoSuchHall):
        organisations.open_window(window.hall.code, number="1", department_id=window.department_id, **BY)


def test_the_number_of_a_window_that_closed_is_free_again():
    window = WindowFactory(number="12")
    given = {"number": "12", "department_id": window.department_id}
    with pytest.raises(organisations.WindowExists):
        organisations.open_window(window.hall.code, **given, **BY)

    organisations.close_window(window.pk, **BY)
    again = organisations.open_window(window.hall.code, **given, **BY)

    (hall,) = organisations.halls()
    assert list(hall.windows.all()) == [again]
    with pytest.raises(organisations.NoSuchWindow):
        organisations.change_window(window.pk, **given, floor="", **BY)


def test_windows_come_in_the_order_of_their_numbers():
    hall = HallFactory()
    for number in ("10", "2", "1"):
        WindowFactory(hall=hall, number=number)

    assert [each.number for each in organisations.hall(hall.pk).windows.all()] == ["1", "2", "10"]


def test_a_window_gets_another_number_and_another_department():
    window, other = WindowFactory(number="12"), DepartmentFactory()
    WindowFactory(hall=window.hall, number="13")
    with pytest.raises(organisations.WindowExists):
        organisations.change_window(window.pk, number="13", department_id=other.pk, floor="", **BY)

    organisations.change_window(window.pk, number=" 14 ", department_id=other.pk, floor="二楼", **BY)

    found = organisations.window(window.pk)
    assert (found.number, found.department_id, found.floor) == ("14", other.pk, "二楼")


def test_of_two_who_open_the_same_window_at_once_one_does(transactional_db):
    hall, body, start = HallFactory(), DepartmentFactory(), Barrier(2)

    def opens(_number):
        start.wait()
        try:
            return organisations.open_window(hall.code, number="1", department_id=body.pk, **BY)
        except Refusal:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        opened = [one for one in pool.map(opens, range(2)) if one]

    assert len(opened) == Window.objects.count() == 1


def test_a_post_that_nobody_holds_is_renamed_and_ends():
    post = PostFactory()

    organisations.rename_post(post.pk, name=" 复核岗 ", **BY)
    organisations.end_post(post.pk, **BY)

    assert Post.objects.get(pk=post.pk).name == "复核岗"
    assert list(organisations.posts_of(post.department_id)) == []
    assert list(organisations.posts_on(TODAY)) == []
    for again in (organisations.post_by_id, lambda pk: organisations.end_post(pk, **BY)):
        with pytest.raises(organisations.NoSuchPost):
            again(post.pk)
    with pytest.raises(organisations.PostExists):
        organisations.create_post(post.department_id, code=post.code, name="x", duty="review", **BY)


@pytest.mark.parametrize("until", [None, TODAY + DAY], ids=["without an end", "until tomorrow"])
def test_a_post_that_somebody_holds_does_not_end(until):
    held = AssignmentFactory(staff__name="Ben", valid_to=until)

    with pytest.raises(organisations.PostHeld, match="Ben"):
        organisations.end_post(held.post_id, **BY)


def test_a_post_that_was_left_ends_and_nobody_is_appointed_to_it():
    held = AssignmentFactory(valid_to=TODAY)
    organisations.end_post(held.post_id, **BY)
    given = {"name": "Ben", "department_id": held.staff.department_id, "post_ids": [held.post_id]}

    with pytest.raises(organisations.CannotAppoint):
        organisations.appoint("N1", **given, valid_from=TODAY, **BY)


def test_posts_come_with_who_holds_them_from_now_on(django_assert_num_queries):
    held = AssignmentFactory(valid_to=TODAY + DAY)
    AssignmentFactory(staff=held.staff, post=held.post, valid_from=TODAY + DAY)
    AssignmentFactory(staff__department=held.post.department, post=held.post, valid_to=TODAY)
    PostFactory(department=held.post.department, code="z-empty")

    with django_assert_num_queries(2):
        posts = list(organisations.posts_with_holders(held.post.department_id, on=TODAY))
        shown = [[(each.staff.name, each.valid_to) for each in post.assignments.all()] for post in posts]

    assert shown == [[("Ana", TODAY + DAY), ("Ana", None)], []]


def test_a_department_is_called_otherwise_while_it_exists():
    body, successor = DepartmentFactory(), DepartmentFactory()
    organisations.change_department(body.pk, **NAMES, **BY)
    found = organisations.department_by_id(body.pk)

    organisations.reorganise(body.pk, into=successor.pk, on=TODAY, **BY)

    assert {field: getattr(found, field) for field in NAMES} == NAMES
    with pytest.raises(organisations.CannotReorganise):
        organisations.change_department(body.pk, **NAMES, **BY)
    with pytest.raises(organisations.NoSuchDepartment):
        organisations.change_department(0, **NAMES, **BY)


CHANGES = [
    lambda by: organisations.open_hall("x", **{**HALL, "name": " "}, division="350502000000", **by),
    lambda by: organisations.change_hall(HallFactory().pk, **{**HALL, "hours": ""}, **by),
    lambda by: organisations.open_window(HallFactory().code, number=" ", department_id=DepartmentFactory().pk, **by),
    lambda by: organisations.change_window(
        WindowFactory().pk, number="", department_id=DepartmentFactory().pk, floor="", **by
    ),
    lambda by: organisations.rename_post(PostFactory().pk, name=" ", **by),
    lambda by: organisations.change_department(DepartmentFactory().pk, **{**NAMES, "name": ""}, **by),
]


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_loses_its_name(change):
    with pytest.raises(InvalidInput):
        change(BY)

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_but_who_keeps_the_structure_changes_it(change):
    with pytest.raises(organisations.NotAnAdministrator):
        change(CLERK)


@pytest.mark.parametrize(
    "end",
    [
        lambda: organisations.close_hall(HallFactory().pk, **CLERK),
        lambda: organisations.close_window(WindowFactory().pk, **CLERK),
        lambda: organisations.end_post(PostFactory().pk, **CLERK),
    ],
    ids=["hall", "window", "post"],
)
def test_nobody_but_who_keeps_the_structure_ends_anything(end):
    with pytest.raises(organisations.NotAnAdministrator):
        end()
