"""Another telephone, an account opened at the window, an account closed: what goes and what stays."""

from datetime import timedelta

import pytest

from citong.identity import facade as identity
from citong.identity.models import Account, Enterprise, PartnerLink, PartnerVisit, Person, Proof
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.models import AuditEntry, FactRecord
from citong.kernel.ports import adapter
from tests.factories.actors import brought_by
from tests.factories.identity import AccountFactory, resident_number
from tests.factories.sites import a_site
from tests.identity.opening import (
    ANA,
    AT,
    BROWSER,
    PASSWORD,
    SHOP,
    VISITOR,
    code_for,
    sign_up,
    sign_up_enterprise,
)
from tests.personal import plain_finds

CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
OLD, NEW = "13800138000", "13900139000"
CONFIRM, NEW_PHONE = identity.Purpose.CONFIRM, identity.Purpose.NEW_PHONE

pytestmark = pytest.mark.django_db


class Busy:
    """Something is always under way."""

    def open_matters(self, account_ref):  # noqa: ARG002 -- the port's
        return ["公共场所卫生许可（350502202611220003174）"]


class Idle:
    """Nothing ever is."""

    def open_matters(self, account_ref):  # noqa: ARG002 -- the port's
        return []


@pytest.fixture(autouse=True)
def idle(settings):
    settings.ADAPTERS = {**settings.ADAPTERS, "identity.obligations": f"{__name__}.Idle"}
    adapter.cache_clear()
    yield
    adapter.cache_clear()


def holder(account):
    return Actor(id=f"account:{account.pk}", channel="portal")


def change(account, *, by=None, **changes):
    given = {"phone": NEW, "code": "", "password": PASSWORD, "old_code": "", "browser": BROWSER, **changes}
    given["code"] = given["code"] or code_for(NEW, NEW_PHONE)
    return identity.change_phone(account.pk, **given, by=by or holder(account), at=AT)


def close(account, *, by=None):
    code = code_for(account.phone, CONFIRM)
    identity.close_account(account.pk, code=code, browser=BROWSER, by=by or holder(account), at=AT)


# the telephone


def test_a_new_number_is_the_new_login_and_the_old_one_is_told():
    account = sign_up()

    change(account)

    account.refresh_from_db()
    assert (account.login, account.phone, account.former_phone) == (NEW, NEW, OLD)
    assert identity.sign_in(NEW, password=PASSWORD, at=AT) == account
    assert FactRecord.objects.filter(name__endswith="PhoneChanged").count() == 1
    assert NEW not in str(list(FactRecord.objects.values("values")))


def test_neither_number_stands_anywhere_to_be_read():
    change(sign_up())

    assert plain_finds(frozenset({OLD, NEW})) == []


def test_an_enterprise_keeps_its_login_when_the_telephone_changes():
    shop = sign_up_enterprise()

    change(shop)

    shop.refresh_from_db()
    assert (shop.login, shop.phone) == (SHOP["uscc"].lower(), NEW)


def test_who_has_no_password_shows_the_old_telephone():
    account = sign_up()

    change(account, password="", old_code=code_for(OLD, CONFIRM))

    assert identity.account(account.pk).phone == NEW


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"password": "a guess"}, "password"), ({"password": ""}, "password"), ({"phone": "1"}, "phone"),
     ({"phone": OLD}, "phone"), ({"code": "000000"}, "code"), ({"password": "", "old_code": "000000"}, "code")],
)  # fmt: skip
def test_nothing_changes_without_both_proofs(changes, field):
    account = sign_up()

    with pytest.raises(InvalidInput) as refused:
        change(account, **changes)

    assert list(refused.value.faults) == [field]
    assert identity.account(account.pk).phone == OLD


def test_a_number_that_somebody_signs_in_with_is_not_taken_over():
    account, _ = sign_up(), AccountFactory(phone=NEW)

    with pytest.raises(identity.AlreadyRegistered):
        change(account)


def test_nobody_changes_the_telephone_of_another():
    account, other = sign_up(), AccountFactory()

    with pytest.raises(identity.NotYourAccount):
        change(account, by=holder(other))
    with pytest.raises(identity.NotYourAccount):
        identity.ask_to_confirm(account.pk, browser=BROWSER, sender="x", by=holder(other), at=AT)


