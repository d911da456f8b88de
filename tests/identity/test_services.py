from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from citong.identity import facade as identity
from citong.identity.models import Account, Enterprise, Person
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput, Refusal
from citong.kernel.models import AuditEntry
from tests.factories.actors import brought_by
from tests.factories.identity import AccountFactory, PersonFactory, resident_number
from tests.factories.organisations import DepartmentFactory, StaffFactory
from tests.identity.opening import ANA, AT, PASSWORD, VISITOR, opening, sign_up, sign_up_enterprise

CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
REVIEWER = Actor(id="account:2", channel="desk", grants=brought_by("review", department=1))

pytestmark = pytest.mark.django_db


def try_to_sign_in(login, password, *, at=AT):
    try:
        return identity.sign_in(login, password=password, at=at)
    except identity.SignInRefused as refused:
        return str(refused)


# signing up


def test_somebody_signs_up_and_in():
    account = sign_up()

    signed_in = identity.sign_in("13800138000", password=PASSWORD, at=AT)

    assert signed_in == account
    assert signed_in.person.id_number == "350502199003070014"
    assert signed_in.assurance == identity.Assurance.REGISTERED
    assert AuditEntry.objects.filter(action="identity.signed_up", subject=f"account:{account.pk}").exists()


def test_what_is_typed_loosely_is_kept_strictly():
    account = sign_up(id_number="11010519491231002x", phone="+86 138-0013-8000", name=" Ana ")

    assert account.login == "13800138000"
    assert account.person.id_number == "11010519491231002X"
    assert account.person.name == "Ana"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"id_number": "350502199003070015"}, "id_number"),
        ({"id_type": "001", "id_number": "91350502MA00000019"}, "id_number"),
        ({"phone": "059522123456"}, "phone"),
        ({"password": "sh-rt"}, "password"),
        ({"password": "password"}, "password"),
        ({"password": "8275619305"}, "password"),
    ],
    ids=["name", "check digit", "a credit code", "landline", "short", "common", "digits only"],
)
def test_each_fault_is_named_by_its_field(changes, field):
    with pytest.raises(InvalidInput) as refused:
        sign_up(**changes)

    assert list(refused.value.faults) == [field]
    assert refused.value.faults[field].endswith("。")
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(refused.value.faults[field])
    assert not Person.objects.exists()


def test_all_faults_are_named_at_once():
    with pytest.raises(InvalidInput) as refused:
        sign_up(name="", id_number="1", phone="1", password="1")

    assert set(refused.value.faults) == {"name", "id_number", "phone", "password"}


def test_a_birth_date_is_compared_with_the_day_in_china():
    born_on_the_23rd = resident_number(1, born="20261123")
    just_after_midnight_in_china = datetime(2026, 11, 22, 16, 1, tzinfo=UTC)

    account = sign_up(id_number=born_on_the_23rd, at=just_after_midnight_in_china)

    assert account.person.id_number == born_on_the_23rd


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "13900139000"},
        {"id_number": resident_number(1)},
        {"phone": "13900139000", "name": "Ben"},
    ],
    ids=["same document", "same telephone", "same document under another name"],
)
def test_a_second_account_is_refused_without_telling_whose_the_first_is(changes):
    sign_up()

    with pytest.raises(identity.AlreadyRegistered) as refused:
        sign_up(**changes)

    assert refused.value.message == "没有注册成功：手机号或者证件已经注册过，或者和原来登记的不一致。"
    assert "大厅窗口" in refused.value.details["remedy"]
    assert Account.objects.count() == 1
    assert Person.objects.count() == 1


def test_who_is_known_as_a_handler_may_open_an_own_account():
    sign_up_enterprise()

    account = sign_up()

    assert Person.objects.count() == 1
    assert account.enterprise is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True], ids=["newcomer", "known as a handler"])
@pytest.mark.parametrize(
    "changes",
    [
        [{"phone": "13800138001"}, {"phone": "13800138002"}],
        [{"id_number": resident_number(1)}, {"id_number": resident_number(2)}],
        [{}, {}],
    ],
    ids=["document", "telephone", "both"],
)
def test_of_two_who_sign_up_at_once_one_is_refused(known, changes):
    if known:
        for change in changes:
            known_number = change.get("id_number", "350502199003070014")
            Person.objects.get_or_create(id_number=known_number, defaults={"name": "Ana"})
    together = Barrier(2)
    given = [
        (opening(browser=f"browser {n}", **{k: v for k, v in change.items() if k == "phone"}), {**ANA, **change})
        for n, change in enumerate(changes)
    ]

    def attempt(one):
        shown, who = one
        together.wait()
        try:
            who = {field: who[field] for field in ANA}
            return identity.sign_up(shown, **who, by=VISITOR, at=AT).pk
        except Refusal as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, given))

    assert identity.AlreadyRegistered in outcomes
    assert Account.objects.count() == 1


