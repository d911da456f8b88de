"""Standing in for a colleague who is away: for whole days, within the department, never passed on, always on record."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from citong.kernel.actors import SYSTEM, Actor, acting_name
from citong.kernel.audit import entries_about
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref
from citong.organisations import facade as organisations
from citong.organisations.models import Assignment, Department, Post, Staff, Substitution
from tests.factories.actors import brought_by
from tests.factories.organisations import AssignmentFactory, DepartmentFactory, PostFactory, StaffFactory

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TOMORROW, IN_A_WEEK = TODAY + timedelta(days=1), TODAY + timedelta(days=7)

pytestmark = pytest.mark.django_db


@pytest.fixture
def health() -> Department:
    return DepartmentFactory()


@pytest.fixture
def ana(health) -> Staff:
    return member(health, "Ana", Post.Duty.APPROVAL)


@pytest.fixture
def ben(health) -> Staff:
    return member(health, "Ben", Post.Duty.REVIEW)


@pytest.fixture
def chi(health) -> Staff:
    return member(health, "Chi", Post.Duty.WINDOW)


def member(department: Department, name: str, duty: str) -> Staff:
    post = PostFactory(department=department, duty=duty, name=f"{name}的岗")
    return AssignmentFactory(staff=StaffFactory(department=department, name=name), post=post).staff


def post_of(staff: Staff) -> Post:
    return staff.posts.order_by("pk").first()


def actor(staff: Staff, *, on: date = TODAY) -> Actor:
    """As the channels would make one."""
    standing = organisations.standing_of(staff.pk, on=on)
    return Actor(
        id=ref("account", 5000 + staff.pk),
        channel="desk",
        name=standing.name,
        staff=staff.pk,
        department=standing.department_id,
        posts=standing.posts,
        grants=brought_by(*standing.duties, department=standing.department_id),
        in_for=standing.in_for,
    )


def away(absent: Staff, substitute: Staff, *, by: Actor | None = None, **changes: object) -> Substitution:
    said = {"post_ids": (), "first_on": TODAY, "last_on": IN_A_WEEK, "reason": "休假", **changes}
    return organisations.hand_over(absent.pk, to=substitute.pk, **said, by=by or actor(absent), at=AT)


def test_whoever_stands_in_acts_in_the_posts_of_the_absent_on_those_days_only(ana, ben):
    away(ana, ben, first_on=TOMORROW)

    standings = {
        day: organisations.standing_of(ben.pk, on=day)
        for day in (TODAY, TOMORROW, IN_A_WEEK, IN_A_WEEK + timedelta(days=1))
    }

    assert [post_of(ana).pk in standing.posts for standing in standings.values()] == [False, True, True, False]
    assert standings[TOMORROW].in_for == {post_of(ana).pk: "Ana"}
    assert standings[TOMORROW].duties == {"review", "approval"}
    assert standings[TODAY].in_for == {}


def test_a_standing_takes_one_query_also_for_whoever_stands_in(ana, ben, chi, django_assert_num_queries):
    away(ana, ben)
    away(chi, ben)

    with django_assert_num_queries(1):
        standing = organisations.standing_of(ben.pk, on=TODAY)

    assert len(standing.posts) == 3


def test_whoever_is_away_loses_nothing(ana, ben):
    before = organisations.standing_of(ana.pk, on=TODAY)

    away(ana, ben)

    assert organisations.standing_of(ana.pk, on=TODAY) == before


def test_history_says_for_whom_somebody_acted(ana, ben):
    away(ana, ben)

    by = actor(ben)

    assert acting_name(by, post_of(ana).pk) == "Ben（代Ana）"
    assert acting_name(by, post_of(ben).pk) == "Ben"
    assert acting_name(by, None) == "Ben"


def test_two_who_share_a_post_are_named_both(health, ana, ben, chi):
    AssignmentFactory(staff=chi, post=post_of(ana))
    away(ana, ben)
    away(chi, ben)

    assert actor(ben).in_for[post_of(ana).pk] == "Ana、Chi"


def test_in_a_post_of_their_own_nobody_stands_in(ana, ben):
    AssignmentFactory(staff=ben, post=post_of(ana))

    away(ana, ben)

    assert actor(ben).in_for == {}


def test_only_chosen_posts_are_handed_over(health, ana, ben):
    other = AssignmentFactory(staff=ana, post=PostFactory(department=health)).post

    away(ana, ben, post_ids=[other.pk])

    assert actor(ben).in_for == {other.pk: "Ana"}


def test_a_post_that_the_absent_no_longer_holds_is_not_stood_in_for(ana, ben):
    away(ana, ben)

    organisations.end_assignment(ana.pk, post_id=post_of(ana).pk, on=TOMORROW, by=SYSTEM, at=AT)

    assert actor(ben).in_for != {}
    assert actor(ben, on=TOMORROW).in_for == {}


def test_whoever_has_left_stands_in_for_nobody(ana, ben):
    away(ana, ben)
    Assignment.objects.filter(staff=ben).update(valid_to=TODAY)

    standing = organisations.standing_of(ben.pk, on=TODAY)

    assert (standing.posts, standing.duties, standing.in_for) == (frozenset(), frozenset(), {})


def test_what_somebody_stands_in_for_is_not_passed_on(ana, ben, chi):
    away(ana, ben)

    with pytest.raises(organisations.CannotHandOver, match="担任的岗位"):
        away(ben, chi, post_ids=[post_of(ana).pk])
    with pytest.raises(organisations.CannotHandOver, match="正在替别人代办"):
        away(ben, chi)
    with pytest.raises(organisations.CannotHandOver, match="那几天也不在"):
        away(chi, ana)


def test_before_and_after_they_can_be_away_themselves(ana, ben, chi):
    away(ana, ben)
    later = IN_A_WEEK + timedelta(days=1)

    away(ben, chi, first_on=later, last_on=later)

    assert actor(chi, on=later).in_for == {post_of(ben).pk: "Ben"}


def test_a_post_is_handed_over_once_on_a_day(health, ana, ben, chi):
    other = AssignmentFactory(staff=ana, post=PostFactory(department=health)).post
    away(ana, ben, post_ids=[post_of(ana).pk])

    with pytest.raises(organisations.AlreadyHandedOver):
        away(ana, chi, first_on=IN_A_WEEK, last_on=IN_A_WEEK + timedelta(days=3))
    away(ana, chi, post_ids=[other.pk])

    assert actor(chi).in_for == {other.pk: "Ana"}


def test_nobody_stands_in_for_themselves(ana):
    with pytest.raises(organisations.CannotHandOver):
        away(ana, ana)


def test_only_colleagues_of_the_department_stand_in(ana):
    stranger = member(DepartmentFactory(), "Di", Post.Duty.REVIEW)

    with pytest.raises(organisations.CannotHandOver, match="本单位"):
        away(ana, stranger)


def test_whoever_holds_no_post_cannot_stand_in(health, ana):
    with pytest.raises(organisations.CannotHandOver, match="没有担任岗位"):
        away(ana, StaffFactory(department=health))


def test_whoever_holds_no_post_has_nothing_to_hand_over(health, ben):
    idle = StaffFactory(department=health)

    with pytest.raises(organisations.CannotHandOver, match="自己担任的岗位"):
        away(idle, ben, by=SYSTEM)


def test_a_colleague_who_does_not_exist_cannot_stand_in(ana):
    with pytest.raises(organisations.NoSuchStaff):
        organisations.hand_over(ana.pk, to=0, post_ids=(), first_on=TODAY, last_on=TODAY, by=actor(ana), at=AT)


@pytest.mark.parametrize(
    ("first_on", "last_on", "field"),
    [
        (TODAY - timedelta(days=1), TODAY, "first_on"),
        (TOMORROW, TODAY, "last_on"),
        (TODAY, TODAY + timedelta(days=367), "last_on"),
    ],
    ids=["in the past", "ends before it begins", "longer than a year"],
)
def test_days_that_cannot_be_are_named(ana, ben, first_on, last_on, field):
    with pytest.raises(InvalidInput) as refused:
        away(ana, ben, first_on=first_on, last_on=last_on)

    assert list(refused.value.faults) == [field]
    assert not Substitution.objects.exists()


@pytest.mark.parametrize("duty", [Post.Duty.HEAD, Post.Duty.ADMINISTRATION])
def test_the_head_and_the_administrators_set_it_for_somebody_who_is_away_already(health, ana, ben, duty):
    away(ana, ben, by=actor(member(health, "Di", duty)))

    assert actor(ben).in_for == {post_of(ana).pk: "Ana"}


@pytest.mark.parametrize(
    "who",
    [
        lambda health: member(health, "Di", Post.Duty.REVIEW),
        lambda _health: member(DepartmentFactory(), "Di", Post.Duty.HEAD),
    ],
    ids=["a colleague", "the head of another department"],
)
def test_nobody_else_hands_over_the_work_of_others(health, ana, ben, who):
    with pytest.raises(organisations.NotYoursToHandOver):
        away(ana, ben, by=actor(who(health)))

    assert not Substitution.objects.exists()


def test_it_ends_at_once_when_somebody_is_back_early(ana, ben):
    substitution = away(ana, ben)

    ended = organisations.end_hand_over(substitution.pk, by=actor(ana), at=AT + timedelta(days=2))

    assert (ended.valid_to, ended.planned_to) == (TODAY + timedelta(days=2), IN_A_WEEK + timedelta(days=1))
    assert actor(ben, on=TOMORROW).in_for != {}
    assert actor(ben, on=TODAY + timedelta(days=2)).in_for == {}


def test_what_has_not_begun_can_be_called_off(ana, ben):
    substitution = away(ana, ben, first_on=TOMORROW)

    organisations.end_hand_over(substitution.pk, by=actor(ana), at=AT)

    assert actor(ben, on=TOMORROW).in_for == {}


@pytest.mark.parametrize("days", [0, 9], ids=["ended before", "run out"])
def test_what_is_over_cannot_be_ended(ana, ben, days):
    substitution = away(ana, ben)
    if not days:
        organisations.end_hand_over(substitution.pk, by=actor(ana), at=AT)

    with pytest.raises(organisations.SubstitutionOver):
        organisations.end_hand_over(substitution.pk, by=actor(ana), at=AT + timedelta(days=days))


def test_who_no_longer_holds_a_post_still_ends_their_own_hand_over(ana, ben):
    substitution = away(ana, ben)
    without_posts = Actor(id="account:1", channel="desk", name="Ana", staff=ana.pk)

    assert organisations.end_hand_over(substitution.pk, by=without_posts, at=AT).ended_by_name == "Ana"


def test_the_substitute_does_not_end_it_and_strangers_do_not_see_it(ana, ben):
    substitution = away(ana, ben)
    stranger = actor(member(DepartmentFactory(), "Di", Post.Duty.HEAD))

    with pytest.raises(organisations.NotYoursToHandOver):
        organisations.end_hand_over(substitution.pk, by=actor(ben), at=AT)
    with pytest.raises(organisations.NoSuchSubstitution):
        organisations.end_hand_over(substitution.pk, by=stranger, at=AT)
    with pytest.raises(organisations.NoSuchSubstitution):
        organisations.end_hand_over(substitution.pk + 1, by=actor(ana), at=AT)


def test_every_hand_over_is_in_the_history(ana, ben):
    substitution = away(ana, ben)
    organisations.end_hand_over(substitution.pk, by=actor(ana), at=AT)

    entries = entries_about(ref("staff", ana.pk))

    assert [entry.action for entry in entries] == ["organisations.hand_over_ended", "organisations.handed_over"]
    assert entries[1].details["posts"] == [post_of(ana).pk]


def test_hand_overs_are_listed_of_a_person_and_of_a_department(ana, ben, chi, django_assert_num_queries):
    first, second = away(ana, ben), away(chi, ben)

    with django_assert_num_queries(2):
        of_ben = [(each, [post.pk for post in each.posts.all()]) for each in organisations.hand_overs_of(ben.pk)]

    assert of_ben == [(second, [post_of(chi).pk]), (first, [post_of(ana).pk])]
    assert organisations.hand_overs_of(ana.pk) == [first]
    assert organisations.hand_overs_in(ana.department_id, before=second.pk) == [first]
    assert organisations.hand_overs_in(DepartmentFactory().pk) == []


@pytest.mark.django_db(transaction=True)
def test_two_hand_overs_of_one_post_at_once_make_one(ana, ben, chi):
    failures = at_once(lambda: away(ana, ben, by=SYSTEM), lambda: away(ana, chi, by=SYSTEM))

    assert Substitution.objects.count() == 1
    assert [type(failure) for failure in failures] == [organisations.AlreadyHandedOver]


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_to_one_another_at_once_make_no_ring(ana, ben):
    failures = at_once(lambda: away(ana, ben, by=SYSTEM), lambda: away(ben, ana, by=SYSTEM))

    assert Substitution.objects.count() == 1
    assert [type(failure) for failure in failures] == [organisations.CannotHandOver]


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    start = threading.Barrier(len(acts))
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures
