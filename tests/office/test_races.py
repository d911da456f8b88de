"""Two people, one paper, one instant: one effect, and whoever comes second is told."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from citong.kernel.actors import SYSTEM
from citong.kernel.lifecycle import MoveNotAllowed
from citong.office import facade as office
from citong.office.models import Countersigning, Task
from citong.office.services.countersigning import count_silence
from tests.factories.office import DAY, MONDAY, WEEK, issued, sent

pytestmark = pytest.mark.django_db(transaction=True)

AFTER = MONDAY + WEEK + DAY
AGREE = office.Verdict.AGREE


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


def test_two_who_answer_last_at_once_gather_it_once(health, fire, market):
    paper = sent(health, fire, market)

    failures = at_once(
        lambda: office.give_opinion(paper.pk, verdict=AGREE, by=fire.head, at=MONDAY),
        lambda: office.give_opinion(paper.pk, verdict=AGREE, by=market.head, at=MONDAY),
    )

    assert failures == []
    assert paper.steps.filter(move="gather").count() == 1
    assert Countersigning.objects.get(pk=paper.pk).state == office.CountersigningState.ANSWERED


def test_two_of_one_department_who_answer_at_once_give_one_opinion(health, fire, market):
    paper = sent(health, fire, market)

    failures = at_once(
        lambda: office.give_opinion(paper.pk, verdict=AGREE, by=fire.head, at=MONDAY),
        lambda: office.give_opinion(paper.pk, verdict=AGREE, by=fire.approver, at=MONDAY),
    )

    assert [type(failure) for failure in failures] == [office.OpinionAlreadyGiven]
    assert paper.steps.filter(move="give_opinion").count() == 1


def test_an_answer_given_while_silence_is_counted_is_one_or_the_other(health, fire):
    paper = sent(health, fire, silence=office.Silence.AGREES, silence_rule="《条例》")

    failures = at_once(
        lambda: count_silence(paper.pk, by=SYSTEM, at=AFTER),
        lambda: office.give_opinion(paper.pk, verdict=office.Verdict.DISAGREE, text="不行", by=fire.head, at=AFTER),
    )

    opinion = paper.opinions.get()
    assert (opinion.verdict, opinion.by_silence) in {("agree", True), ("disagree", False)}
    assert all(isinstance(failure, office.OpinionAlreadyGiven) for failure in failures)
    assert paper.steps.filter(move="gather").count() == 1


def test_numbers_that_are_taken_at_once_have_no_gap(health, fire):
    failures = at_once(*[lambda: sent(health, fire)] * 4)

    assert failures == []
    assert set(Countersigning.objects.values_list("number", flat=True)) == {
        f"鲤卫会〔2026〕{serial}号" for serial in (1, 2, 3, 4)
    }


def test_more_time_granted_twice_at_once_is_given_once(government, health):
    task = issued(government.head, health)
    office.ask_extension(task.pk, days=5, reason="等检测", by=health.head, at=MONDAY)

    failures = at_once(*[lambda: office.grant_extension(task.pk, by=government.head, at=MONDAY)] * 2)

    assert [type(failure) for failure in failures] == [office.NothingAsked]
    assert Task.objects.get(pk=task.pk).days == 10


def test_a_task_is_accepted_or_sent_back_but_not_both(government, health):
    task = issued(government.head, health)
    office.report_done(task.pk, text="好了", by=health.head, at=MONDAY)

    failures = at_once(
        lambda: office.accept_report(task.pk, by=government.head, at=MONDAY),
        lambda: office.send_report_back(task.pk, reason="没有", by=government.supervisor, at=MONDAY),
    )

    assert [type(failure) for failure in failures] == [MoveNotAllowed]
    assert task.steps.count() == 3


def test_what_is_sent_twice_at_once_under_one_key_is_sent_once(government, health, fire):
    failures = at_once(
        *[lambda: sent(health, fire, key="k1")] * 2, *[lambda: issued(government.head, health, key="k1")] * 2
    )

    assert failures == []
    assert (Countersigning.objects.count(), Task.objects.count()) == (1, 1)
    assert (Countersigning.objects.get().steps.count(), Task.objects.get().parts.count()) == (1, 1)
