from datetime import UTC, date, datetime

import pytest

from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry, FactRecord
from citong.organisations import facade as organisations
from citong.organisations.models import Assignment, Department
from tests.factories.actors import brought_by
from tests.factories.organisations import (
    AssignmentFactory,
    DepartmentFactory,
    DivisionFactory,
    HallFactory,
    PostFactory,
    StaffFactory,
    WindowFactory,
)

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CLERK = Actor(id="account:2", channel="desk", grants=brought_by("window", "review", department=1))

pytestmark = pytest.mark.django_db


def establish(**changes):
    values = {
        "code": "health",
        "uscc": "11350502MB0000001K",
        "name": "鲤城区卫生健康局",
        "short_name": "区卫健局",
        "letter_word": "鲤卫",
        "kind": "department",
        "division": DivisionFactory().code,
        "phone": "",
        "supervision_phone": "",
        "valid_from": date(2019, 3, 1),
        "by": SYSTEM,
        "at": AT,
    }
    return organisations.establish_department(**{**values, **changes})


def test_a_department_is_established():
    department = establish()

    assert organisations.department("health") == department
    assert organisations.department_by_uscc("11350502MB0000001K") == department
    assert AuditEntry.objects.filter(subject=f"department:{department.pk}").count() == 1


@pytest.mark.parametrize(
    "changes", [{"uscc": "11370800MB28559184"}, {"code": "welfare"}], ids=["same short name", "same credit code"]
)
def test_a_department_is_established_once(changes):
    establish()

    with pytest.raises(organisations.DepartmentExists):
        establish(**changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"uscc": "11350502MB0000001A"}, "uscc"), ({"kind": "ministry"}, "kind")],
)
def test_what_is_wrong_with_a_department_is_said_by_field(changes, field):
    with pytest.raises(InvalidInput) as refused:
        establish(**changes)

    assert list(refused.value.faults) == [field]


def test_a_department_belongs_to_a_known_division():
    with pytest.raises(organisations.NoSuchDivision):
        establish(division="990000000000")


def test_a_reorganised_department_names_who_takes_over():
    old, new = DepartmentFactory(), DepartmentFactory()

    organisations.reorganise(old.pk, into=new.pk, on=date(2026, 12, 1), by=SYSTEM, at=AT)

    assert organisations.current_department(old.pk, on=date(2026, 11, 30)) == old
    assert organisations.current_department(old.pk, on=date(2026, 12, 1)) == new
    assert FactRecord.objects.get(name__endswith="DepartmentReorganised").values == {
        "department_id": old.pk,
        "successor_id": new.pk,
    }


def test_successors_are_followed_to_the_last():
    first, second, third = DepartmentFactory(), DepartmentFactory(), DepartmentFactory()
    organisations.reorganise(first.pk, into=second.pk, on=date(2024, 1, 1), by=SYSTEM, at=AT)
    organisations.reorganise(second.pk, into=third.pk, on=date(2025, 1, 1), by=SYSTEM, at=AT)

    assert organisations.current_department(first.pk, on=date(2024, 6, 1)) == second
    assert organisations.current_department(first.pk, on=TODAY) == third


def test_only_departments_of_the_day_are_listed():
    ended, living = DepartmentFactory(code="b"), DepartmentFactory(code="a")
    DepartmentFactory(code="c", valid_from=date(2027, 1, 1))
    organisations.reorganise(ended.pk, into=living.pk, on=TODAY, by=SYSTEM, at=AT)

    assert list(organisations.departments(on=date(2026, 11, 21))) == [living, ended]
    assert list(organisations.departments(on=TODAY)) == [living]


@pytest.mark.parametrize(
    ("department", "into", "on"),
    [
        ("living", "living", TODAY),
        ("ended", "living", TODAY),
        ("living", "ended", TODAY),
        ("living", "heir", date(2019, 3, 1)),
        ("living", "coming", TODAY),
    ],
    ids=["into itself", "one that has ended", "into one that has ended", "on its first day", "into one yet to begin"],
)
def test_a_reorganisation_that_makes_no_sense_is_refused(department, into, on):
    known = {name: DepartmentFactory(code=name) for name in ("living", "ended", "heir")}
    known["coming"] = DepartmentFactory(valid_from=date(2027, 1, 1))
    organisations.reorganise(known["ended"].pk, into=known["heir"].pk, on=date(2025, 1, 1), by=SYSTEM, at=AT)

    with pytest.raises(organisations.CannotReorganise):
        organisations.reorganise(known[department].pk, into=known[into].pk, on=on, by=SYSTEM, at=AT)


