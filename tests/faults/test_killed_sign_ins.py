"""Whoever dies in the middle of entering, leaving, or changing what opens an account leaves all of it as it was.

That somebody tried is counted before anything else and stays counted; so does the line in the book at the door.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from citong.identity import facade as identity
from citong.identity.models import Account, Session
from citong.identity.rules import codes, one_time_codes
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import Allowance
from tests.factories.authenticators import Authenticator
from tests.factories.certificates import certified
from tests.factories.identity import AccountFactory
from tests.faults.deaths import die_again_and_again, rows
from tests.identity.opening import code_for

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
AT = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HERE, THERE = "a" * 32, "b" * 32
PASSWORD, ANOTHER = "xiexie-nin", "zaijian-nin"
PLACE = identity.Place(name="示例大厅", host="testserver", origin="http://testserver")
# A text to sign is asked for anew by whoever tries again.
COUNTED_BEFORE = {"Allowance", "SignIn", "Challenge"}


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def kept() -> dict[str, list[object]]:
    """All but what is counted before, the audit of it among that."""
    found = {name: table for name, table in rows().items() if name not in COUNTED_BEFORE}
    tried = {"identity.sign_in_tried"}
    found["AuditEntry"] = [each for each in found["AuditEntry"] if each["action"] not in tried]  # type: ignore[index]
    return found


def with_fresh_tries(act: Act) -> Act:
    """Those who died have used up tries."""

    def again() -> object:
        Allowance.objects.all().delete()
        return act()

    return again


def ana() -> Account:
    account = AccountFactory()
    account.set_password(PASSWORD)
    account.save()
    return account


def self_of(account: Account) -> Actor:
    return Actor(id=identity.account_ref(account), channel="sign_in")


def stays(account: Account, *names: str) -> Account:
    """The account, signed in on as many devices."""
    for name in names:
        times = {"opened_at": AT - DAY, "seen_at": AT, "confirmed_at": AT - DAY, "ends_at": AT + DAY}
        Session.objects.create(session_id=name, key_digest=name, account=account, idle=timedelta(hours=1), **times)
    return account


def authenticates(account: Account) -> str:
    """The secret of the account's authenticator, whose first code was right."""
    secret = identity.begin_one_time_codes(account.pk, by=self_of(account), at=AT - DAY)
    code = one_time_codes.code_at(one_time_codes.step_at(AT - DAY), secret=secret)
    identity.confirm_one_time_codes(account.pk, code=code, by=self_of(account), at=AT - DAY)
    return secret


def has_passkey(account: Account, phone: Authenticator) -> identity.Passkey:
    asked, state = identity.passkey_asked_for(account, place=PLACE)
    given = {"place": PLACE, "state": state, "answer": phone.makes(asked), "name": "手机"}
    return identity.add_passkey(account.pk, **given, by=self_of(account), at=AT - DAY)


def sign_in() -> Act:
    account = ana()
    return lambda: identity.sign_in(account.login, password=PASSWORD, at=AT)


def change_password() -> Act:
    account = stays(ana(), HERE, THERE)
    given = {"old": PASSWORD, "new": ANOTHER, "session_id": HERE}
    return lambda: identity.change_password(account.pk, **given, by=self_of(account), at=AT)


def accept_agreement() -> Act:
    account = AccountFactory(agreement="")
    return lambda: identity.accept_agreement(account.pk, version=identity.AGREEMENT, by=self_of(account), at=AT)


def use_passkey() -> Act:
    phone = Authenticator()
    has_passkey(ana(), phone)
    asked, state = identity.passkey_question(None, place=PLACE)
    answer = phone.shows(asked)
    return lambda: identity.use_passkey(place=PLACE, state=state, answer=answer, at=AT)


def check_code() -> Act:
    account = ana()
    code = one_time_codes.code_at(one_time_codes.step_at(AT), secret=authenticates(account))
    return lambda: identity.check_code(account.pk, code=code, by=self_of(account), at=AT)


