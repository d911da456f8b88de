"""Looking at cases by number and code: guessing many at once gains nothing, and who looked is on record."""

import threading

import pytest
from django.db import connection

from citong.cases import facade as cases
from citong.kernel.models import AuditEntry
from tests.factories.cases import MONDAY, office, submitted


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_only_five_are_looked_at():
    case = submitted()
    right = cases.query_code_of(case)
    told: list[str] = []
    start = threading.Barrier(8)

    def guess(number: int) -> None:
        wrong = f"{(int(right) + number + 1) % 1_000_000:06d}"
        start.wait()
        try:
            cases.look_up(case.number, code=wrong, at=MONDAY)
        except (cases.NoSuchCase, cases.TooManyGuesses) as refused:
            told.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["NoSuchCase"] * 5 + ["TooManyGuesses"] * 3


@pytest.mark.django_db
def test_a_look_with_number_and_code_is_recorded():
    case = submitted()

    cases.look_up(case.number, code=cases.query_code_of(case), at=MONDAY)

    entry = AuditEntry.objects.get(action="cases.look_up")
    assert (entry.subject, entry.actor) == (f"case:{case.pk}", "query_code")


@pytest.mark.django_db
def test_an_official_who_opens_a_letter_is_on_record():
    case = submitted()
    people = office()

    cases.read_letter(case.pk, letter_id=7, by=people.window, at=MONDAY)

    entry = AuditEntry.objects.get(action="cases.read_letter")
    assert (entry.subject, entry.actor, entry.details) == (f"case:{case.pk}", people.window.id, {"letter": 7})


@pytest.mark.django_db
def test_an_official_of_a_stranger_department_opens_no_letter():
    case = submitted()

    with pytest.raises(cases.NoSuchCase):
        cases.read_letter(case.pk, letter_id=7, by=office().market, at=MONDAY)

    assert not AuditEntry.objects.filter(action="cases.read_letter").exists()
