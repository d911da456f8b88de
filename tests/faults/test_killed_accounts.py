"""Whoever dies in the middle of opening, changing or closing an account leaves it as it was.

A try of a code, and that a source was asked, are counted before anything else and stay counted: they are left aside.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password

from citong.identity import facade as identity
from citong.identity.models import PhoneChallenge, RealNameQuestion
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.ports import adapter
from tests.factories.actors import brought_by
from tests.faults.deaths import die_again_and_again, rows
from tests.identity.opening import ANA, AT, BROWSER, PASSWORD, SHOP, VISITOR, code_for, opening, sign_up

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
Purpose = identity.Purpose
CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
OLD, NEW = "13800138000", "13900139000"
COUNTED_BEFORE = {"PhoneChallenge", "RealNameQuestion"}
ANOTHER = "zaijian-nin"


@pytest.fixture(autouse=True)
def quick_and_simulated(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ADAPTERS = {
        **settings.ADAPTERS,
        "identity.real_names": "citong.identity.adapters.simulator.SimulatedRealNames",
    }
    adapter.cache_clear()
    make_password("warm")
    yield
    adapter.cache_clear()


def kept() -> dict[str, list[object]]:
    """All but what is counted before, the audit of it among that."""
    found = {name: table for name, table in rows().items() if name not in COUNTED_BEFORE}
    asked = {"identity.source_asked"}
    found["AuditEntry"] = [each for each in found["AuditEntry"] if each["action"] not in asked]  # type: ignore[index]
    return found


def with_fresh_tries(act: Act) -> Act:
    """Those who died have used up tries of the code, and questions of the day."""

    def again() -> object:
        PhoneChallenge.objects.update(tries=0)
        RealNameQuestion.objects.all().delete()
        return act()

    return again


def holder(account: identity.Account) -> Actor:
    return Actor(id=f"account:{account.pk}", channel="portal")


def open_own() -> Act:
    shown = opening()
    return lambda: identity.sign_up(shown, **ANA, by=VISITOR, at=AT)


def open_enterprise() -> Act:
    shown = opening()
    return lambda: identity.sign_up_enterprise(shown, **SHOP, by=VISITOR, at=AT)


def register_at_window() -> Act:
    return lambda: identity.register_at_window(**ANA, phone=OLD, by=CLERK, at=AT)


def ask_for_code() -> Act:
    given = {"purpose": Purpose.SIGN_IN, "browser": BROWSER, "sender": "x"}
    return lambda: identity.ask_for_code(OLD, **given, by=VISITOR, at=AT)


def ask_to_confirm() -> Act:
    account = sign_up()
    return lambda: identity.ask_to_confirm(
        account.pk, browser=BROWSER, sender="x", by=holder(account), at=AT.replace(hour=3)
    )


def sign_in_by_code() -> Act:
    sign_up()
    code = code_for(OLD, Purpose.SIGN_IN)
    return lambda: identity.sign_in_by_code(OLD, code=code, browser=BROWSER, at=AT)


def recover() -> Act:
    sign_up()
    given = {"id_number": ANA["id_number"], "code": code_for(OLD, Purpose.RECOVER), "browser": BROWSER}
    return lambda: identity.recover(OLD, **given, password=ANOTHER, by=VISITOR, at=AT)


def change_phone() -> Act:
    account = sign_up()
    given = {"phone": NEW, "code": code_for(NEW, Purpose.NEW_PHONE), "old_code": "", "browser": BROWSER}
    return lambda: identity.change_phone(account.pk, **given, password=PASSWORD, by=holder(account), at=AT)


def change_phone_at_window() -> Act:
    sign_up()
    given = {"phone": NEW, "code": code_for(NEW, Purpose.NEW_PHONE), "browser": BROWSER}
    return lambda: identity.change_phone_at_window(**ANA, **given, by=CLERK, at=AT)


def confirm_phone() -> Act:
    account = sign_up()
    code, later = code_for(OLD, Purpose.CONFIRM, at=AT.replace(hour=3)), AT.replace(hour=3)
    return lambda: identity.confirm_phone(account.pk, code=code, browser=BROWSER, by=holder(account), at=later)


def check_real_name() -> Act:
    account = sign_up()
    given = {"attribute": "bank_card", "value": "62221111"}
    return lambda: identity.check_real_name(account.pk, **given, by=holder(account), at=AT)


def show_business_licence() -> Act:
    shop = identity.sign_up_enterprise(opening(), **SHOP, by=VISITOR, at=AT)
    return lambda: identity.show_business_licence(shop.pk, code="123456789012", by=holder(shop), at=AT)


def verify_at_window() -> Act:
    sign_up()
    return lambda: identity.verify_at_window(**ANA, document_until=date(2036, 9, 21), by=CLERK, at=AT)


def let_proofs_run_out() -> Act:
    account = sign_up()
    identity.verify_at_window(**ANA, document_until=date(2026, 11, 22), by=CLERK, at=AT)
    return lambda: identity.let_proofs_run_out(account.pk, by=SYSTEM, at=AT.replace(year=2027))


def end_proof() -> Act:
    account = sign_up()
    identity.verify_at_window(**ANA, by=CLERK, at=AT)
    (proof,) = identity.proofs_of(account)
    return lambda: identity.end_proof(proof.pk, by=CLERK, at=AT)


def close_account() -> Act:
    account = sign_up()
    code = code_for(OLD, Purpose.CONFIRM)
    return lambda: identity.close_account(account.pk, code=code, browser=BROWSER, by=holder(account), at=AT)


OF_ACCOUNTS = {
    "sign_up": open_own,
    "sign_up_enterprise": open_enterprise,
    "register_at_window": register_at_window,
    "ask_for_code": ask_for_code,
    "ask_to_confirm": ask_to_confirm,
    "sign_in_by_code": sign_in_by_code,
    "recover": recover,
    "change_phone": change_phone,
    "change_phone_at_window": change_phone_at_window,
    "confirm_phone": confirm_phone,
    "check_real_name": check_real_name,
    "show_business_licence": show_business_licence,
    "verify_at_window": verify_at_window,
    "let_proofs_run_out": let_proofs_run_out,
    "end_proof": end_proof,
    "close_account": close_account,
}


@pytest.mark.parametrize("prepare", OF_ACCOUNTS.values(), ids=OF_ACCOUNTS)
def test_who_dies_in_the_middle_leaves_the_account_as_it_was(prepare: Callable[[], Act]):
    act = prepare()

    assert die_again_and_again(with_fresh_tries(act), kept=kept) >= 3
