from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from citong.identity import facade as identity
from citong.identity.models import Account, SignIn
from citong.kernel.models import AuditEntry
from tests.factories.identity import AccountFactory

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PASSWORD = "xiexie-nin"

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory(phone="13800138000", password=make_password(PASSWORD))


HOME, AWAY = identity.Sender(network="203.0.113.7"), identity.Sender(network="198.51.100.9")
MINUTE = timedelta(minutes=1)
SLOWED = "试得太多了，这一次没有验证。"


def try_to_sign_in(login, password, *, at=AT, sender=HOME):
    try:
        return identity.sign_in(login, password=password, sender=sender, at=at)
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


def test_after_five_failures_a_sender_waits_longer_and_longer(account):
    for _ in range(5):
        try_to_sign_in("13800138000", "wrong-one")

    at_once = try_to_sign_in("13800138000", PASSWORD)
    too_early = try_to_sign_in("13800138000", "wrong-one", at=AT + 0.9 * MINUTE)
    after_the_wait = try_to_sign_in("13800138000", "wrong-one", at=AT + MINUTE)
    again = try_to_sign_in("13800138000", PASSWORD, at=AT + 2.9 * MINUTE)

    assert [at_once, too_early, again] == [SLOWED] * 3
    assert after_the_wait == "账号或者密码不对，没有登录成功。"
    assert try_to_sign_in("13800138000", PASSWORD, at=AT + 3 * MINUTE) == account


def test_the_wait_is_never_longer_than_a_quarter_of_an_hour(account):
    at = AT
    for _ in range(40):
        try_to_sign_in("13800138000", "wrong-one", at=at)
        at += 15 * MINUTE

    assert try_to_sign_in("13800138000", PASSWORD, at=at) == account


def test_a_strangers_failures_do_not_lock_out_who_lives_here(account):
    for _ in range(30):
        try_to_sign_in("13800138000", "wrong-one", sender=AWAY)

    assert try_to_sign_in("13800138000", PASSWORD, sender=HOME) == account


def test_it_is_told_alike_whether_there_is_such_an_account(account):
    known = [try_to_sign_in("13800138000", "wrong-one") for _ in range(7)]
    unknown = [try_to_sign_in("13900139000", "wrong-one", sender=AWAY) for _ in range(7)]

    assert known == unknown
    assert known[-1] == SLOWED


def test_one_sender_cannot_go_through_many_accounts():
    tried = [try_to_sign_in(f"139001390{number:02d}", PASSWORD) for number in range(31)]

    assert tried[29] != SLOWED
    assert tried[30] == SLOWED


def test_who_signs_in_rightly_uses_nothing_up_of_what_their_network_may_fail(account):
    for _ in range(40):
        assert try_to_sign_in("13800138000", PASSWORD) == account


def from_everywhere(tries):
    for number in range(tries):
        yield try_to_sign_in("13800138000", "wrong-one", sender=identity.Sender(network=f"192.0.2.{number}"))


def test_many_senders_together_gain_less_than_a_hundred_tries_in_an_hour(account):
    tried = list(from_everywhere(60))

    assert tried.count(SLOWED) == 20
    assert try_to_sign_in("13800138000", PASSWORD, sender=AWAY) == SLOWED


def test_a_known_device_gets_in_whatever_strangers_do(account):
    known = identity.Sender(
        network="203.0.113.7", device="phone", proofs=frozenset({identity.proof_for(account, device="phone")})
    )
    list(from_everywhere(60))

    assert try_to_sign_in("13800138000", PASSWORD, sender=known) == account


def test_a_device_is_known_only_by_a_proof_for_this_account_and_this_password(account):
    other = AccountFactory()
    proofs = {
        "another account's": identity.proof_for(other, device="phone"),
        "another device's": identity.proof_for(account, device="tablet"),
        "made up": "0" * 22,
    }
    account.set_password("another one")
    proofs["of an older password"] = identity.proof_for(account, device="phone")
    list(from_everywhere(60))

    for name, proof in proofs.items():
        sender = identity.Sender(network="203.0.113.7", device="phone", proofs=frozenset({proof}))
        assert try_to_sign_in("13800138000", PASSWORD, sender=sender) == SLOWED, name


def test_a_known_device_has_to_wait_for_its_own_failures(account):
    known = identity.Sender(device="phone", proofs=frozenset({identity.proof_for(account, device="phone")}))

    tried = [try_to_sign_in("13800138000", "wrong-one", sender=known) for _ in range(6)]

    assert tried[5] == SLOWED


def test_a_question_is_in_place_only_where_much_has_failed(account):
    for number in range(9):
        try_to_sign_in(f"1390013900{number}", PASSWORD)
    before = identity.is_suspicious(HOME, at=AT)
    try_to_sign_in("13900139009", PASSWORD)

    assert not before
    assert identity.is_suspicious(HOME, at=AT)
    assert not identity.is_suspicious(AWAY, at=AT)
    assert not identity.is_suspicious(HOME, at=AT + 5 * MINUTE)


def test_success_forgets_earlier_failures(account):
    for _ in range(3):
        for _ in range(4):
            try_to_sign_in("13800138000", "wrong-one")
        outcome = try_to_sign_in("13800138000", PASSWORD)

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


def test_the_book_at_the_door_has_a_line_for_every_try_and_nothing_that_was_typed(account):
    for _ in range(6):
        try_to_sign_in("13800138000", "wrong-one")
    try_to_sign_in("13900139000", "secret typed as a name")

    lines = list(SignIn.objects.order_by("pk").values_list("account", "outcome", "means"))
    assert lines == [
        *[(account.pk, "wrong", "password")] * 5,
        (account.pk, "slowed", "password"),
        (None, "wrong", "password"),
    ]