def test_a_number_from_before_codes_is_confirmed():
    account = AccountFactory(phone=OLD, phone_proven_at=None)

    code = code_for(OLD, CONFIRM)
    identity.confirm_phone(account.pk, code=code, browser=BROWSER, by=holder(account), at=AT)

    assert identity.account(account.pk).phone_proven_at == AT


def test_the_window_changes_a_lost_telephone_for_whoever_the_document_names():
    account = sign_up()
    code = code_for(NEW, NEW_PHONE)
    given = {**ANA, "phone": NEW, "code": code, "browser": BROWSER}

    with pytest.raises(identity.NotAllowedToVouch):
        identity.change_phone_at_window(**given, by=holder(account), at=AT)
    with pytest.raises(identity.NotThePerson):
        identity.change_phone_at_window(**{**given, "name": "Ben"}, by=CLERK, at=AT)
    identity.change_phone_at_window(**given, by=CLERK, at=AT)

    assert identity.account(account.pk).phone == NEW


# opened at the window


def register(by=CLERK, **changes):
    return identity.register_at_window(**{**ANA, "phone": OLD, **changes}, by=by, at=AT)


def test_who_is_registered_at_the_window_sets_the_password_with_a_code():
    account = register()
    assert not account.has_usable_password()
    assert account.phone_proven_at is None
    assert account.assurance == identity.Assurance.ADVANCED

    code = code_for(OLD, identity.Purpose.RECOVER)
    identity.recover(OLD, id_number=ANA["id_number"], code=code, browser=BROWSER, password=PASSWORD, by=VISITOR, at=AT)

    assert identity.sign_in(OLD, password=PASSWORD, at=AT) == account
    assert identity.account(account.pk).phone_proven_at == AT


@pytest.mark.parametrize("changes", [{"name": ""}, {"id_number": "1"}, {"phone": "1"}])
def test_the_window_registers_nobody_who_cannot_be(changes):
    with pytest.raises(InvalidInput):
        register(**changes)

    assert not Account.objects.exists()


def test_the_window_registers_nobody_twice_and_nobody_else_registers():
    register()

    with pytest.raises(identity.AlreadyRegistered):
        register(phone=NEW)
    with pytest.raises(identity.NotAllowedToVouch):
        register(by=VISITOR)


# closing


def test_closing_erases_who_it_was_and_keeps_the_reference():
    account = sign_up()

    close(account)

    account.refresh_from_db()
    assert (account.is_active, account.closed_at, account.phone) == (False, AT, "")
    left = str(list(Account.objects.values())) + str(list(Person.objects.values()))
    assert not any(secret in left for secret in ("Ana", ANA["id_number"], OLD))
    assert AuditEntry.objects.filter(action="identity.account_closed", subject=f"account:{account.pk}").exists()
    assert identity.names_of([f"account:{account.pk}"]) == {f"account:{account.pk}": "（已注销）"}
    assert FactRecord.objects.filter(name__endswith="AccountClosed").count() == 1


def test_closing_takes_back_what_sites_and_partners_hold():
    account, (site, _) = sign_up(), a_site()
    identity.give_consent(site.pk, account_id=account.pk, scopes=["openid", "phone"], by=holder(account), at=AT)
    agreement = identity.PartnerAgreement("示例平台", "cas", "https://sso.example")
    partner = identity.add_partner("old", agreement=agreement, secret="", by=SYSTEM, at=AT)
    PartnerLink.objects.create(partner=partner, account=account, subject="their-ana", linked_at=AT)
    word = identity.Assertion(subject="their-ana", id_token="Ana")
    identity.begin_partner_visit(partner, account_id=account.pk, assertion=word, by=holder(account), at=AT)

    close(account)

    assert identity.consents_of(account.pk) == []
    assert PartnerLink.objects.get().ended_at == AT
    assert PartnerVisit.objects.get().id_token == ""


def test_the_same_person_may_register_again_as_if_for_the_first_time():
    first = sign_up()
    identity.raise_assurance(first.pk, method=identity.Method.COUNTER, source="x", by=CLERK, at=AT)
    close(identity.account(first.pk))

    again = sign_up()

    assert again.pk != first.pk
    assert again.assurance == identity.Assurance.REGISTERED
    assert not Proof.objects.filter(ended_at=None).exists()


def test_an_enterprise_may_register_again_and_its_entry_stays_without_names():
    shop = sign_up_enterprise()
    close(shop)
    assert Enterprise.objects.get().legal_representative == ""

    again = sign_up_enterprise(legal_representative="Chi")

    assert again.enterprise.legal_representative == "Chi" or Enterprise.objects.get().legal_representative == "Chi"
    assert Enterprise.objects.count() == 1


