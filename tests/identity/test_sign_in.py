from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from citong.identity import facade as identity
from citong.identity.models import Account
from citong.kernel.models import AuditEntry
from tests.factories.identity import AccountFactory

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PASSWORD = "xiexie-nin"

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory(phone="13800138000", password=make_password(PASSWORD))


def try_to_sign_in(login, password, *, at=AT):
    try:
        return identity.sign_in(login, password=password, at=at)
    except identity.SignInRefused as refused:
        return str(refused)


def test_unknown_and_mistaken_look_alike(account):
    mistaken = try_to_sign_in("13800138000", "wrong-one")
    unknown = try_to_sign_in("13900139000", PASSWORD)

    assert mistaken == unknown
    assert mistaken == "账号或者密码不对，没有登录成功。"


def test_the_hasher_works_for_unknown_logins_too(monkeypatch):
    worked = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.encode", lambda *_: worked.append(1) or "md5$salt$0"
    )

    try_to_sign_in("13900139000", PASSWORD)

    assert worked == [1]


def test_after_five_failures_the_account_rests_for_a_quarter_of_an_hour(account):
    mistaken = [try_to_sign_in("13800138000", "wrong-one") for _ in range(5)]

    while_resting = try_to_sign_in("13800138000", PASSWORD, at=AT + timedelta(minutes=14, seconds=59))
    afterwards = try_to_sign_in("13800138000", PASSWORD, at=AT + timedelta(minutes=15))

    assert while_resting == mistaken[0]
    assert afterwards == account


def test_after_its_rest_an_account_has_five_attempts_again(account):
    for _ in range(5):
        try_to_sign_in("13800138000", "wrong-one")
    later = AT + timedelta(minutes=15)

    for _ in range(4):
        try_to_sign_in("13800138000", "wrong-one", at=later)

    assert isinstance(try_to_sign_in("13800138000", PASSWORD, at=later), Account)


def test_success_forgets_earlier_failures(account):
    for _ in range(3):
        for _ in range(4):
            try_to_sign_in("13800138000", "wrong-one")
        outcome = try_to_sign_in("13800138000", PASSWORD)

        assert isinstance(outcome, Account)


def test_attempts_while_resting_do_not_make_the_rest_longer(account):
    for minute in range(14):
        try_to_sign_in("13800138000", "wrong-one", at=AT + timedelta(minutes=minute / 10))

    outcome = try_to_sign_in("13800138000", PASSWORD, at=AT + timedelta(minutes=16))

    assert isinstance(outcome, Account)


@pytest.mark.django_db(transaction=True)
def test_trying_many_at_once_gains_no_attempts(account):
    together = Barrier(4)

    def attempt(number):
        together.wait()
        try:
            return [try_to_sign_in("13800138000", f"guess-{number}-{n}") for n in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attempt, range(4)))

    assert AuditEntry.objects.filter(action="identity.sign_in_tried").count() == 5
    assert isinstance(try_to_sign_in("13800138000", PASSWORD), str)


def test_a_closed_account_cannot_be_signed_in_to(account):
    Account.objects.filter(pk=account.pk).update(is_active=False)

    assert isinstance(try_to_sign_in("13800138000", PASSWORD), str)


def test_signing_in_is_audited_with_ids_only(account):
    identity.sign_in("13800138000", password=PASSWORD, at=AT)

    entry = AuditEntry.objects.get(action="identity.signed_in")
    assert (entry.actor, entry.subject, entry.details) == (f"account:{account.pk}", f"account:{account.pk}", {})


@pytest.mark.parametrize("typed", ["138 0013 8000", "+86 13800138000", "１３８００１３８０００", "138-0013-8000"])
def test_a_mobile_number_opens_the_account_however_it_is_written(account, typed):
    signed_in = try_to_sign_in(typed, PASSWORD)

    assert signed_in == account