def test_an_unknown_department_is_not_reorganised():
    with pytest.raises(organisations.NoSuchDepartment):
        organisations.reorganise(DepartmentFactory().pk, into=0, on=TODAY, by=SYSTEM, at=AT)


def test_a_post_is_created_once_in_a_department():
    department = DepartmentFactory()
    created = organisations.create_post(department.pk, code="review", name="审查岗", duty="review", by=SYSTEM, at=AT)

    with pytest.raises(organisations.PostExists):
        organisations.create_post(department.pk, code="review", name="复审岗", duty="review", by=SYSTEM, at=AT)

    assert list(organisations.posts_of(department.pk)) == [created]
    assert organisations.post(department.code, "review") == created


def test_a_post_has_a_known_duty():
    with pytest.raises(InvalidInput) as refused:
        organisations.create_post(DepartmentFactory().pk, code="x", name="x", duty="sleep", by=SYSTEM, at=AT)

    assert "duty" in refused.value.faults


def appoint(department, *posts, **changes):
    values = {"name": "Ana", "department_id": department.pk, "post_ids": [post.pk for post in posts]}
    return organisations.appoint("S1", **{**values, "valid_from": TODAY, "by": SYSTEM, "at": AT, **changes})


def test_somebody_is_appointed_and_appointed_further():
    department = DepartmentFactory()
    window, review = PostFactory(department=department, duty="window"), PostFactory(department=department)

    ana = appoint(department, window)
    appoint(department, window, review)

    standing = organisations.standing_of(ana.pk, on=TODAY)
    assert standing.posts == {window.pk, review.pk}
    assert standing.duties == {"window", "review"}
    assert (standing.name, standing.department_id) == ("Ana", department.pk)
    assert Assignment.objects.count() == 2


def test_nobody_is_appointed_to_a_post_of_another_department():
    with pytest.raises(organisations.CannotAppoint):
        appoint(DepartmentFactory(), PostFactory())


def test_a_staff_number_belongs_to_one_department():
    appoint(DepartmentFactory())

    with pytest.raises(organisations.CannotAppoint):
        appoint(DepartmentFactory())


def test_a_post_is_held_from_its_first_day_until_the_day_before_the_last():
    assignment = AssignmentFactory(valid_from=date(2026, 1, 1))
    staff_id, post_id = assignment.staff_id, assignment.post_id

    organisations.end_assignment(staff_id, post_id=post_id, on=date(2026, 6, 1), by=SYSTEM, at=AT)

    held = [organisations.standing_of(staff_id, on=day).posts for day in (date(2025, 12, 31), date(2026, 1, 1))]
    after = [organisations.standing_of(staff_id, on=day).posts for day in (date(2026, 5, 31), date(2026, 6, 1))]
    assert held == [frozenset(), {post_id}]
    assert after == [{post_id}, frozenset()]


def test_a_post_that_is_not_held_cannot_be_left():
    with pytest.raises(organisations.NotAssigned):
        organisations.end_assignment(StaffFactory().pk, post_id=PostFactory().pk, on=TODAY, by=SYSTEM, at=AT)


def test_a_standing_is_one_query(django_assert_num_queries):
    staff = AssignmentFactory().staff
    AssignmentFactory(staff=staff, post=PostFactory(department=staff.department))

    with django_assert_num_queries(1):
        standing = organisations.standing_of(staff.pk, on=TODAY)

    assert len(standing.posts) == 2


def test_somebody_without_posts_still_belongs_to_a_department():
    staff = StaffFactory()

    standing = organisations.standing_of(staff.pk, on=TODAY)

    assert standing.department_id == staff.department_id
    assert standing.posts == frozenset()


def test_nobody_has_no_standing():
    with pytest.raises(organisations.NoSuchStaff):
        organisations.standing_of(0, on=TODAY)


