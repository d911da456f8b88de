"""How sure the hall is: what raises it, what ends it, and what never does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from citong.identity import facade as identity
from citong.identity.adapters.simulator import Mischief, SimulatedRealNames
from citong.identity.jobs import let_old_proofs_run_out
from citong.identity.models import Proof, RealNameQuestion
from citong.identity.rules.levels import level_of
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput, Unavailable
from citong.kernel.models import AuditEntry, FactRecord
from citong.kernel.ports import adapter
from tests.factories.actors import brought_by
from tests.factories.identity import AccountFactory
from tests.identity.opening import ANA, AT, BROWSER, SHOP, VISITOR, code_for, sign_up, sign_up_enterprise

CLERK = Actor(id="account:1", channel="desk", grants=brought_by("window", department=1))
REVIEWER = Actor(id="account:2", channel="desk", grants=brought_by("review", department=1))
TODAY = date(2026, 11, 22)
LEVEL = identity.Assurance

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(settings) -> SimulatedRealNames:
    settings.ADAPTERS = {
        **settings.ADAPTERS,
        "identity.real_names": "citong.identity.adapters.simulator.SimulatedRealNames",
    }
    adapter.cache_clear()
    yield adapter("identity.real_names")
    adapter.cache_clear()


@pytest.fixture
def ana():
    return sign_up()


def holder(account):
    return Actor(id=f"account:{account.pk}", channel="portal")


def check(account, *, value="6222000011112222", attribute="bank_card", by=None, at=AT):
    by = by or holder(account)
    return identity.check_real_name(account.pk, attribute=attribute, value=value, by=by, at=at)


def level(account):
    return identity.account(account.pk).assurance


def told(kind):
    return FactRecord.objects.filter(name__endswith=kind).count()


@dataclass(frozen=True)
class Given:
    level: int
    valid_until: date | None


PROOFS = st.lists(
    st.builds(Given, st.integers(2, 4), st.none() | st.dates(TODAY - timedelta(9), TODAY + timedelta(9))), max_size=5
)


@given(PROOFS, st.dates(TODAY - timedelta(20), TODAY + timedelta(20)))
def test_the_level_is_that_of_the_best_proof_that_holds(proofs, on):
    level = level_of(proofs, on=on)

    holding = [each.level for each in proofs if each.valid_until is None or on <= each.valid_until]
    assert level == max([1, *holding])


@given(PROOFS)
def test_time_alone_never_raises_a_level(proofs):
    levels = [level_of(proofs, on=TODAY + timedelta(days)) for days in range(-12, 13)]

    assert levels == sorted(levels, reverse=True)


# the source of names


def test_what_agrees_with_the_source_makes_the_name_real(source, ana):
    check(ana)

    proof = Proof.objects.get()
    assert level(ana) == LEVEL.REAL_NAME
    assert (proof.method, proof.source, proof.proved_by) == ("source", "provincial", f"account:{ana.pk}")
    assert told("AssuranceRaised") == 1


def test_what_was_shown_is_not_kept(source, ana):
    check(ana, value="6222000011112222")

    kept = str(list(RealNameQuestion.objects.values())) + str(list(AuditEntry.objects.values("details")))
    assert "6222000011112222" not in kept


@pytest.mark.parametrize(("ending", "words"), [("00", "没有全部对上"), ("01", "没有查到")])
def test_what_does_not_agree_raises_nothing_and_is_kept_as_asked(source, ana, ending, words):
    with pytest.raises(identity.NamesDisagree, match=words) as refused:
        check(ana, value=f"62220000{ending}")

    assert level(ana) == LEVEL.REGISTERED
    assert RealNameQuestion.objects.get().answered_at == AT
    assert "国办函" in refused.value.details["rule"]
    assert "窗口" in refused.value.details["remedy"]


def test_five_questions_a_day_and_silence_is_none(source, ana):
    source.service.mischief = Mischief.BROKEN
    for _ in range(3):
        with pytest.raises(Unavailable):
            check(ana)
    source.service.mischief = Mischief.NONE
    for _ in range(5):
        with pytest.raises(identity.NamesDisagree):
            check(ana, value="62220000")

    with pytest.raises(identity.TooManyChecks):
        check(ana)

    assert check(ana, at=AT + timedelta(days=1, seconds=1)).assurance == LEVEL.REAL_NAME


@pytest.mark.parametrize("mischief", [Mischief.UNSIGNED, Mischief.ANOTHER_PERSON, Mischief.REPLAYED, Mischief.OLD])
def test_a_hostile_answer_raises_nothing(source, ana, mischief):
    with pytest.raises(identity.NamesDisagree):
        check(ana, value="62220000")
    source.service.mischief = mischief

    with pytest.raises(Unavailable):
        check(ana)

    assert level(ana) == LEVEL.REGISTERED
    assert RealNameQuestion.objects.latest("pk").outcome == "silent"


def test_the_source_is_asked_outside_of_any_transaction(source, ana, monkeypatch):
    inside = []
    answer = source.service.answer
    monkeypatch.setattr(source, "_send", lambda *sent: inside.append(connection.savepoint_ids.copy()) or answer(*sent))
    depth = list(connection.savepoint_ids)

    check(ana)

    assert inside == [depth]


def test_whoever_is_somebody_else_by_the_time_of_the_answer_is_not_raised(source, ana, monkeypatch):
    answer = source.service.answer

    def slow(*sent):
        identity.change_phone(
            ana.pk,
            phone="13800138009",
            code=code_for("13800138009", identity.Purpose.NEW_PHONE),
            password="xiexie-nin",
            old_code="",
            browser=BROWSER,
            by=holder(ana),
            at=AT,
        )
        return answer(*sent)

    monkeypatch.setattr(source, "_send", slow)

    with pytest.raises(identity.NamesDisagree):
        check(ana)

    assert level(ana) == LEVEL.REGISTERED


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"attribute": "shoe_size"}, "attribute"), ({"value": ""}, "value"), ({"value": "12345"}, "value"),
     ({"value": "号" * 9}, "value"), ({"value": "1" * 31}, "value")],
)  # fmt: skip
def test_what_cannot_be_a_proof_is_not_asked_about(source, ana, changes, field):
    with pytest.raises(InvalidInput) as refused:
        check(ana, **changes)

    assert list(refused.value.faults) == [field]
    assert not RealNameQuestion.objects.exists()


def test_nobody_asks_about_another(source, ana):
    with pytest.raises(identity.NotYourAccount):
        check(ana, by=CLERK)


def test_an_unproven_telephone_proves_nothing(source):
    old = AccountFactory(phone_proven_at=None)

    with pytest.raises(identity.AssuranceNotRaised, match="手机号"):
        check(old)


def test_an_enterprise_is_compared_before_its_handler(source):
    shop = sign_up_enterprise()
    asked = []
    answer = source.service.answer
    source._send = lambda path, *rest: asked.append(path) or answer(path, *rest)

    check(shop)

    assert [path.rpartition("/")[2] for path in asked] == ["enterprise", "person"]
    assert level(shop) == LEVEL.REAL_NAME


def test_an_enterprise_shows_its_licence(source):
    shop = sign_up_enterprise()

    identity.show_business_licence(shop.pk, code="1234 5678 9012", by=holder(shop), at=AT)

    assert level(shop) == LEVEL.CERTIFICATE
    assert Proof.objects.get().source == "business_licences"


@pytest.mark.parametrize("code", ["123456789000", "123456789001"])
def test_a_licence_that_does_not_agree_raises_nothing(source, code):
    shop = sign_up_enterprise()

    with pytest.raises(identity.NamesDisagree, match="电子营业执照"):
        identity.show_business_licence(shop.pk, code=code, by=holder(shop), at=AT)

    assert level(shop) == LEVEL.REGISTERED


def test_a_person_has_no_business_licence(source, ana):
    with pytest.raises(identity.AssuranceNotRaised):
        identity.show_business_licence(ana.pk, code="123456789012", by=holder(ana), at=AT)

    with pytest.raises(InvalidInput):
        identity.show_business_licence(ana.pk, code="12", by=holder(ana), at=AT)


# at the window


def verify(by=CLERK, at=AT, **changes):
    given = {"document_until": date(2036, 9, 21), **ANA, **changes}
    return identity.verify_at_window(**given, by=by, at=at)


def test_a_clerk_verifies_who_stands_there(ana):
    verify()

    proof = Proof.objects.get()
    assert level(ana) == LEVEL.ADVANCED
    assert (proof.method, proof.proved_by, proof.valid_until) == ("counter", CLERK.id, date(2036, 9, 21))


def test_a_clerk_verifies_an_enterprise_by_its_licence():
    shop = sign_up_enterprise()

    verify(id_type="001", id_number=SHOP["uscc"], name=SHOP["name"], document_until=None)

    assert level(shop) == LEVEL.ADVANCED


@pytest.mark.parametrize("changes", [{"name": "Ben"}, {"id_number": "11010519491231002X"}, {"id_type": "414"}])
def test_a_clerk_learns_nothing_from_a_name_or_a_number_alone(ana, changes):
    with pytest.raises(identity.NotThePerson) as refused:
        verify(**changes)

    assert refused.value.message == "没有找到姓名和证件都对得上的账号。"
    assert level(ana) == LEVEL.REGISTERED


@pytest.mark.parametrize("by", [VISITOR, REVIEWER])
def test_only_the_window_verifies(ana, by):
    with pytest.raises(identity.NotAllowedToVouch):
        verify(by=by)


def test_a_document_that_has_run_out_proves_nothing(ana):
    with pytest.raises(identity.AssuranceNotRaised, match="有效期"):
        verify(document_until=date(2026, 11, 21))

    assert verify(document_until=TODAY).assurance == LEVEL.ADVANCED


def test_a_level_falls_to_what_is_left_when_a_document_runs_out(source, ana):
    check(ana)
    verify(document_until=date(2026, 12, 1))
    a_day_later = AT + timedelta(days=10)

    let_old_proofs_run_out(AT + timedelta(days=9))
    assert level(ana) == LEVEL.ADVANCED
    let_old_proofs_run_out(a_day_later)
    let_old_proofs_run_out(a_day_later)

    assert level(ana) == LEVEL.REAL_NAME
    assert told("AssuranceFell") == 1


def test_a_proof_that_is_withdrawn_counts_no_more(ana):
    verify()

    identity.end_proof(Proof.objects.get().pk, by=CLERK, at=AT)

    assert level(ana) == LEVEL.REGISTERED
    with pytest.raises(identity.NotAllowedToVouch):
        identity.end_proof(Proof.objects.get().pk, by=VISITOR, at=AT)


def test_a_proof_that_never_was_is_not_found():
    with pytest.raises(identity.NoSuchProof):
        identity.end_proof(0, by=CLERK, at=AT)


def test_levels_from_before_proofs_were_kept_go_on_counting(source):
    old, newcomer, official = AccountFactory(assurance=3), AccountFactory(assurance=1), AccountFactory(for_staff=True)
    migration = import_module("citong.identity.migrations.0004_levels_from_before_have_a_proof")

    migration.give_proofs(apps, None)
    migration.give_proofs(apps, None)
    identity.raise_assurance(old.pk, method=identity.Method.SOURCE, source="x", by=SYSTEM, at=AT)

    assert level(old) == LEVEL.ADVANCED
    assert Proof.objects.filter(account__in=[newcomer, official]).count() == 0
    assert Proof.objects.filter(account=old).count() == 2


def test_a_certificate_is_the_highest_and_ends_with_its_day(ana):
    values = {"method": identity.Method.CERTIFICATE, "source": "ca", "reference": "cert:7"}
    identity.raise_assurance(ana.pk, **values, valid_until=TODAY, by=SYSTEM, at=AT)
    assert level(ana) == LEVEL.CERTIFICATE

    let_old_proofs_run_out(AT + timedelta(days=1))

    assert level(ana) == LEVEL.REGISTERED


def test_officials_have_no_level_to_raise():
    official = AccountFactory(for_staff=True)

    with pytest.raises(identity.AssuranceNotRaised):
        identity.raise_assurance(official.pk, method=identity.Method.COUNTER, source="x", by=SYSTEM, at=AT)


def test_the_history_of_proofs_stays_newest_first(source, ana):
    check(ana)
    verify()

    assert [each.method for each in identity.proofs_of(ana)] == ["counter", "source"]


@pytest.mark.django_db(transaction=True)
def test_two_proofs_at_once_both_count(source):
    ana, together = sign_up(), Barrier(2)

    def attempt(act):
        together.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(attempt, [lambda: check(ana), verify]))

    assert Proof.objects.count() == 2
    assert level(ana) == LEVEL.ADVANCED
