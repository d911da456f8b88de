"""Codes on telephones: right once, for one purpose, in one browser, for five minutes; and no way to find people out."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from citong.identity import facade as identity
from citong.identity.models import PhoneChallenge
from citong.identity.rules import codes
from citong.kernel.actors import SYSTEM
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry, FactRecord
from tests.factories.identity import AccountFactory
from tests.identity.opening import AT, BROWSER, VISITOR, code_for, opening, sign_up

PHONE = "13800138000"
SIGN_IN, SIGN_UP, RECOVER = identity.Purpose.SIGN_IN, identity.Purpose.SIGN_UP, identity.Purpose.RECOVER

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AccountFactory(phone=PHONE)


def ask(subject=PHONE, *, purpose=SIGN_IN, sender="192.0.2.1", browser=BROWSER, at=AT):
    return identity.ask_for_code(subject, purpose=purpose, browser=browser, sender=sender, by=VISITOR, at=at)


def enter(code, *, login=PHONE, browser=BROWSER, at=AT):
    try:
        return identity.sign_in_by_code(login, code=code, browser=browser, at=at)
    except identity.CodeRefused as refused:
        return refused.message


REFUSED = "验证码没有对上。"
ANOTHER = "zaijian-nin"


def test_a_code_signs_in_and_shows_that_the_number_is_theirs(ana):
    code = code_for(PHONE, SIGN_IN)

    entered = enter(code)

    assert entered == ana
    assert entered.phone_proven_at == AT
    assert AuditEntry.objects.filter(action="identity.signed_in", subject=f"account:{ana.pk}").exists()


def test_a_code_is_six_digits_and_lies_nowhere(ana):
    code = code_for(PHONE, SIGN_IN)

    kept = str(list(PhoneChallenge.objects.values())) + str(list(FactRecord.objects.values("values")))
    kept += str(list(AuditEntry.objects.values("details", "subject")))

    assert len(code) == 6
    assert code.isdecimal()
    assert f"'{code}'" not in kept
    assert BROWSER not in kept


def test_the_same_row_under_another_key_gives_another_code(ana, settings):
    challenge = ask()
    code = identity.code_of(challenge.pk, at=AT)

    settings.SECRET_KEY = "another" * 10

    assert identity.code_of(challenge.pk, at=AT) != code


def test_a_code_is_used_once(ana):
    code = code_for(PHONE, SIGN_IN)
    enter(code)

    assert enter(code) == REFUSED


def test_an_older_code_gives_way_to_a_newer(ana):
    older = code_for(PHONE, SIGN_IN)
    code_for(PHONE, SIGN_IN)

    assert enter(older) == REFUSED


@pytest.mark.parametrize(
    ("later", "holds"),
    [(timedelta(), True), (timedelta(minutes=4, seconds=59), True), (timedelta(minutes=5), False),
     (timedelta(days=1), False), (timedelta(seconds=-1), False)],
)  # fmt: skip
def test_a_code_holds_for_five_minutes(ana, later, holds):
    code = code_for(PHONE, SIGN_IN)

    assert (enter(code, at=AT + later) == ana) is holds


def test_a_code_is_worth_nothing_in_another_browser(ana):
    code = code_for(PHONE, SIGN_IN, browser="the thief's")

    assert enter(code) == REFUSED


@pytest.mark.parametrize("purpose", [each for each in identity.Purpose if each is not SIGN_IN])
def test_a_code_is_worth_nothing_for_another_purpose(ana, purpose):
    code = code_for(PHONE, purpose)

    assert enter(code) == REFUSED


def test_a_code_is_worth_nothing_for_another_number(ana):
    AccountFactory(phone="13800138001")
    code = code_for("13800138001", SIGN_IN)

    assert enter(code) == REFUSED


def test_after_five_wrong_codes_the_right_one_comes_too_late_but_a_new_one_does_not(ana):
    code = code_for(PHONE, SIGN_IN)
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    assert [enter(wrong) for _ in range(5)] == [REFUSED] * 5
    assert enter(code) == REFUSED
    assert enter(code_for(PHONE, SIGN_IN)) == ana


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６７", "0" * 200, "\x00"])
def test_whatever_is_typed_instead_of_a_code_is_refused(ana, code):
    code_for(PHONE, SIGN_IN)

    assert enter(code) == REFUSED


def test_wrong_passwords_of_others_do_not_keep_the_holder_out(ana):
    for _ in range(6):
        with pytest.raises(identity.SignInRefused):
            identity.sign_in(PHONE, password="a guess", at=AT)

    assert enter(code_for(PHONE, SIGN_IN)) == ana


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_code_at_once_one_gets_in():
    ana = AccountFactory(phone=PHONE)
    code, together = code_for(PHONE, SIGN_IN), Barrier(2)

    def attempt(_):
        together.wait()
        try:
            return enter(code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, range(2)))

    assert sorted(outcomes, key=str) == sorted([ana, REFUSED], key=str)


# limits


def test_a_second_code_wants_a_minute(ana):
    ask()

    with pytest.raises(identity.TooManyCodes, match="一分钟"):
        ask(at=AT + timedelta(seconds=59))

    assert ask(at=AT + timedelta(seconds=60))


def ask_again(times, *, sender="192.0.2.1", subject=PHONE):
    for number in range(times):
        PhoneChallenge.objects.update(asked_at=F("asked_at") - codes.PAUSE)
        ask(subject, sender=f"{sender}{number // 8}")


def test_a_number_gets_ten_codes_a_day_whoever_asks(ana):
    ask_again(10)

    with pytest.raises(identity.TooManyCodes, match="今天"):
        ask(at=AT + timedelta(minutes=2), sender="198.51.100.9")

    assert ask(at=AT + timedelta(days=1, seconds=1))


def test_strangers_cannot_use_up_the_codes_of_somebody_who_was_here_before(ana):
    enter(code_for(PHONE, SIGN_IN, sender="at home"))
    ask_again(9, sender="stranger")

    with pytest.raises(identity.TooManyCodes):
        ask(at=AT + timedelta(minutes=2), sender="another stranger")

    assert ask(at=AT + timedelta(minutes=2), sender="at home")


def test_a_sender_gets_sixty_codes_an_hour_for_whatever_numbers(ana):
    for number in range(60):
        ask(f"139{number:08d}", purpose=SIGN_UP)

    with pytest.raises(identity.TooManyCodes, match="您这里"):
        ask("13700000000", purpose=SIGN_UP)

    assert ask("13700000000", purpose=SIGN_UP, sender="another")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_one_gets_a_code():
    together = Barrier(4)

    def attempt(_):
        together.wait()
        try:
            return ask(purpose=SIGN_UP).pk
        except identity.TooManyCodes:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(attempt, range(4)))

    assert len([each for each in outcomes if each]) == 1


def test_only_a_mobile_number_gets_a_code_to_sign_up():
    with pytest.raises(InvalidInput):
        ask("059522123456", purpose=SIGN_UP)


# enumeration


@pytest.mark.parametrize("purpose", [SIGN_IN, RECOVER])
def test_known_and_unknown_are_answered_with_the_same_work(ana, purpose):
    def work(subject):
        with CaptureQueriesContext(connection) as captured:
            ask(subject, purpose=purpose)
        return [re.sub(r"s\d+_x\d+|'[^']*'|\d+", "…", each["sql"]) for each in captured]

    assert work(PHONE) == work("13800138009")


def test_for_a_stranger_nothing_is_sent_and_for_an_official_neither(ana):
    official = AccountFactory(for_staff=True, login="wj001", phone="13800138002")

    to_send = [identity.code_to_send(ask(subject).pk) for subject in (PHONE, "13800138009", official.login)]

    assert [each.phone if each else None for each in to_send] == [PHONE, None, None]


def test_an_enterprise_gets_its_code_on_the_handlers_telephone():
    shop = AccountFactory(for_enterprise=True, phone=PHONE)
    code = code_for(shop.login, SIGN_IN)

    assert enter(code, login=shop.login.upper()) == shop


def test_the_code_of_nobody_opens_nothing():
    challenge = ask("13800138009")
    code = identity.code_of(challenge.pk, at=AT)

    assert enter(code, login="13800138009") == REFUSED


# recovery


def recover(code, *, id_number, password=ANOTHER):
    return identity.recover(
        PHONE, id_number=id_number, code=code, browser=BROWSER, password=password, by=VISITOR, at=AT
    )


def test_a_lost_password_is_set_anew_with_code_and_document_and_sessions_end():
    account = sign_up()
    before = account.get_session_auth_hash()

    recovered = recover(code_for(PHONE, RECOVER), id_number="350502199003070014")

    assert identity.sign_in(PHONE, password=ANOTHER, at=AT) == account
    assert recovered.get_session_auth_hash() != before
    assert FactRecord.objects.filter(name__endswith="PasswordRecovered").count() == 1


def test_recovery_ends_the_rest_after_wrong_passwords():
    account = sign_up()
    for _ in range(6):
        with pytest.raises(identity.SignInRefused):
            identity.sign_in(PHONE, password="a guess", at=AT)

    recover(code_for(PHONE, RECOVER), id_number="350502199003070014")

    assert identity.sign_in(PHONE, password=ANOTHER, at=AT) == account


def test_whoever_holds_the_telephone_alone_does_not_get_the_account_and_is_not_told_why():
    sign_up()
    code = code_for(PHONE, RECOVER)

    with pytest.raises(identity.CodeRefused) as wrong_document:
        recover(code, id_number="11010519491231002X")
    with pytest.raises(identity.CodeRefused) as wrong_code:
        recover("000000" if code != "000000" else "111111", id_number="350502199003070014")

    assert wrong_document.value.message == wrong_code.value.message
    assert wrong_document.value.faults == wrong_code.value.faults
    assert identity.sign_in(PHONE, password="xiexie-nin", at=AT)


def test_a_poor_password_is_said_before_the_code_is_used():
    account = sign_up()
    code = code_for(PHONE, RECOVER)

    with pytest.raises(InvalidInput) as refused:
        recover(code, id_number="350502199003070014", password="12345678")

    assert list(refused.value.faults) == ["password"]
    assert recover(code, id_number="350502199003070014") == account


# signing up


def test_a_number_that_is_not_theirs_opens_no_account():
    with pytest.raises(identity.CodeRefused):
        sign_up(code="000000")

    assert not PhoneChallenge.objects.filter(used_at__isnull=False).exists()


def test_a_fault_elsewhere_leaves_the_code_as_it_was():
    shown = opening()
    who = {"name": "Ana", "id_type": "111", "by": VISITOR, "at": AT}
    with pytest.raises(InvalidInput):
        identity.sign_up(shown, **who, id_number="350502199003070015")

    assert identity.sign_up(shown, **who, id_number="350502199003070014")


@pytest.mark.parametrize("agreement", ["", "2019-01"])
def test_without_the_agreement_in_force_there_is_no_account(agreement):
    with pytest.raises(InvalidInput) as refused:
        sign_up(agreement=agreement)

    assert list(refused.value.faults) == ["agreement"]


def test_which_agreement_was_accepted_is_kept():
    account = sign_up()

    assert (account.agreement, account.agreed_at) == (identity.AGREEMENT, AT)


def test_codes_are_forgotten_after_ninety_days():
    ask("13800138009", at=AT - timedelta(days=91))
    kept = ask()

    assert identity.forget_old_codes(by=SYSTEM, at=AT) == 1
    assert PhoneChallenge.objects.get() == kept


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6), st.text(min_size=1))
def test_a_code_always_is_six_digits_and_always_the_same(parts, key):
    code = codes.derived_code(key, parts)

    assert len(code) == 6
    assert code.isdecimal()
    assert code == codes.derived_code(key, parts)
