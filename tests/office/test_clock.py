"""What the clock does: it reminds, counts silence where that was agreed, marks what is late, follows the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from citong.kernel.actors import SYSTEM
from citong.kernel.models import FactRecord
from citong.kernel.outbox import deliver_waiting
from citong.office import facade as office
from citong.office import jobs
from citong.office.models import Countersigning, Opinion, Task
from citong.organisations import facade as organisations
from tests.factories.office import DAY, MONDAY, WEEK, issued, sent

pytestmark = pytest.mark.django_db

RULE = "《政府信息公开条例》第三十四条"
AGREES = {"silence": office.Silence.AGREES, "silence_rule": RULE}
FRIDAY, DUE, AFTER = MONDAY + 4 * DAY, MONDAY + WEEK, MONDAY + WEEK + DAY


def opinion_of(paper: Countersigning, department) -> Opinion:
    return paper.opinions.get(department=department.pk)


def test_whoever_has_not_answered_is_reminded_once_one_working_day_before(health, fire, market):
    paper = sent(health, fire, market)
    office.give_opinion(paper.pk, verdict=office.Verdict.AGREE, by=fire.head, at=MONDAY)

    reminded = []
    for day in (FRIDAY - DAY, FRIDAY, FRIDAY + timedelta(hours=1), DUE, AFTER):
        jobs.remind_of_countersignings(day)
        reminded.append(opinion_of(paper, market).reminded_at)

    assert reminded == [None, FRIDAY, FRIDAY, FRIDAY, FRIDAY]
    assert opinion_of(paper, fire).reminded_at is None
    assert paper.steps.get(move="urge").details == {"departments": [market.pk]}


def test_what_was_sent_today_for_tomorrow_is_reminded_of_tomorrow(health, fire):
    paper = sent(health, fire, days=1)

    jobs.remind_of_countersignings(MONDAY + timedelta(hours=3))
    at_once = opinion_of(paper, fire).reminded_at
    jobs.remind_of_countersignings(MONDAY + DAY)

    assert (at_once, opinion_of(paper, fire).reminded_at) == (None, MONDAY + DAY)


def test_silence_is_counted_when_the_last_day_is_over_and_only_by_the_rule(health, fire, market):
    by_rule, without = sent(health, fire, market, **AGREES), sent(health, fire)
    office.give_opinion(by_rule.pk, verdict=office.Verdict.DISAGREE, text="不行", by=fire.head, at=MONDAY)

    jobs.count_agreed_silence(DUE)
    on_the_last_day = opinion_of(by_rule, market).verdict
    jobs.count_agreed_silence(AFTER)
    jobs.count_agreed_silence(AFTER)

    counted, spoken = opinion_of(by_rule, market), opinion_of(by_rule, fire)
    assert on_the_last_day == ""
    assert (counted.verdict, counted.by_silence, counted.given_at) == ("agree", True, AFTER)
    assert (spoken.verdict, spoken.by_silence) == ("disagree", False)
    assert Countersigning.objects.get(pk=by_rule.pk).state == office.CountersigningState.ANSWERED
    assert by_rule.steps.get(move="count_silence").note == RULE
    assert opinion_of(without, fire).is_awaited
    facts = FactRecord.objects.filter(name__endswith="OpinionGiven").order_by("id")
    assert [fact.values["by_silence"] for fact in facts] == [False, True]


def test_whoever_answers_late_where_silence_means_nothing_still_answers(health, fire):
    paper = sent(health, fire)
    jobs.count_agreed_silence(AFTER)

    office.give_opinion(paper.pk, verdict=office.Verdict.AGREE, by=fire.head, at=AFTER)

    assert Countersigning.objects.get(pk=paper.pk).state == office.CountersigningState.ANSWERED


def test_after_silence_was_counted_nobody_answers_any_more(health, fire):
    paper = sent(health, fire, **AGREES)
    jobs.count_agreed_silence(AFTER)

    with pytest.raises(office.OpinionAlreadyGiven):
        office.give_opinion(paper.pk, verdict=office.Verdict.DISAGREE, text="晚了", by=fire.head, at=AFTER)


def test_what_was_withdrawn_is_left_alone_by_the_clock(health, fire, government):
    paper, task = sent(health, fire, **AGREES), issued(government.head, health)
    office.withdraw_countersigning(paper.pk, reason="改稿", by=health.review, at=MONDAY)
    office.withdraw_task(task.pk, reason="不用了", by=government.head, at=MONDAY)

    for job in (jobs.remind_of_countersignings, jobs.count_agreed_silence, jobs.mark_overdue_tasks):
        job(AFTER)

    assert (paper.steps.count(), task.steps.count()) == (2, 2)


def test_a_task_that_is_not_reported_in_time_is_marked_once_and_told(government, health):
    task = issued(government.head, health)

    for at in (DUE, AFTER, AFTER + DAY):
        jobs.mark_overdue_tasks(at)

    assert Task.objects.get(pk=task.pk).overdue_at == AFTER
    assert [step.at for step in task.steps.filter(move="mark_overdue")] == [AFTER]
    assert FactRecord.objects.get(name__endswith="TaskOverdue").values == {
        "task_id": task.pk,
        "lead_department_id": health.pk,
        "due_on": "2026-09-28",
    }


def test_a_task_that_was_reported_in_time_is_not_late_until_it_is_sent_back(government, health):
    task = issued(government.head, health)
    office.report_done(task.pk, text="好了", by=health.head, at=DUE)
    jobs.mark_overdue_tasks(AFTER)
    while_reported = Task.objects.get(pk=task.pk).overdue_at

    office.send_report_back(task.pk, reason="没有", by=government.head, at=AFTER)
    jobs.mark_overdue_tasks(AFTER)

    assert (while_reported, Task.objects.get(pk=task.pk).overdue_at) == (None, AFTER)


def test_the_clock_works_through_more_than_one_batch(monkeypatch, government, health):
    monkeypatch.setattr(jobs, "BATCH", 2)
    for _ in range(5):
        issued(government.head, health)

    jobs.mark_overdue_tasks(AFTER)

    assert not Task.objects.filter(overdue_at=None).exists()


def test_a_new_holiday_moves_open_terms_and_keeps_the_old_day(health, fire, government):
    paper, answered = sent(health, fire, government), sent(health, fire)
    office.give_opinion(paper.pk, verdict=office.Verdict.AGREE, by=fire.head, at=MONDAY)
    office.withdraw_countersigning(answered.pk, reason="改稿", by=health.review, at=MONDAY)
    task = issued(government.head, health)

    organisations.set_calendar_day(date(2026, 9, 25), is_working=False, name="台风", by=SYSTEM, at=MONDAY)
    while deliver_waiting(now=datetime(2100, 1, 1, tzinfo=UTC)):
        pass

    moved, late = Countersigning.objects.get(pk=paper.pk), Task.objects.get(pk=task.pk)
    change = {"due_from": "2026-09-28", "due_on": "2026-09-29"}
    assert (moved.due_on, late.due_on) == (date(2026, 9, 29), date(2026, 9, 29))
    assert {opinion.due_on for opinion in paper.opinions.filter(is_awaited=True)} == {date(2026, 9, 29)}
    assert opinion_of(paper, fire).due_on == date(2026, 9, 28)
    assert {part.due_on for part in task.parts.all()} == {date(2026, 9, 29)}
    assert paper.steps.get(move="recompute").details == change
    assert task.steps.get(move="recompute").details == change
    assert Countersigning.objects.get(pk=answered.pk).due_on == date(2026, 9, 28)


@pytest.mark.parametrize("day", [date(2026, 9, 18), date(2026, 9, 29), date(2026, 9, 26)])
def test_a_day_outside_the_term_moves_nothing(health, fire, government, day):
    paper, task = sent(health, fire), issued(government.head, health)

    moved = office.recompute_terms(first_day=day, last_day=day, by=SYSTEM, at=MONDAY)

    assert moved == 0
    assert (paper.steps.count(), task.steps.count()) == (1, 1)


def test_a_task_is_no_longer_late_when_the_calendar_says_so(government, health):
    task = issued(government.head, health)
    jobs.mark_overdue_tasks(AFTER)

    organisations.set_calendar_day(date(2026, 9, 28), is_working=False, name="台风", by=SYSTEM, at=AFTER)
    office.recompute_terms(first_day=date(2026, 9, 28), last_day=date(2026, 9, 28), by=SYSTEM, at=AFTER)

    assert Task.objects.get(pk=task.pk).overdue_at is None
