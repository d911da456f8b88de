"""What is shown beside a password, and what is tried instead of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from citong.identity import facade as identity
from citong.identity.models import OneTimeSecret, RecoveryCode
from citong.identity.rules import one_time_codes
from citong.identity.services import sealing
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import AuditEntry
from tests.factories.identity import AccountFactory

AT = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
HALF_MINUTE = timedelta(seconds=30)

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory()


def self_of(account):
    return Actor(id=f"account:{account.pk}", channel="sign_in")


def code(secret, *, at=AT):
    return one_time_codes.code_at(one_time_codes.step_at(at), secret=secret)


def set_up(account, *, at=AT):
    secret = identity.begin_one_time_codes(account.pk, by=self_of(account), at=at)
    identity.confirm_one_time_codes(account.pk, code=code(secret, at=at), by=self_of(account), at=at)
    return secret


def shows(account, typed, *, at=AT):
    try:
        return identity.check_code(account.pk, code=typed, by=self_of(account), at=at)
    except (identity.WrongCode, identity.TooManyTries) as refused:
        return type(refused).__name__


def asked(account, means=identity.Means.PASSWORD, on=date(2026, 11, 23)):
    return identity.asks_for_second(account, means=means, on=on)


def test_a_secret_counts_only_once_its_first_code_was_right(account):
    secret = identity.begin_one_time_codes(account.pk, by=self_of(account), at=AT)
    before = asked(account)
    with pytest.raises(identity.WrongCode):
        identity.confirm_one_time_codes(account.pk, code="000000", by=self_of(account), at=AT)

    identity.confirm_one_time_codes(account.pk, code=code(secret), by=self_of(account), at=AT)

    assert not before
    assert asked(account)


def test_the_secret_lies_sealed_and_opens_at_its_place_only(account):
    secret = set_up(account)
    row = OneTimeSecret.objects.get()

    assert secret.encode() not in bytes(row.sealed)
    with pytest.raises(sealing.CannotRead):
        sealing.opened(bytes(row.sealed), place="identity_onetimesecret.sealed/0")
    with pytest.raises(sealing.CannotRead):
        sealing.opened(bytes(row.sealed)[:-1], place=f"identity_onetimesecret.sealed/{account.pk}")


def test_a_page_that_is_loaded_anew_shows_the_same_secret(account):
    first, again = (identity.begin_one_time_codes(account.pk, by=self_of(account), at=AT) for _ in range(2))
    much_later = identity.begin_one_time_codes(account.pk, by=self_of(account), at=AT + timedelta(hours=1))

    assert first == again != much_later


def test_a_code_is_good_once(account):
    secret = set_up(account)
    later = AT + HALF_MINUTE

    assert shows(account, code(secret)) == "WrongCode"  # it was shown at the setting up
    assert shows(account, code(secret, at=later), at=later) == identity.Means.ONE_TIME_CODE
    assert shows(account, code(secret, at=later), at=later) == "WrongCode"


def test_an_earlier_code_is_not_taken_after_a_later_one(account):
    secret = set_up(account)
    later = AT + 2 * HALF_MINUTE
    early, late = code(secret, at=later - HALF_MINUTE), code(secret, at=later)

    assert shows(account, late, at=later) == identity.Means.ONE_TIME_CODE
    assert shows(account, early, at=later) == "WrongCode"


def test_five_wrong_codes_and_one_waits_and_the_right_one_waits_too(account):
    secret = set_up(account)
    later = AT + timedelta(hours=1)

    assert [shows(account, "000000", at=later) for _ in range(6)] == ["WrongCode"] * 5 + ["TooManyTries"]
    assert shows(account, code(secret, at=later), at=later) == "TooManyTries"
    after = later + timedelta(minutes=1)
    assert shows(account, code(secret, at=after), at=after) == identity.Means.ONE_TIME_CODE


def test_a_code_from_paper_opens_once(account):
    set_up(account)
    first, second, *_ = identity.new_recovery_codes(account.pk, by=self_of(account), at=AT)

    assert shows(account, first.lower()) == identity.Means.RECOVERY_CODE
    assert shows(account, first) == "WrongCode"
    assert shows(account, second) == identity.Means.RECOVERY_CODE
    assert identity.factors_of(account.pk).recovery_codes_left == 8


def test_new_codes_on_paper_make_the_old_ones_worthless(account):
    old = identity.new_recovery_codes(account.pk, by=self_of(account), at=AT)
    identity.new_recovery_codes(account.pk, by=self_of(account), at=AT)

    assert shows(account, old[0]) == "WrongCode"
    assert RecoveryCode.objects.count() == 10


def test_somebody_elses_code_from_paper_opens_nothing(account):
    codes = identity.new_recovery_codes(account.pk, by=self_of(account), at=AT)

    assert shows(AccountFactory(), codes[0]) == "WrongCode"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["authenticator", "paper"])
def test_of_many_who_show_the_same_code_at_once_one_is_let_in(kind):
    account = AccountFactory()
    secret = set_up(account)
    later = AT + HALF_MINUTE
    paper = identity.new_recovery_codes(account.pk, by=self_of(account), at=AT)[0]
    typed = code(secret, at=later) if kind == "authenticator" else paper
    together = Barrier(4)

    def show(_number):
        together.wait()
        try:
            return shows(account, typed, at=later)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(show, range(4)))

    assert sorted(seen, key=str).count("WrongCode") == 3


def test_only_the_owner_sets_up_and_shows(account):
    other = self_of(AccountFactory())

    for act in (
        lambda: identity.begin_one_time_codes(account.pk, by=other, at=AT),
        lambda: identity.new_recovery_codes(account.pk, by=other, at=AT),
        lambda: identity.check_code(account.pk, code="000000", by=other, at=AT),
        lambda: identity.drop_one_time_codes(account.pk, by=other, at=AT),
    ):
        with pytest.raises(identity.NotYourAccount):
            act()


def test_officials_are_asked_from_the_day_on_and_the_public_where_they_wish(account, settings):
    settings.SECOND_FACTOR_FROM = date(2026, 11, 23)
    official = AccountFactory(for_staff=True)

    assert not asked(official, on=date(2026, 11, 22))
    assert asked(official)
    assert not asked(official, means=identity.Means.PASSKEY)
    assert not asked(account)


def test_an_official_keeps_the_last_factor_and_a_citizen_need_not(account, settings):
    settings.SECOND_FACTOR_FROM = date(2026, 11, 1)
    official = AccountFactory(for_staff=True)
    set_up(official)
    set_up(account)

    with pytest.raises(identity.SecondFactorNeeded):
        identity.drop_one_time_codes(official.pk, by=self_of(official), at=AT)
    identity.drop_one_time_codes(account.pk, by=self_of(account), at=AT)

    assert not identity.factors_of(account.pk).has_second


def test_an_administrator_clears_what_was_lost_and_nobody_else(account):
    set_up(account)

    with pytest.raises(identity.NotAllowedToVouch):
        identity.clear_second_factors(account.pk, by=self_of(account), at=AT)
    identity.clear_second_factors(account.pk, by=SYSTEM, at=AT)

    assert not identity.factors_of(account.pk).has_second
    assert set(
        AuditEntry.objects.filter(action="identity.second_factor_changed").values_list("details__change", flat=True)
    ) == {
        "one_time_codes_added",
        "cleared",
    }
