"""Roles: granted by somebody else, resting on a post, never two that must not meet in one person."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.models import Account, RoleGrant
from citong.identity.rules.roles import clashing
from citong.identity.rules.standing import Granted, grants_on
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.outbox import deliver_waiting
from citong.kernel.permissions import has_permission
from citong.kernel.scopes import EVERYWHERE, Scope
from citong.organisations import facade as organisations
from citong.organisations.models import Post
from tests.factories.actors import everywhere
from tests.factories.identity import AccountFactory, granted
from tests.factories.organisations import AssignmentFactory, DepartmentFactory, DivisionFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 21, 2, tzinfo=UTC)
TODAY = timezone.localdate(AT)
DAY = timedelta(days=1)
SECURITY = Actor(id="account:9", channel="desk", name="Sam", grants=everywhere("security_administrator"))
ROLES = identity.ROLES


def official(duty: str = Post.Duty.GENERAL) -> Account:
    """Somebody in a post of this duty, with an account."""
    return AccountFactory(for_staff=True, staff=AssignmentFactory(post__duty=duty).staff)


def grant(account: Account, role: str = "auditor", *, by: Actor = SECURITY, **terms: object) -> RoleGrant:
    return identity.grant_role(account.pk, role=role, terms=identity.Terms(**terms), reason="工作需要", by=by, at=AT)


def actor(account: Account, *, on: date = TODAY) -> Actor:
    """As whom somebody acts, as the session finds out."""
    return identity.actor_for(Account.objects.with_grants().get(pk=account.pk), channel="desk", on=on)


def test_a_granted_role_counts_in_the_whole_hall_and_without_asking_the_database_again(django_assert_num_queries):
    account = official()
    grant(account)
    known = Account.objects.with_grants().get(pk=account.pk)

    with django_assert_num_queries(1):
        who = identity.actor_for(known, channel="desk", on=TODAY)

    assert has_permission(who, "kernel.read_audit", on=EVERYWHERE)


def test_a_role_for_a_department_counts_there_alone():
    account, here, there = official(Post.Duty.SUPERVISION), DepartmentFactory(), DepartmentFactory()

    grant(account, "supervisor", department_id=here.pk)

    who = actor(account)
    assert has_permission(who, "cases.read", on=organisations.place(here.pk))
    assert not has_permission(who, "cases.read", on=organisations.place(there.pk))


@pytest.mark.parametrize("with_below", [True, False])
def test_a_role_for_a_division_counts_below_it_if_so_granted(with_below):
    street = DivisionFactory(code="350502001000", level="town", name="某街道", parent=DivisionFactory())
    account, here, below = official(), DepartmentFactory(), DepartmentFactory(division=street)

    grant(account, "supervisor", division="350502000000", with_below=with_below)

    who = actor(account)
    assert has_permission(who, "cases.read", on=organisations.place(here.pk))
    assert has_permission(who, "cases.read", on=organisations.place(below.pk)) == with_below


def test_a_role_counts_from_its_first_day_to_its_last():
    account = official()
    grant(account, first_on=TODAY + DAY, last_on=TODAY + 2 * DAY)

    counts = [has_permission(actor(account, on=TODAY + n * DAY), "kernel.read_audit") for n in range(4)]

    assert counts == [False, True, True, False]


def test_a_role_taken_back_counts_no_more_and_stays_on_record():
    account = official()
    given = grant(account)

    identity.take_role_back(given.pk, reason="调离", by=SECURITY, at=AT)

    assert actor(account).grants == ()
    assert identity.holdings_of(account, on=TODAY)[0].grant.ended_why == "调离"
    with pytest.raises(identity.NoSuchGrant):
        identity.take_role_back(given.pk, reason="调离", by=SECURITY, at=AT)


def test_no_privilege_is_left_when_the_post_ends_nor_when_somebody_comes_back_to_it():
    account = official()
    grant(account)
    assert account.staff
    post = account.staff.assignments.get().post

    organisations.end_assignment(account.staff.pk, post_id=post.pk, on=TODAY, by=SYSTEM, at=AT)
    assert actor(account).grants == ()
    while deliver_waiting(now=timezone.now()):
        pass
    organisations.appoint(
        account.staff.number, name="x", department_id=post.department_id, post_ids=[post.pk], valid_from=TODAY,
        by=SYSTEM, at=AT,
    )  # fmt: skip

    assert actor(account).grants == ()
    assert "岗位" in RoleGrant.objects.get().ended_why


def test_a_role_rests_on_one_post_and_another_does_not_keep_it():
    held = AssignmentFactory(post__code="a", post__duty=Post.Duty.GENERAL)
    AssignmentFactory(staff=held.staff, post__code="b", post__duty=Post.Duty.GENERAL)
    account = AccountFactory(for_staff=True, staff=held.staff)
    grant(account)

    organisations.end_assignment(held.staff_id, post_id=held.post_id, on=TODAY, by=SYSTEM, at=AT)

    assert actor(account).grants == ()


def test_nobody_grants_anything_to_themselves():
    account = official()
    own = Actor(id=f"account:{account.pk}", channel="desk", name="Sam", grants=SECURITY.grants)

    with pytest.raises(identity.NotToOneself, match="不能给自己授权"):
        grant(account, by=own)

    assert not RoleGrant.objects.exists()


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"security_administrator"}))
def test_nobody_but_the_security_administrator_grants(role):
    account = official()
    someone = Actor(id="account:9", channel="desk", grants=everywhere(role))

    with pytest.raises(identity.NotAllowedToVouch):
        grant(account, by=someone)


OFFICERS = ("system_administrator", "security_administrator", "auditor")


@pytest.mark.parametrize("first", OFFICERS)
@pytest.mark.parametrize("second", OFFICERS)
def test_two_officers_never_meet_in_one_person(first, second):
    account = official()
    grant(account, first)

    with pytest.raises(identity.RolesApart if first != second else identity.AlreadyGranted) as refused:
        grant(account, second)

    if first != second:
        assert ROLES[first].name in refused.value.message
        assert "三员分立" in str(refused.value.details["rule"])


@pytest.mark.parametrize("duty", ["window", "review", "approval", "head", "supervision"])
def test_who_administers_accounts_does_not_read_cases(duty):
    with pytest.raises(identity.RolesApart):
        grant(official(duty), "system_administrator")


def test_whoever_is_put_into_a_post_that_reads_cases_administers_accounts_no_more():
    account = official()
    grant(account, "system_administrator")
    assert account.staff
    AssignmentFactory(staff=account.staff, post__duty=Post.Duty.WINDOW)

    who = actor(account)

    assert has_permission(who, "cases.read")
    assert not has_permission(who, "identity.keep_accounts")
    assert [role.code for role in identity.holdings_of(account, on=TODAY)[0].resting_because] == ["window"]


@pytest.mark.parametrize(
    ("role", "terms", "field"),
    [
        ("window", {}, "role"),
        ("nothing", {}, "role"),
        ("auditor", {"department_id": 1, "division": "350502000000"}, "division"),
        ("auditor", {"first_on": TODAY - DAY}, "first_on"),
        ("auditor", {"last_on": TODAY - DAY}, "last_on"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_and_the_field_named(role, terms, field):
    with pytest.raises(InvalidInput) as refused:
        grant(official(), role, **terms)

    assert field in refused.value.faults


def test_who_holds_no_post_and_citizens_are_given_no_role():
    idle, citizen = AccountFactory(for_staff=True), AccountFactory()

    for account in (idle, citizen):
        with pytest.raises(identity.CannotGrant):
            grant(account)


def test_a_role_that_ran_out_may_be_granted_again():
    account = official()
    grant(account, last_on=TODAY)

    again = identity.grant_role(
        account.pk, role="auditor", terms=identity.Terms(), reason="续", by=SECURITY, at=AT + 2 * DAY
    )

    assert again.pk


@pytest.mark.django_db(transaction=True)
def test_of_two_that_must_not_meet_and_are_granted_at_once_one_is_refused():
    account = official()
    outcomes = []

    def give(role: str) -> None:
        try:
            grant(account, role)
            outcomes.append("granted")
        except identity.RolesApart:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[role]) for role in OFFICERS[:2]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["granted", "refused"]


def test_a_closed_account_is_opened_again_with_another_password_and_nobody_closes_their_own():
    account = official()
    keeper = Actor(id="account:9", channel="desk", grants=everywhere("system_administrator"))

    identity.close_staff_account(account.pk, by=keeper, at=AT)
    with pytest.raises(identity.AccountIsAsWanted):
        identity.close_staff_account(account.pk, by=keeper, at=AT)
    with pytest.raises(identity.SignInRefused):
        identity.sign_in(account.login, password="x", at=AT)
    identity.reopen_staff_account(account.pk, password="guten tag 77", by=keeper, at=AT)

    assert identity.sign_in(account.login, password="guten tag 77", at=AT).pk == account.pk
    own = Actor(id=f"account:{account.pk}", channel="desk", grants=keeper.grants)
    with pytest.raises(identity.NotToOneself):
        identity.close_staff_account(account.pk, by=own, at=AT)
    with pytest.raises(identity.NotAllowedToVouch):
        identity.close_staff_account(account.pk, by=SECURITY, at=AT)


def test_the_roles_of_a_post_count_for_its_department_and_a_clash_rests_only_what_was_granted():
    extra = Granted("system_administrator", 5, Scope(), TODAY, None)

    free = grants_on(TODAY, department=7, duties=["general"], own_posts=[5], granted=[extra])
    busy = grants_on(TODAY, department=7, duties=["window"], own_posts=[5], granted=[extra])

    assert [each.scope for each in free] == [Scope()]
    assert [each.scope for each in busy] == [Scope(department=7)]
    assert clashing(ROLES["window"], [ROLES["system_administrator"]]) == [ROLES["system_administrator"]]


def test_a_role_granted_elsewhere_does_not_wait_for_the_session(django_assert_num_queries):
    account = granted(official(), "auditor")

    with django_assert_num_queries(2):
        who = identity.actor_for(account, channel="desk", on=TODAY)

    assert has_permission(who, "kernel.read_audit")
