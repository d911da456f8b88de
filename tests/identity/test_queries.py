from datetime import date

import pytest
from django.contrib.auth import get_user

from citong.identity import facade as identity
from citong.identity.adapters.passwords import PasswordBackend
from citong.identity.models import Account
from citong.kernel.crypto import token_digest
from tests.factories.actors import brought_by
from tests.factories.identity import AccountFactory, ApiClientFactory, EnterpriseFactory, PersonFactory
from tests.factories.organisations import AssignmentFactory, DepartmentFactory, StaffFactory

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def test_a_citizen_acts_under_their_name():
    account = AccountFactory(person__name="Ana")

    actor = identity.actor_for(account, channel="portal", on=TODAY)

    assert (actor.id, actor.name, actor.channel) == (f"account:{account.pk}", "Ana", "portal")
    assert actor.department is None
    assert actor.posts == frozenset()


def test_an_official_acts_for_a_department_in_the_posts_of_the_day(django_assert_num_queries):
    held = AssignmentFactory(staff__name="Ben")
    AssignmentFactory(staff=held.staff, valid_from=date(2020, 1, 1), valid_to=TODAY)
    account = Account.objects.with_grants().get(pk=AccountFactory(for_staff=True, staff=held.staff).pk)

    with django_assert_num_queries(1):
        actor = identity.actor_for(account, channel="desk", on=TODAY)

    assert actor.name == "Ben"
    assert actor.department == held.staff.department_id
    assert actor.posts == {held.post_id}
    assert actor.grants == brought_by("review", department=held.staff.department_id)


def test_a_person_applies_for_themselves():
    account = AccountFactory(person=PersonFactory(name="Ana", id_number="350502199003070014"), phone="13800138000")

    party = identity.party_of(account)

    assert party == identity.Party(
        kind=identity.PartyKind.PERSON,
        name="Ana",
        id_type="111",
        id_number="350502199003070014",
        phone="13800138000",
        assurance=identity.Assurance.REAL_NAME,
    )


def test_an_enterprise_applies_through_its_handler():
    enterprise = EnterpriseFactory(name="示例商行", uscc="91350502MA00000019", address="示例路 1 号")
    account = AccountFactory(for_enterprise=True, enterprise=enterprise, person__name="Ana")

    party = identity.party_of(account)

    assert (party.kind, party.name, party.id_type, party.id_number) == (
        "enterprise",
        "示例商行",
        "001",
        "91350502MA00000019",
    )
    assert (party.legal_representative, party.address) == ("Ben", "示例路 1 号")
    assert (party.handler_name, party.handler_id_number) == ("Ana", account.person.id_number)


def test_officials_do_not_apply_with_their_account_for_work():
    with pytest.raises(identity.StaffDoNotApply):
        identity.party_of(AccountFactory(for_staff=True))


def test_an_account_comes_with_whom_it_stands_for(django_assert_num_queries):
    account = AccountFactory(for_enterprise=True)
    official = AccountFactory(for_staff=True, staff__name="Chi")

    with django_assert_num_queries(2):
        names = [identity.display_name(identity.account(each.pk)) for each in (account, official)]

    assert names == [account.enterprise.name, "Chi"]
    assert [identity.is_staff(each) for each in (account, official)] == [False, True]


def test_an_unknown_account_is_not_found():
    with pytest.raises(identity.NoSuchAccount):
        identity.account(0)


def test_accounts_of_staff_are_found_together(django_assert_num_queries):
    ben, chi = AccountFactory(for_staff=True), AccountFactory(for_staff=True, is_active=False)
    without = StaffFactory()

    with django_assert_num_queries(1):
        found = identity.accounts_of_staff([ben.staff_id, chi.staff_id, without.pk])

    assert found == {ben.staff_id: ben}


def test_a_system_is_known_by_its_token_in_one_query(django_assert_num_queries):
    client = ApiClientFactory(token_digest=token_digest("secret"), department=DepartmentFactory(), name="区办公系统")

    with django_assert_num_queries(1):
        found = identity.client_by_token("secret")
        actor = identity.actor_for_client(found)

    assert identity.client_by_token("another") is None
    assert (actor.id, actor.channel, actor.department) == (f"client:{client.pk}", "openapi", client.department_id)


def test_a_session_finds_its_account_in_one_query(django_assert_num_queries):
    account = AccountFactory(for_staff=True)

    with django_assert_num_queries(1):
        found = PasswordBackend().get_user(account.pk)
        names = [identity.display_name(found), found.staff.department.name]

    assert names == [account.staff.name, account.staff.department.name]


def test_a_closed_account_has_no_session():
    assert PasswordBackend().get_user(AccountFactory(is_active=False).pk) is None


def test_a_session_lasts_until_the_password_changes(client):
    account = AccountFactory()
    client.force_login(account)
    before = get_user(client)
    account.set_password("zaijian-nin")
    account.save()

    after = get_user(client)

    assert before == account
    assert after.is_anonymous


def test_the_backend_lets_nobody_in_by_itself(client):
    AccountFactory(phone="13800138000")

    assert not client.login(username="13800138000", password="anything-at-all")


def test_the_names_behind_references_are_looked_up_at_once(django_assert_num_queries):
    ana, official = AccountFactory(person__name="Ana"), AccountFactory(for_staff=True, staff__name="Ben")
    refs = [identity.account_ref(ana), identity.account_ref(official), "system", "account:", "client:1"]

    with django_assert_num_queries(1):
        names = identity.names_of(refs)

    assert names == {refs[0]: "Ana", refs[1]: "Ben"}


def test_who_holds_no_post_any_more_speaks_for_no_department():
    held = AssignmentFactory(valid_from=date(2020, 1, 1), valid_to=TODAY)
    account = AccountFactory(for_staff=True, staff=held.staff)

    actor = identity.actor_for(account, channel="desk", on=TODAY)

    assert (actor.department, actor.posts) == (None, frozenset())