def test_posts_are_found_by_their_keys_in_one_query(django_assert_num_queries):
    health, police = DepartmentFactory(code="health"), DepartmentFactory(code="police")
    review, approval = PostFactory(department=health, code="review"), PostFactory(department=police, code="approval")
    PostFactory(department=health, code="approval")

    with django_assert_num_queries(1):
        found = organisations.posts_by_keys([("health", "review"), ("police", "approval"), ("police", "none")])

    assert found == {("health", "review"): review, ("police", "approval"): approval}


def test_who_holds_a_post_is_counted_for_the_day(django_assert_num_queries):
    health, gone = DepartmentFactory(code="health"), DepartmentFactory(code="gone", valid_to=TODAY)
    review, empty = PostFactory(department=health, code="review"), PostFactory(department=health, code="empty")
    for begins, ends in (
        (date(2020, 1, 1), None),
        (date(2020, 1, 1), TODAY),
        (date(2026, 11, 23), None),
        (TODAY, None),
    ):
        AssignmentFactory(staff__department=health, post=review, valid_from=begins, valid_to=ends)
    AssignmentFactory(staff__department=gone, post=PostFactory(department=gone, code="review"))
    wanted = [("health", "review"), ("health", "empty"), ("gone", "review"), ("health", "none")]

    with django_assert_num_queries(1):
        found = organisations.staffed_posts(wanted, on=TODAY)

    assert found == {("health", "review"): 2, ("health", "empty"): 0}
    assert list(organisations.posts_on(TODAY)) == [empty, review]


def test_a_post_that_does_not_exist_is_refused():
    with pytest.raises(organisations.NoSuchPost):
        organisations.post("health", "review")


def test_halls_come_with_their_windows_in_two_queries(django_assert_num_queries):
    hall = organisations.open_hall(
        "licheng",
        name="鲤城区行政服务中心",
        address="示例路 1 号",
        hours="工作日 8:00—17:30",
        division=DivisionFactory().code,
        by=SYSTEM,
        at=AT,
    )
    department = DepartmentFactory(short_name="区卫健局")
    organisations.open_window("licheng", number="12", department_id=department.pk, floor="二楼", by=SYSTEM, at=AT)

    with django_assert_num_queries(2):
        seen = [(each.name, each.windows.all()[0].department.short_name) for each in organisations.halls()]

    assert seen == [(hall.name, "区卫健局")]


def test_a_department_is_met_at_its_windows(django_assert_num_queries):
    window = WindowFactory()
    WindowFactory()

    with django_assert_num_queries(1):
        found = [(each.pk, each.hall.name) for each in organisations.windows_of(window.department_id)]

    assert found == [(window.pk, "示例大厅")]


def test_a_hall_and_a_window_are_opened_once():
    window = WindowFactory()

    with pytest.raises(organisations.WindowExists):
        organisations.open_window(
            window.hall.code, number=window.number, department_id=window.department_id, by=SYSTEM, at=AT
        )
    with pytest.raises(organisations.HallExists):
        organisations.open_hall(
            HallFactory().code, name="x", address="x", hours="x", division=DivisionFactory().code, by=SYSTEM, at=AT
        )


def test_a_window_needs_a_hall():
    with pytest.raises(organisations.NoSuchHall):
        organisations.open_window("nowhere", number="1", department_id=DepartmentFactory().pk, by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    "change",
    [
        lambda: establish(by=CLERK),
        lambda: appoint(DepartmentFactory(), by=CLERK),
        lambda: organisations.create_post(DepartmentFactory().pk, code="x", name="x", duty="review", by=CLERK, at=AT),
        lambda: organisations.end_assignment(StaffFactory().pk, post_id=1, on=TODAY, by=CLERK, at=AT),
        lambda: organisations.reorganise(DepartmentFactory().pk, into=2, on=TODAY, by=CLERK, at=AT),
        lambda: organisations.open_window("x", number="1", department_id=DepartmentFactory().pk, by=CLERK, at=AT),
    ],
)
def test_only_administrators_change_the_structure(change):
    with pytest.raises(organisations.NotAnAdministrator):
        change()

    assert not AuditEntry.objects.exists()


def test_people_of_a_department_are_listed_by_number():
    department = DepartmentFactory()
    ben, ana = StaffFactory(department=department, number="2"), StaffFactory(department=department, number="1")

    assert list(organisations.staff_of(department.pk)) == [ana, ben]
    assert organisations.staff_member(ben.pk).department == department
    assert Department.objects.count() == 1
