"""Who looked at whose application is written down with the look itself, where the person can read it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from citong.cases import facade as cases
from citong.identity import facade as identity
from citong.identity.models import Access, Unmasking
from citong.kernel import keys, rotation
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.encrypted import encrypted_columns
from citong.kernel.errors import InvalidInput
from citong.kernel.scopes import Grant, Scope
from tests.factories.actors import brought_by, everywhere
from tests.factories.cases import ANA, MONDAY, PARTY, application, office, submitted
from tests.factories.catalogue import publish_configured
from tests.factories.identity import AccountFactory, EnterpriseFactory, PersonFactory

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=10)
SYSTEM_OF_OTHERS = Actor(id="client:7", channel="openapi", name="业务系统")


@pytest.fixture
def ana(db) -> identity.Account:
    """The account of the person in whose name cases are filed here."""
    person = PersonFactory(name="Ana", id_type=PARTY.id_type, id_number=PARTY.id_number)
    return identity.account(AccountFactory(person=person).pk)


def seen_by(account: identity.Account) -> list[str]:
    return [access.seen for access in identity.looks_at(account)]


def test_every_kind_of_look_is_told_the_last_first(ana):
    case, by = submitted(), office().window
    cases.open_as_official(case.pk, by=by, at=MONDAY)
    cases.read_material(case.pk, material_id=case.materials.get().pk, by=by, at=MONDAY)
    cases.read_letter(case.pk, letter_id=1, by=by, at=MONDAY)
    allowed = cases.reveal(case.pk, purpose="other", note="核对门牌号码", session="s", by=by, at=MONDAY)
    cases.open_revealed(case.pk, allowed=allowed, by=by, at=LATER)
    cases.find(PARTY.phone, by=by, at=LATER)

    told = identity.looks_at(ana)

    assert [access.seen for access in told] == ["found", "whole", "letter", "material", "masked"]
    whole = told[1]
    assert (whole.at, whole.number, whole.note, whole.purpose) == (LATER, case.number, "核对门牌号码", "other")
    assert "证件号码" in whole.fields
    assert (whole.department_id, whole.post_id, whole.actor_name) == (by.department, min(by.posts), "Wei")


def test_asking_for_whole_data_without_looking_is_no_look(ana):
    case = submitted()

    cases.reveal(case.pk, purpose="verify", session="s", by=office().window, at=MONDAY)

    assert seen_by(ana) == []


def test_a_system_that_asks_is_told_too(ana):
    version = publish_configured()
    filed = cases.submit(
        application(version, by=SYSTEM_OF_OTHERS), key="key-00000001", declared=True, by=SYSTEM_OF_OTHERS, at=MONDAY
    )

    cases.open_as_system(filed.number, by=SYSTEM_OF_OTHERS, at=MONDAY)

    (told,) = identity.looks_at(ana)
    assert (told.seen, told.actor_name, told.number) == ("by_system", "业务系统", filed.number)


def test_ones_own_looks_are_not_told(ana):
    case = submitted()

    cases.applicants_case(case.number, viewer=ANA)

    assert seen_by(ana) == []


def test_nobody_reads_who_looked_at_others(ana):
    cases.open_as_official(submitted().pk, by=office().window, at=MONDAY)
    same_number_of_another_kind = PersonFactory(id_type="414", id_number=PARTY.id_number)

    assert seen_by(identity.account(AccountFactory(person=same_number_of_another_kind).pk)) == []
    assert seen_by(identity.account(AccountFactory().pk)) == []
    assert seen_by(ana) == ["masked"]


def test_an_enterprise_reads_of_its_own_applications_and_its_handler_does_not():
    enterprise, handler = EnterpriseFactory(), PersonFactory()
    of_enterprise = identity.account(AccountFactory(for_enterprise=True, enterprise=enterprise, person=handler).pk)
    own = identity.account(AccountFactory(person=handler).pk)
    party = identity.party_of(of_enterprise)
    filed = cases.submit(
        application(publish_configured(), party=party), key="key-00000001", declared=True, by=ANA, at=MONDAY
    )
    cases.open_as_official(filed.case_id, by=office().window, at=MONDAY)

    assert seen_by(of_enterprise) == ["masked"]
    assert seen_by(own) == []


def test_pages_meet_without_gap_or_repetition(ana):
    case, by = submitted(), office().window
    for _ in range(5):
        cases.open_as_official(case.pk, by=by, at=MONDAY)

    first = identity.looks_at(ana, size=3)
    second = identity.looks_at(ana, before=first[-1].pk, size=3)

    assert len({access.pk for access in (*first, *second)}) == 5
    assert [access.pk for access in (*first, *second)] == sorted((a.pk for a in (*first, *second)), reverse=True)


def test_a_look_at_a_case_of_others_is_refused_and_not_written_down():
    case = submitted()
    stranger = replace(office().window, department=None, posts=frozenset(), grants=())

    with pytest.raises(cases.NoSuchCase):
        cases.open_as_official(case.pk, by=stranger, at=MONDAY)

    assert not Access.objects.exists()


def test_by_its_number_a_case_is_found_without_looking_anybody_up(ana):
    case = submitted()

    found = cases.find(case.number, by=office().window, at=MONDAY)

    assert [each.pk for each in found] == [case.pk]
    assert seen_by(ana) == []


@pytest.mark.parametrize("typed", [PARTY.id_number, "1101 0519 4912 3100 2x", "+86 138 0000 1234", "Ana"])
def test_a_person_is_found_by_document_phone_and_name(ana, typed: str):
    case = submitted()

    assert [each.pk for each in cases.find(typed, by=office().window, at=MONDAY)] == [case.pk]
    assert seen_by(ana) == ["found"]


@pytest.mark.parametrize("typed", ["11010519491231", "1380000", "%", "_", "' or 1=1 --", "\\x02", ""])
def test_nothing_is_found_by_a_part_or_a_pattern(typed: str):
    submitted()

    assert cases.find(typed, by=office().window, at=MONDAY) == []


def test_an_administrator_of_the_hall_reads_no_whole_data():
    case = submitted()
    reader = Grant(frozenset({cases.P.READ}), Scope())
    keeper = replace(office().window, grants=(reader, *everywhere("business", "system_administrator")))

    with pytest.raises(cases.NotAllowedToUnmask):
        cases.reveal(case.pk, purpose="verify", session="s", by=keeper, at=MONDAY)


def test_whole_data_are_read_where_one_may_read_them_and_not_wherever_one_sees():
    case = submitted()
    reader = Grant(frozenset({cases.P.READ}), Scope())
    elsewhere = replace(office().window, department=0, grants=(reader, *brought_by("window", department=0)))

    with pytest.raises(cases.NotAllowedToUnmask):
        cases.reveal(case.pk, purpose="verify", session="s", by=elsewhere, at=MONDAY)


def test_in_an_emergency_the_reason_is_told_and_whole_data_end_with_it(ana):
    case, reason = submitted(), "病人昏迷，急需联系家属"
    far = Actor(id="account:77", channel="desk", name="Lin", department=None, grants=everywhere("emergency"))
    cases.break_glass(case.number, reason=reason, by=far, at=MONDAY)

    cases.open_as_official(case.pk, by=far, at=LATER)
    cases.read_material(case.pk, material_id=case.materials.get().pk, by=far, at=LATER)
    late = MONDAY + timedelta(minutes=50)
    allowed = cases.reveal(case.pk, purpose="contact", session="s", by=far, at=late)
    cases.open_revealed(case.pk, allowed=allowed, by=far, at=late)

    told = identity.looks_at(ana)
    assert [access.seen for access in told] == ["whole", "material", "masked"]
    assert {(access.purpose, access.note) for access in told} == {("emergency", reason)}
    with pytest.raises(cases.NoSuchCase):
        cases.open_revealed(case.pk, allowed=allowed, by=far, at=MONDAY + timedelta(minutes=61))


@pytest.mark.parametrize("minutes", [-1, 30, 31])
def test_it_holds_for_half_an_hour(minutes: int):
    case, by = submitted(), office().window
    allowed = cases.reveal(case.pk, purpose="verify", session="s", by=by, at=MONDAY)
    then, about = MONDAY + timedelta(minutes=minutes), allowed.about

    assert identity.unmasking_in_force(about, session="s", by=by, at=then) is None
    assert identity.unmasking_in_force(about, session="s", by=by, at=MONDAY + timedelta(minutes=29)) == allowed


def test_what_was_allowed_serves_nobody_else_and_for_nothing_else():
    case, by = submitted(), office().window
    allowed = cases.reveal(case.pk, purpose="verify", session="s", by=by, at=MONDAY)

    assert identity.unmasking_in_force(allowed.about, session="t", by=by, at=LATER) is None
    assert identity.unmasking_in_force("case:0", session="s", by=by, at=LATER) is None
    assert identity.unmasking_in_force(allowed.about, session="s", by=office().site, at=LATER) is None
    for unfit in (Unmasking(about="case:0"), Unmasking(about=allowed.about, actor="account:0", until=allowed.until)):
        with pytest.raises(cases.NoSuchCase):
            cases.open_revealed(case.pk, allowed=unfit, by=by, at=LATER)


def test_what_for_has_to_be_said():
    case = submitted()

    with pytest.raises(InvalidInput) as refused:
        cases.reveal(case.pk, purpose="complaint", note="投诉", session="s", by=office().window, at=MONDAY)

    assert list(refused.value.faults) == ["note"]
    assert not Unmasking.objects.exists()


@pytest.mark.parametrize("statement", ["update identity_access set actor = 'x'", "delete from identity_access"])
def test_what_was_written_down_is_never_changed(statement: str):
    cases.open_as_official(submitted().pk, by=office().window, at=MONDAY)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def forgotten_keys() -> Iterator[None]:
    """Keys that a test made are unknown to the tests after it."""
    yield
    keys.forget()


@pytest.mark.usefixtures("forgotten_keys")
def test_it_is_found_after_the_keys_were_changed(ana, settings):
    settings.KEYS_REMEMBERED_SECONDS = 0
    cases.open_as_official(submitted().pk, by=office().window, at=MONDAY)
    for purpose in ("kernel.fields", "kernel.digests"):
        rotation.rotate(purpose, by=SYSTEM, at=MONDAY)
    column = next(each for each in encrypted_columns() if each.place == "identity_access.whose")

    rotation.rewrite(column)

    assert seen_by(ana) == ["masked"]


def test_the_page_is_read_from_its_index(ana):
    """Among a hundred thousand looks at others, one's own are found without reading those."""
    cases.open_as_official(submitted().pk, by=office().window, at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into identity_access (whose, at, actor, actor_name, channel, about, number, seen, fields, purpose,"
            " note) select set_byte(set_byte(set_byte(whose, 9, n % 256), 10, n / 256 % 256), 11, n / 65536), at,"
            " actor, actor_name, channel, about, number, seen, fields, purpose, note"
            " from identity_access, generate_series(1, 100000) n"
        )
        cursor.execute("analyze identity_access")
        plan = _plan_of_looks(ana)

    assert "access_by_whose" in plan
    assert "Seq Scan on identity_access" not in plan


def _plan_of_looks(account: identity.Account) -> str:
    party = identity.party_of(account)
    own = Access.objects.filter(whose=f"{party.id_type}:{party.id_number}").order_by("-id")[:21]
    return own.explain()