def open_session() -> Act:
    account = stays(ana(), HERE)
    given = {"means": identity.Means.PASSWORD, "second": None, "sender": identity.Sender()}
    return lambda: identity.open_session(HERE, **given, by=self_of(account), at=AT)


def mark_confirmed() -> Act:
    account = stays(ana(), HERE)
    return lambda: identity.mark_confirmed(HERE, means=identity.Means.PASSWORD, by=self_of(account), at=AT)


def leave_session() -> Act:
    account = stays(ana(), HERE)
    return lambda: identity.leave_session(HERE, by=self_of(account), at=AT)


def end_session() -> Act:
    account = stays(ana(), HERE, THERE)
    return lambda: identity.end_session(THERE, by=self_of(account), at=AT)


def end_other_sessions() -> Act:
    account = stays(ana(), HERE, THERE, "c" * 32)
    return lambda: identity.end_other_sessions(account.pk, but=HERE, by=self_of(account), at=AT)


def end_sessions_of() -> Act:
    account = stays(ana(), HERE, THERE)
    return lambda: identity.end_sessions_of(account.pk, by=SYSTEM, at=AT)


def begin_one_time_codes() -> Act:
    account = ana()
    return lambda: identity.begin_one_time_codes(account.pk, by=self_of(account), at=AT)


def confirm_one_time_codes() -> Act:
    account = ana()
    secret = identity.begin_one_time_codes(account.pk, by=self_of(account), at=AT)
    code = one_time_codes.code_at(one_time_codes.step_at(AT), secret=secret)
    return lambda: identity.confirm_one_time_codes(account.pk, code=code, by=self_of(account), at=AT)


def drop_one_time_codes() -> Act:
    account = ana()
    authenticates(account)
    return lambda: identity.drop_one_time_codes(account.pk, by=self_of(account), at=AT)


def new_recovery_codes() -> Act:
    account = ana()
    identity.new_recovery_codes(account.pk, by=self_of(account), at=AT - DAY)
    return lambda: identity.new_recovery_codes(account.pk, by=self_of(account), at=AT)


def add_passkey() -> Act:
    account = ana()
    return lambda: has_passkey(account, Authenticator())


def drop_passkey() -> Act:
    account = ana()
    passkey = has_passkey(account, Authenticator())
    return lambda: identity.drop_passkey(passkey.pk, by=self_of(account), at=AT)


def clear_second_factors() -> Act:
    account = stays(ana(), HERE)
    authenticates(account)
    has_passkey(account, Authenticator())
    return lambda: identity.clear_second_factors(account.pk, by=SYSTEM, at=AT)


def sign_in_by_certificate() -> Act:
    shop = certified(AccountFactory(for_enterprise=True), at=AT)

    def enters() -> object:
        challenge = identity.ask_to_sign_in(session=HERE, origin="https://hall.example", at=AT)
        return identity.sign_in_by_certificate(shop.signs(challenge), session=HERE, at=AT)

    return enters


def forget_old_codes() -> Act:
    code_for("13800138000", identity.Purpose.SIGN_IN, at=AT)
    return lambda: identity.forget_old_codes(by=SYSTEM, at=AT + codes.KEPT + DAY)


OF_SIGN_INS: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        sign_in, accept_agreement, change_password, use_passkey, check_code, open_session, mark_confirmed,
        leave_session, end_session, end_other_sessions, end_sessions_of, begin_one_time_codes,
        confirm_one_time_codes, drop_one_time_codes,
        new_recovery_codes, add_passkey, drop_passkey, clear_second_factors, sign_in_by_certificate, forget_old_codes,
    )
}  # fmt: skip
# Whether it is still them is answered, and nothing is written but the count of tries; `mark_confirmed` keeps it.
ONLY_COUNTED = {"confirm_by_password"}


@pytest.mark.parametrize("prepare", OF_SIGN_INS.values(), ids=OF_SIGN_INS)
def test_who_dies_in_the_middle_leaves_the_way_in_as_it_was(prepare: Callable[[], Act]):
    act = prepare()

    assert die_again_and_again(with_fresh_tries(act), kept=kept) >= 2