def test_a_person_with_another_account_stays_known():
    shop, own = sign_up_enterprise(), sign_up(phone=NEW)

    close(own)

    assert identity.account(shop.pk).person.name == "Ana"


def test_nothing_is_closed_while_something_is_under_way(settings):
    settings.ADAPTERS = {**settings.ADAPTERS, "identity.obligations": f"{__name__}.Busy"}
    adapter.cache_clear()
    account = sign_up()

    with pytest.raises(identity.MattersOpen) as refused:
        close(account)

    assert "公共场所卫生许可" in refused.value.details["remedy"]
    assert identity.account(account.pk).is_active


def test_nobody_closes_the_account_of_another_and_none_without_a_code():
    account, other = sign_up(), AccountFactory()

    with pytest.raises(identity.NotYourAccount):
        close(account, by=holder(other))
    with pytest.raises(identity.CodeRefused):
        identity.close_account(account.pk, code="000000", browser=BROWSER, by=holder(account), at=AT)

    assert identity.account(account.pk).is_active


def test_a_closed_account_opens_to_nobody():
    account = sign_up()
    close(account)

    for attempt in (
        lambda: identity.sign_in(OLD, password=PASSWORD, at=AT),
        lambda: identity.sign_in(f"closed-{account.pk}", password=PASSWORD, at=AT),
        lambda: identity.sign_in_by_code(OLD, code=code_for(OLD, identity.Purpose.SIGN_IN), browser=BROWSER, at=AT),
    ):
        with pytest.raises((identity.SignInRefused, identity.CodeRefused)):
            attempt()


def test_a_closed_account_is_not_verified_at_the_window():
    account = sign_up()
    close(account)

    with pytest.raises(identity.NotThePerson):
        identity.verify_at_window(**ANA, by=CLERK, at=AT + timedelta(days=1))


# names that look like others


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("阿凡提•买买提", "阿凡提·买买提"),
        ("阿凡提.买买提", "阿凡提·买买提"),
        ("阿凡提・买买提", "阿凡提·买买提"),
        ("⼀凡", "一凡"),
        ("ＡＮＡ ＬＩＮ", "ANA LIN"),
        ("  Ana   Lin ", "Ana Lin"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("O’Brien", "O'Brien"),
        ("𠮷田", "𠮷田"),
        ("张〇", "张〇"),
    ],
)
def test_a_name_is_kept_in_one_way_however_it_is_typed(name, kept):
    assert identity.normal_name(name) == kept
    assert identity.check_name(kept) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Аna", "样子相近"),
        ("Ana\u200b", "看不见"),
        ("张\u202e三", "看不见"),
        ("张\ufeff三", "看不见"),
        ("张3", "数字和符号"),
        ("张\ue000", "生僻字"),
        ("张O", "混在一起"),
        ("Αna", "样子相近"),
        ("张ニ", "样子相近"),
        ("··", "请照证件"),
        ("张😀", "样子相近"),
        ("", "请填写"),
        ("长" * 61, "最多"),
    ],
)
def test_a_name_with_letters_that_only_look_right_is_refused_in_words(name, words):
    assert words in identity.check_name(identity.normal_name(name) or name)


@pytest.mark.parametrize(
    ("typed", "kept"), [("泉州(刺桐)商行", "泉州（刺桐）商行"), (" 泉州 ＡＢＣ  商行", "泉州 ABC 商行")]
)
def test_the_name_of_a_body_is_kept_as_its_licence_prints_it(typed, kept):
    assert identity.normal_enterprise_name(typed) == kept


@pytest.mark.parametrize("number", ["810000199003070010", "830000199003070015", "350000199003070015"])
def test_a_residence_permit_has_its_own_prefixes_and_a_check_digit(number):
    fits = number[0] == "8" and resident_number_fits(number)

    assert (identity.check_id_number("Z11", number, today=AT.date()) is None) is fits


def resident_number_fits(number):
    return identity.check_id_number("111", number, today=AT.date()) is None


def test_a_residence_permit_that_fits_is_taken():
    number = resident_number(0)
    permit = "810000" + number[6:17]
    digits = [d for d in "0123456789X" if resident_number_fits(permit + d)]

    assert identity.check_id_number("Z11", permit + digits[0], today=AT.date()) is None
