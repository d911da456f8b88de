"""Proof of service, and letters that take a wrong one back."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from citong.documents import facade as documents
from citong.documents.facade import Kind, Way
from citong.documents.models import Letter, Service
from citong.documents.queries.letters import sheet_of
from citong.documents.rules.service import Handover, handover_faults, served_on
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import NotFound
from citong.kernel.files import take
from citong.kernel.models import AuditEntry, FactRecord
from tests.factories.actors import brought_by
from tests.factories.cases import PNG
from tests.factories.documents import ISSUED_AT, issue_letter
from tests.factories.organisations import DepartmentFactory

pytestmark = pytest.mark.django_db

CLERK = Actor(id="account:2", channel="desk", name="Wei", grants=brought_by("window", department=1))
CITIZEN = Actor(id="account:3", channel="portal", name="Ana")
ISSUED_ON, TODAY = date(2026, 11, 22), date(2026, 11, 30)
NOW = ISSUED_AT + timedelta(days=8)


def serve(letter, **changes):
    said = {
        "recipient": "Ana",
        "how": Way.IN_PERSON,
        "delivered_on": TODAY,
        "received_by": "Ana",
        "by": CLERK,
        "at": NOW,
    }
    return documents.record_service(letter.pk, **{**said, **changes})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({}, "", id="taken in person"),
        pytest.param({"delivered_on": ISSUED_ON}, "", id="on the day of the letter"),
        pytest.param({"delivered_on": TODAY + timedelta(days=1)}, "delivered_on", id="tomorrow"),
        pytest.param({"delivered_on": ISSUED_ON - timedelta(days=1)}, "delivered_on", id="before it was written"),
        pytest.param({"recipient": " ", "received_by": "", "how": Way.ELECTRONIC}, "recipient", id="to nobody"),
        pytest.param({"received_by": ""}, "received_by", id="taken by nobody"),
        pytest.param({"how": Way.BY_POST, "received_by": ""}, "received_by", id="by post, signed by nobody"),
        pytest.param({"received_by": "Ben"}, "relation", id="taken by somebody else"),
        pytest.param({"received_by": "Ben", "relation": "同住的成年家属"}, "", id="taken by the family"),
        pytest.param({"how": Way.ELECTRONIC, "received_by": ""}, "", id="into the mailbox"),
        pytest.param({"how": Way.LEFT_BEHIND, "received_by": ""}, "witnesses", id="left behind, unseen"),
        pytest.param(
            {"how": Way.LEFT_BEHIND, "received_by": "", "witnesses": [""]}, "witnesses", id="an empty witness"
        ),
        pytest.param({"how": Way.LEFT_BEHIND, "received_by": "", "witnesses": ["Chi"]}, "", id="left with a witness"),
        pytest.param({"how": Way.LEFT_BEHIND, "received_by": "", "has_evidence": True}, "", id="left, with a picture"),
        pytest.param({"how": Way.ANNOUNCED, "received_by": ""}, "", id="announced"),
    ],
)
def test_a_service_is_proven_as_the_law_asks(changes, field):
    said = {"recipient": "Ana", "how": Way.IN_PERSON, "delivered_on": TODAY, "received_by": "Ana", **changes}

    faults = handover_faults(Handover(**said), issued_on=ISSUED_ON, today=TODAY)

    assert list(faults) == ([field] if field else [])


@pytest.mark.parametrize("how", Way)
def test_only_what_is_announced_counts_later(how):
    days = (served_on(how, date(2026, 12, 2)) - date(2026, 12, 2)).days

    assert days == (30 if how is Way.ANNOUNCED else 0)


def test_a_service_is_kept_with_its_proof_and_told(settings, tmp_path, django_assert_num_queries):
    settings.FILES_DIR = tmp_path
    letter, unserved = issue_letter(), issue_letter(subject="case:43")
    photo = take([PNG], name="plan.png", by=CLERK, at=NOW)

    service = serve(letter, how=Way.LEFT_BEHIND, received_by="", witnesses=["Chi ", ""], evidence=[photo], note="拒收")

    with django_assert_num_queries(2):
        found = documents.services_of([letter.pk, unserved.pk])
    assert found == {letter.pk: [service], unserved.pk: []}
    assert [proof.upload for proof in found[letter.pk][0].evidence.all()] == [photo]
    assert (service.witnesses, service.served_on, service.get_how_display()) == (["Chi"], TODAY, "留置送达")
    (fact,) = FactRecord.objects.filter(name__endswith="LetterServed")
    assert fact.values["served_on"] == "2026-11-30"
    assert AuditEntry.objects.filter(action="letter.served", actor=CLERK.id).count() == 1


def test_told_twice_it_is_the_same_service():
    letter = issue_letter()

    assert serve(letter) == serve(letter, note="又一次")
    assert FactRecord.objects.filter(name__endswith="LetterServed").count() == 1


def test_a_letter_may_be_served_on_several_people():
    letter = issue_letter()
    serve(letter)
    serve(letter, recipient="Ben", received_by="Ben")

    assert [s.recipient for s in documents.services_of([letter.pk])[letter.pk]] == ["Ana", "Ben"]


def test_what_does_not_prove_it_is_refused_by_field():
    with pytest.raises(documents.ServiceIncomplete) as refusal:
        serve(issue_letter(), recipient="", received_by="", delivered_on=date(2026, 1, 1))

    assert refusal.value.faults.keys() == {"recipient", "received_by", "delivered_on"}


def test_only_officials_record_a_service():
    with pytest.raises(documents.NotAnOfficial):
        serve(issue_letter(), by=CITIZEN)


def test_records_are_not_served():
    with pytest.raises(documents.NotServed):
        serve(issue_letter(Kind.HEARING_RECORD))


def test_there_is_no_service_of_no_letter():
    with pytest.raises(NotFound):
        documents.record_service(0, recipient="Ana", how=Way.ELECTRONIC, delivered_on=TODAY, by=CLERK, at=NOW)


def test_the_database_refuses_to_change_or_remove_a_service():
    service = serve(issue_letter())

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Service.objects.update(recipient="Ben")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        service.delete()


@pytest.mark.django_db(transaction=True)
def test_a_race_to_record_one_service_makes_one():
    letter, barrier = issue_letter(), threading.Barrier(4)

    def record():
        barrier.wait()
        try:
            return serve(letter).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        made = {future.result() for future in [people.submit(record) for _ in range(4)]}

    assert len(made) == Service.objects.count() == 1


def test_a_wrong_letter_is_taken_back_by_another_with_its_own_number():
    department = DepartmentFactory(letter_word="鲤卫")
    wrong = issue_letter(department_id=department.pk)

    letter = documents.revoke_with_letter(wrong.pk, reason="日期写错了", by=CLERK, at=NOW)

    revoked = documents.letter(wrong.pk)
    assert (letter.number, letter.recipient, letter.subject) == ("鲤卫更〔2026〕1号", wrong.recipient, wrong.subject)
    assert revoked.revoked_by == letter
    assert any("《受理通知书》（鲤卫受〔2026〕1号）有误，现予撤销" in line for line in sheet_of(letter).lines())
    assert FactRecord.objects.filter(name__endswith="LetterRevoked").count() == 1


def test_a_letter_is_taken_back_once():
    wrong = issue_letter()
    documents.revoke_with_letter(wrong.pk, reason="日期写错了", by=CLERK, at=NOW)

    with pytest.raises(documents.AlreadyRevoked):
        documents.revoke_with_letter(wrong.pk, reason="还是错了", by=CLERK, at=NOW)
    assert Letter.objects.count() == 2


def test_a_letter_is_not_taken_back_without_a_reason():
    with pytest.raises(documents.LetterIncomplete):
        documents.revoke_with_letter(issue_letter().pk, reason="", by=CLERK, at=NOW)


def test_two_wrong_letters_of_one_case_are_each_taken_back():
    department = DepartmentFactory()
    wrong = [issue_letter(department_id=department.pk, occasion=name) for name in "ab"]

    numbers = {documents.revoke_with_letter(w.pk, reason="写错了", by=SYSTEM, at=NOW).number for w in wrong}

    assert len(numbers) == 2


def test_an_inspection_by_one_officer_is_no_inspection():
    with pytest.raises(documents.LetterIncomplete) as refusal:
        issue_letter(Kind.INSPECTION_RECORD, values=inspection(["王䶮"]))

    assert refusal.value.details["missing"] == ["inspectors"]


def inspection(inspectors):
    said = {"held_at": "2026-11-22T09:30:00+08:00", "place": "现场", "record": "属实", "inspectors": inspectors}
    return {"applicant": "Ana", "item": "许可", "case_number": "1", **said}
