"""A hall of before, with people in it, is encrypted by the migrations, and brought back by undoing them."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from citong.cases import facade as cases
from citong.cases.models import FormerAnswers
from citong.identity.models import Account
from tests.factories.cases import ANA, MONDAY, PARTY, office, submitted
from tests.factories.catalogue import good_answers
from tests.factories.identity import AccountFactory
from tests.personal import plain_finds

BEFORE = [
    ("identity", "0010_sites_learn_of_second_factors"),
    ("cases", "0016_decisions_may_be_signed"),
    ("notices", "0010_identity_is_told"),
    ("organisations", "0005_general_posts"),
]


@pytest.fixture
def present() -> Iterator[None]:
    """Whatever a test leaves, the tables of today come back."""
    yield
    migrate_to_today()


def migrate_to_today() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("present")
@pytest.mark.django_db(transaction=True)
def test_a_hall_of_before_is_encrypted_and_can_be_brought_back():
    account = AccountFactory(phone="13900000003")
    case = _corrected_case()
    answers, former = case.answers, FormerAnswers.objects.get().answers

    MigrationExecutor(connection).migrate(BEFORE)

    assert _plain("select party_id_number, contact_phone from cases_case") == [(PARTY.id_number, PARTY.phone)]
    assert json.loads(_plain("select answers from cases_case")[0][0]) == answers
    assert _plain("select phone, login from identity_account") == [("13900000003", "13900000003")]
    assert (
        json.loads(_plain("select details -> 'answers_before' from cases_step where move = 'correct'")[0][0]) == former
    )
    assert {"cases_case.party_id_number", "identity_account.login", "cases_step.details"} <= {*plain_finds()}

    migrate_to_today()

    assert plain_finds() == []
    found = cases.case(case.pk)
    assert (found.party_id_number, found.contact_phone, found.answers) == (PARTY.id_number, PARTY.phone, answers)
    assert FormerAnswers.objects.get().answers == former
    assert Account.objects.get(login="13900000003").pk == account.pk
    assert _plain("select count(*) from cases_step where details ? 'answers_before'") == [(0,)]


def _corrected_case() -> cases.Case:
    """A case whose applicant has corrected an answer."""
    case = submitted()
    gaps = [cases.Gap("answers.place_name", "场所名称", "写得不对")]
    cases.ask_to_correct(case.pk, gaps=gaps, by=office().window, at=MONDAY)
    cases.correct(case.pk, answers=good_answers(place_name="刺桐新店"), materials=[], by=ANA, at=MONDAY)
    return cases.case(case.pk)


def _plain(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
