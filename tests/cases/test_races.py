"""Two people, one case, one instant: whoever comes second sees what the first did."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from citong.cases import facade as cases
from tests.factories.cases import ANA, MONDAY, accepted, office
from tests.factories.catalogue import publish_configured

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    start = threading.Barrier(len(acts))
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_an_application_taken_back_while_an_opinion_is_given_stays_taken_back():
    case = accepted()
    review, people = case.reviews.get(), office()

    failures = at_once(
        lambda: cases.withdraw(case.pk, reason="不办了", by=ANA, at=MONDAY),
        lambda: cases.give_opinion(review.pk, favourable=True, opinion="", by=people.site, at=MONDAY),
    )

    assert cases.case(case.pk).state == cases.State.WITHDRAWN
    assert not case.reviews.filter(ended_at=None).exists()
    assert all(isinstance(failure, cases.ReviewAlreadyGiven) for failure in failures)


def test_starting_twice_at_once_begins_one_draft():
    code = publish_configured().item.code

    failures = at_once(*[lambda: cases.start(code, situation={}, by=ANA, at=MONDAY)] * 4)

    assert failures == []
    assert cases.drafts_of(ANA).count() == 1