def test_an_enterprise_signs_up_and_in_with_its_credit_code():
    account = sign_up_enterprise(uscc="91350502ma00000019")

    signed_in = identity.sign_in(" 91350502MA00000019 ", password=PASSWORD, at=AT)

    assert signed_in == account
    assert signed_in.enterprise.uscc == "91350502MA00000019"
    assert signed_in.person.name == "Ana"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"name": "示例\u202e商行"}, "name"),
        ({"uscc": "91350502MA0000001A"}, "uscc"),
        ({"legal_representative": ""}, "legal_representative"),
        ({"handler_name": ""}, "handler_name"),
        ({"handler_id_number": "1"}, "handler_id_number"),
        ({"phone": "1"}, "phone"),
        ({"address": "长" * 201}, "address"),
        ({"password": "1"}, "password"),
    ],
)
def test_each_fault_of_an_enterprise_is_named_by_its_field(changes, field):
    with pytest.raises(InvalidInput) as refused:
        sign_up_enterprise(**changes)

    assert list(refused.value.faults) == [field]


def test_nobody_attaches_themselves_to_an_enterprise_that_has_an_account():
    sign_up_enterprise()

    with pytest.raises(identity.AlreadyRegistered):
        sign_up_enterprise(handler_name="Chi", handler_id_number=resident_number(3), phone="13900139000")

    assert Enterprise.objects.count() == Account.objects.count() == 1


# what happens to accounts later


def test_a_password_is_changed_by_whom_it_belongs_to():
    account = sign_up()
    ana = identity.actor_for(account, channel="portal", on=AT.date())

    identity.change_password(account.pk, old=PASSWORD, new="zaijian-nin", by=ana, at=AT)

    assert try_to_sign_in("13800138000", "zaijian-nin") == account
    assert isinstance(try_to_sign_in("13800138000", PASSWORD), str)


@pytest.mark.parametrize(("old", "new", "field"), [("wrong-one", "zaijian-nin", "old"), (PASSWORD, "12345678", "new")])
def test_a_password_is_changed_for_a_good_one_by_who_knows_the_old(old, new, field):
    account = sign_up()
    ana = identity.actor_for(account, channel="portal", on=AT.date())

    with pytest.raises(InvalidInput) as refused:
        identity.change_password(account.pk, old=old, new=new, by=ana, at=AT)

    assert list(refused.value.faults) == [field]


def test_nobody_changes_the_password_of_another():
    account = sign_up()

    with pytest.raises(identity.NotYourAccount):
        identity.change_password(account.pk, old=PASSWORD, new="zaijian-nin", by=CLERK, at=AT)


def test_the_counter_raises_assurance():
    account = sign_up()

    identity.raise_assurance(account.pk, method=identity.Method.COUNTER, source="account:1", by=CLERK, at=AT)

    assert identity.account(account.pk).assurance == identity.Assurance.ADVANCED


@pytest.mark.parametrize("by", [VISITOR, REVIEWER])
def test_not_everybody_vouches_for_somebody(by):
    account = sign_up()

    with pytest.raises(identity.NotAllowedToVouch):
        identity.raise_assurance(account.pk, method=identity.Method.SOURCE, source="x", by=by, at=AT)


def test_staff_are_given_one_account():
    staff = StaffFactory(name="Chi")
    account = identity.open_staff_account(staff.pk, login="WJ001", password=PASSWORD, by=SYSTEM, at=AT)

    with pytest.raises(identity.AlreadyRegistered):
        identity.open_staff_account(staff.pk, login="WJ002", password=PASSWORD, by=SYSTEM, at=AT)

    assert try_to_sign_in("wj001", PASSWORD) == account


def test_a_login_is_given_once():
    identity.open_staff_account(StaffFactory().pk, login="WJ001", password=PASSWORD, by=SYSTEM, at=AT)

    with pytest.raises(identity.AlreadyRegistered):
        identity.open_staff_account(StaffFactory().pk, login="wj001", password=PASSWORD, by=SYSTEM, at=AT)


@pytest.mark.parametrize("login", [" ", "w" * 41])
def test_a_login_can_be_typed(login):
    with pytest.raises(InvalidInput) as refused:
        identity.open_staff_account(StaffFactory().pk, login=login, password=PASSWORD, by=SYSTEM, at=AT)

    assert list(refused.value.faults) == ["login"]


def test_the_counter_does_not_open_staff_accounts():
    with pytest.raises(identity.NotAllowedToVouch):
        identity.open_staff_account(StaffFactory().pk, login="WJ001", password=PASSWORD, by=CLERK, at=AT)


def test_a_system_acts_until_it_is_let_go():
    department = DepartmentFactory()
    client, token = identity.register_client("区办公系统", department_id=department.pk, by=SYSTEM, at=AT)
    known = identity.client_by_token(token)

    identity.revoke_client(client.pk, by=SYSTEM, at=AT)

    assert known == client
    assert token not in client.token_digest
    assert identity.client_by_token(token) is None
    with pytest.raises(identity.NoSuchClient):
        identity.revoke_client(client.pk, by=SYSTEM, at=AT)


def test_one_person_has_one_own_account_whoever_writes_the_row():
    person = PersonFactory()
    AccountFactory(person=person)

    with pytest.raises(identity.AlreadyRegistered):
        sign_up(id_number=person.id_number)


def test_a_system_has_a_name_that_can_be_kept():
    with pytest.raises(InvalidInput) as refused:
        identity.register_client("很" * 101, department_id=None, by=SYSTEM, at=AT)

    assert refused.value.faults.keys() == {"name"}
