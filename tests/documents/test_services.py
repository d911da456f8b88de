import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from citong.documents import facade as documents
from citong.documents.facade import Kind
from citong.documents.models import Letter
from citong.kernel.actors import SYSTEM
from citong.kernel.models import AuditEntry, FactRecord
from citong.organisations.errors import NoSuchDepartment
from tests.factories.documents import ISSUED_AT, issue_letter, letter_values
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db


def test_a_letter_gets_the_number_of_its_department_kind_and_year():
    department = DepartmentFactory(letter_word="鲤卫")

    letter = issue_letter(Kind.TURNED_AWAY, department_id=department.pk)

    assert letter.number == "鲤卫不受〔2026〕1号"


def test_a_letter_issued_on_new_years_eve_in_greenwich_belongs_to_the_new_year_in_china():
    letter = issue_letter(at=datetime(2026, 12, 31, 16, 0, tzinfo=UTC))

    assert (letter.year, letter.serial) == (2027, 1)


def test_each_kind_counts_for_itself():
    department = DepartmentFactory()
    issue_letter(Kind.RECEIPT, department_id=department.pk)

    letter = issue_letter(Kind.ACCEPTANCE, department_id=department.pk)

    assert letter.serial == 1


def test_a_successor_that_keeps_the_letter_word_goes_on_counting():
    issue_letter(department_id=DepartmentFactory(letter_word="鲤卫").pk, subject="case:1")

    letter = issue_letter(department_id=DepartmentFactory(letter_word="鲤卫").pk, subject="case:2")

    assert letter.number == "鲤卫受〔2026〕2号"


def test_issuing_twice_for_one_occasion_gives_the_same_letter_and_tells_once():
    department = DepartmentFactory()
    first = issue_letter(department_id=department.pk)

    again = issue_letter(department_id=department.pk, at=ISSUED_AT + timedelta(days=1))

    assert again == first
    assert FactRecord.objects.filter(name__endswith="LetterIssued").count() == 1
    assert AuditEntry.objects.filter(action="letter.issued", subject="case:42").count() == 1


def test_a_second_occasion_gets_a_second_letter():
    department = DepartmentFactory()
    issue_letter(Kind.CORRECTION, occasion="correction-1", department_id=department.pk)

    letter = issue_letter(Kind.CORRECTION, occasion="correction-2", department_id=department.pk)

    assert letter.serial == 2


def test_the_issuing_body_is_frozen_as_it_is_today():
    department = DepartmentFactory(name="鲤城区卫生健康局", phone="0595-1")
    letter = issue_letter(department_id=department.pk)

    department.name = "另一个局"
    department.save()

    assert documents.letter(letter.pk).values["issuer"] == "鲤城区卫生健康局"


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [
        (Kind.CORRECTION, "gaps"),
        (Kind.REFUSAL, "reason"),
        (Kind.REFUSAL, "court"),
        (Kind.SPECIAL_PROCEDURE, "expected_days"),
    ],
)
def test_a_letter_that_does_not_say_what_the_law_asks_is_refused(kind, left_out):
    with pytest.raises(documents.LetterIncomplete) as refusal:
        issue_letter(kind, values=letter_values(kind, **{left_out: ""}))

    assert refusal.value.details["missing"] == [left_out]


def test_what_people_pasted_is_printed_without_what_cannot_be_seen():
    letter = issue_letter(values=letter_values(Kind.ACCEPTANCE, applicant="Ana\u200b"))

    assert letter.values["applicant"] == "Ana"


def test_a_department_that_does_not_exist_writes_no_letters():
    with pytest.raises(NoSuchDepartment):
        issue_letter(department_id=0)


def test_a_letter_that_is_rolled_back_gives_its_number_back():
    department = DepartmentFactory()
    with transaction.atomic():
        issue_letter(department_id=department.pk, subject="case:1")
        transaction.set_rollback(True)

    letter = issue_letter(department_id=department.pk, subject="case:2")

    assert letter.serial == 1


def test_a_later_letter_takes_the_place_of_an_earlier_one():
    department = DepartmentFactory()
    wrong = issue_letter(department_id=department.pk)
    right = issue_letter(department_id=department.pk, occasion="second")

    revoked = documents.revoke(wrong.pk, by_letter_id=right.pk, by=SYSTEM, at=ISSUED_AT)

    assert revoked.revoked_by == right
    assert FactRecord.objects.filter(name__endswith="LetterRevoked").count() == 1


def test_a_letter_is_replaced_once():
    department = DepartmentFactory()
    first, second, third = (issue_letter(department_id=department.pk, occasion=name) for name in ("1", "2", "3"))
    documents.revoke(first.pk, by_letter_id=second.pk, by=SYSTEM, at=ISSUED_AT)

    with pytest.raises(documents.AlreadyRevoked):
        documents.revoke(first.pk, by_letter_id=third.pk, by=SYSTEM, at=ISSUED_AT)


def test_a_letter_about_another_thing_cannot_take_its_place():
    letter, stranger = issue_letter(subject="case:1"), issue_letter(subject="case:2")

    with pytest.raises(documents.CannotReplace):
        documents.revoke(letter.pk, by_letter_id=stranger.pk, by=SYSTEM, at=ISSUED_AT)


def test_an_earlier_letter_cannot_take_the_place_of_a_later_one():
    department = DepartmentFactory()
    earlier, later = (issue_letter(department_id=department.pk, occasion=name) for name in ("1", "2"))

    with pytest.raises(documents.CannotReplace):
        documents.revoke(later.pk, by_letter_id=earlier.pk, by=SYSTEM, at=ISSUED_AT)


@pytest.mark.django_db(transaction=True)
def test_a_race_for_one_occasion_makes_one_letter_and_no_gap():
    department = DepartmentFactory()

    numbers = _at_once([{"department_id": department.pk}] * 6)

    following = issue_letter(department_id=department.pk, subject="case:43")
    assert len(set(numbers)) == 1
    assert Letter.objects.count() == 2
    assert following.serial == 2


@pytest.mark.django_db(transaction=True)
def test_a_race_for_numbers_leaves_no_gap_and_no_double():
    department = DepartmentFactory()

    _at_once([{"department_id": department.pk, "subject": f"case:{n}"} for n in range(8)])

    assert sorted(Letter.objects.values_list("serial", flat=True)) == list(range(1, 9))


def _at_once(wishes):
    barrier = threading.Barrier(len(wishes))

    def issue(wish):
        barrier.wait()
        try:
            return issue_letter(**wish).number
        finally:
            connection.close()

    with ThreadPoolExecutor(len(wishes)) as people:
        return list(people.map(issue, wishes))
