"""What officials do: each move by whom it belongs to, none twice, none without its reasons."""

import threading
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from citong.cases import facade as cases
from citong.cases.lifecycle import CASE
from citong.cases.models import ClockEvent, Step
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import Refusal
from citong.kernel.lifecycle import MoveNotAllowed
from citong.kernel.workdays import WorkCalendar
from citong.organisations import facade as organisations
from tests.factories.cases import ANA, BEN, MONDAY, PDF, accepted, give_all, office, submitted, upload

pytestmark = pytest.mark.django_db


def test_acceptance_starts_both_clocks_and_opens_the_first_stage():
    case = accepted()

    assert (case.promised_due_on, case.statutory_due_on) == (date(2026, 10, 1), date(2026, 10, 19))
    assert [review.step for review in case.reviews.all()] == ["site"]
    assert case.state == cases.State.IN_REVIEW


def test_only_the_receiving_post_accepts():
    case = submitted()

    with pytest.raises(cases.NotYourPost):
        cases.accept(case.pk, by=office().site, at=MONDAY)


def test_a_stage_with_two_departments_waits_for_both():
    case = accepted()
    people = office()
    cases.give_opinion(case.reviews.get(step="site").pk, favourable=True, opinion="", by=people.site, at=MONDAY)
    fire, market = case.reviews.get(step="fire"), case.reviews.get(step="market")

    cases.give_opinion(fire.pk, favourable=True, opinion="", by=people.fire, at=MONDAY)
    assert cases.case(case.pk).state == cases.State.IN_REVIEW
    cases.give_opinion(market.pk, favourable=False, opinion="面积不符", by=people.market, at=MONDAY)

    assert cases.case(case.pk).state == cases.State.TO_DECIDE


def test_a_conditional_step_is_left_out_when_its_condition_fails():
    case = submitted()
    case.answers["area"] = 60
    case.save()
    cases.accept(case.pk, by=office().window, at=MONDAY)

    cases.give_opinion(case.reviews.get().pk, favourable=True, opinion="", by=office().site, at=MONDAY)

    assert set(case.reviews.values_list("step", flat=True)) == {"site", "fire"}


def test_a_department_cannot_speak_for_another():
    case = accepted()

    with pytest.raises(cases.NotYourPost):
        cases.give_opinion(case.reviews.get().pk, favourable=True, opinion="", by=office().fire, at=MONDAY)


def test_an_opinion_is_given_once():
    case = accepted()
    review = case.reviews.get()
    cases.give_opinion(review.pk, favourable=True, opinion="", by=office().site, at=MONDAY)

    with pytest.raises(cases.ReviewAlreadyGiven):
        cases.give_opinion(review.pk, favourable=False, opinion="反悔", by=office().site, at=MONDAY)


def test_an_unfavourable_opinion_says_why():
    case = accepted()

    with pytest.raises(cases.ReasonMissing):
        cases.give_opinion(case.reviews.get().pk, favourable=False, opinion=" ", by=office().site, at=MONDAY)


def test_a_case_cannot_be_decided_before_every_department_spoke():
    case = accepted()

    with pytest.raises(Refusal):
        cases.grant(case.pk, by=office().approver, at=MONDAY)


def test_a_refusal_needs_reasons_basis_and_remedies():
    case = give_all(accepted())

    with pytest.raises(cases.ReasonMissing) as refused:
        cases.refuse(case.pk, reasons="不符合条件", basis="", remedies="", by=office().approver, at=MONDAY)

    assert refused.value.faults.keys() == {"basis", "remedies"}
    assert cases.case(case.pk).state == cases.State.TO_DECIDE


def test_a_case_is_decided_once():
    case = give_all(accepted())
    cases.grant(case.pk, by=office().approver, at=MONDAY)

    with pytest.raises(cases.NotYourPost):
        cases.grant(case.pk, by=office().approver, at=MONDAY)


def test_a_correction_names_at_least_one_gap_and_each_says_what_is_wrong():
    case = submitted()
    mute = cases.Gap(target="materials.floor_plan", title="场所平面图", problem=" ")

    for gaps in ([], [mute]):
        with pytest.raises(cases.ReasonMissing):
            cases.ask_to_correct(case.pk, gaps=gaps, by=office().window, at=MONDAY)


def test_a_second_correction_needs_its_reason():
    case = _asked_to_correct()
    cases.correct(case.pk, answers={}, materials=[("floor_plan", upload("new.pdf", PDF))], by=ANA, at=MONDAY)
    gap = cases.Gap(target="answers.area", title="经营面积", problem="与图纸不符")

    with pytest.raises(cases.AlreadyCorrected):
        cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)
    cases.ask_to_correct(case.pk, gaps=[gap], why_again="补来的图纸与申请表不一致", by=office().window, at=MONDAY)

    assert cases.case(case.pk).rounds == 2


def test_a_named_material_must_be_brought_again_and_the_old_one_stays_on_record():
    case = _asked_to_correct()
    with pytest.raises(cases.ApplicationIncomplete):
        cases.correct(case.pk, answers={}, materials=[], by=ANA, at=MONDAY)

    cases.correct(case.pk, answers={}, materials=[("floor_plan", upload("new.pdf", PDF))], by=ANA, at=MONDAY)

    assert list(case.materials.order_by("id").values_list("round", "replaced_in")) == [(0, 1), (1, None)]


def test_only_the_applicant_corrects_and_withdraws():
    case = _asked_to_correct()

    with pytest.raises(cases.NoSuchCase):
        cases.correct(case.pk, answers={}, materials=[], by=BEN, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.withdraw(case.pk, reason="", by=BEN, at=MONDAY)


def test_withdrawing_ends_the_opinions_still_owed():
    case = accepted()

    cases.withdraw(case.pk, reason="不办了", by=ANA, at=MONDAY)

    assert not case.reviews.filter(ended_at=None).exists()
    with pytest.raises(Refusal):
        cases.withdraw(case.pk, reason="", by=ANA, at=MONDAY)


def test_a_procedure_that_the_item_does_not_know_cannot_stop_the_clock():
    case = accepted()

    with pytest.raises(cases.PauseNotAllowed):
        cases.suspend(
            case.pk, procedure=cases.Procedure.AUCTION, announced_days=3, reason="拍卖", by=office().site, at=MONDAY
        )


def test_a_pause_moves_the_last_day_by_the_working_days_it_took():
    case = accepted()
    people = office()
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=5, reason="检测", by=people.site, at=MONDAY
    )
    later = MONDAY.replace(day=24)

    cases.resume(case.pk, outcome="合格", by=people.site, at=later)

    assert cases.case(case.pk).promised_due_on == date(2026, 10, 6)
    assert case.reviews.get().due_on == date(2026, 9, 29)


def test_history_cannot_be_changed():
    case = accepted()

    for table in (Step, ClockEvent):
        with pytest.raises(ProgrammingError), transaction.atomic():
            table.objects.filter(case=case).update(at=MONDAY.replace(day=1))
        with pytest.raises(ProgrammingError), transaction.atomic():
            table.objects.filter(case=case).delete()


def test_a_change_of_the_calendar_moves_due_dates_and_keeps_the_old_ones():
    case = accepted()
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)

    changed = cases.recompute_due_dates(first_day=date(2026, 9, 25), last_day=date(2026, 10, 7), by=SYSTEM, at=MONDAY)

    assert changed == 1
    assert cases.case(case.pk).promised_due_on == date(2026, 10, 9)
    assert list(case.clock_events.order_by("id").values_list("kind", "promised_due_on")) == [
        ("start", date(2026, 10, 1)),
        ("recompute", date(2026, 10, 9)),
    ]


def test_a_case_is_not_found_by_those_whom_it_does_not_concern():
    case = submitted()
    stranger = Actor(id="account:9", channel="desk", department=office().fire.department)

    with pytest.raises(cases.NoSuchCase):
        cases.open_as_official(case.pk, by=stranger, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.applicants_case(case.number, viewer=BEN)
    assert cases.search("Ana", viewer=stranger) == []


def test_a_department_that_is_asked_may_see_the_case():
    case = accepted()
    cases.give_opinion(case.reviews.get().pk, favourable=True, opinion="", by=office().site, at=MONDAY)

    assert cases.open_as_official(case.pk, by=office().fire, at=MONDAY) == case


def test_wrong_query_codes_are_answered_like_unknown_numbers_and_then_with_silence():
    case = submitted()
    code = cases.query_code_of(case)
    wrong = "000000" if code != "000000" else "000001"

    assert cases.look_up(case.number, code=code, at=MONDAY) == case
    for _ in range(5):
        with pytest.raises(cases.NoSuchCase):
            cases.look_up(case.number, code=wrong, at=MONDAY)
    with pytest.raises(cases.TooManyGuesses):
        cases.look_up(case.number, code=code, at=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.look_up("35050220260921000417X", code=code, at=MONDAY)


def test_every_state_leads_on_or_is_an_end():
    ends = {state for state in CASE.states() if CASE.is_final(state)}

    assert ends == {cases.State.WITHDRAWN, cases.State.TERMINATED, cases.State.VOIDED}


def test_the_work_of_a_post_is_ordered_by_its_due_date():
    first = submitted(key="key-00000001")
    case_version = first.item_version
    second = submitted(case_version, key="key-00000002", at=MONDAY.replace(day=18))

    tasks = cases.cases_awaited_from(office().window, states=[cases.State.SUBMITTED])

    assert [task.case.pk for task in tasks] == [second.pk, first.pk]
    after = (tasks[0].due_on, tasks[0].case.pk)
    rest = cases.cases_awaited_from(office().window, states=[cases.State.SUBMITTED], after=after)
    assert [task.case.pk for task in rest] == [first.pk]


def test_lists_take_the_same_number_of_queries_however_long(django_assert_num_queries):
    version = submitted(key="key-00000000").item_version
    for n in range(1, 6):
        submitted(version, key=f"key-0000000{n}")
    window = office().window

    with django_assert_num_queries(1):
        cases.cases_awaited_from(window, states=[cases.State.SUBMITTED])
    with django_assert_num_queries(1):
        cases.departments_cases(window)
    with django_assert_num_queries(1):
        cases.counts(window, today=date(2026, 9, 21))


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_who_close_a_stage_at_once_move_the_case_once():
    case = accepted()
    people = office()
    cases.give_opinion(case.reviews.get().pk, favourable=True, opinion="", by=people.site, at=MONDAY)
    fire, market = case.reviews.get(step="fire"), case.reviews.get(step="market")
    faults: list[Exception] = []
    start = threading.Barrier(2)

    def speak(review_id: int, who: Actor) -> None:
        start.wait()
        try:
            cases.give_opinion(review_id, favourable=True, opinion="", by=who, at=MONDAY)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=speak, args=(fire.pk, people.fire)),
        threading.Thread(target=speak, args=(market.pk, people.market)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert case.steps.filter(move="finish_review").count() == 1
    assert cases.case(case.pk).state == cases.State.TO_DECIDE


def test_a_move_that_somebody_else_made_first_is_refused_in_words():
    with pytest.raises(MoveNotAllowed, match="状态已经变了"):
        CASE.after("accept", cases.State.CLOSED)


def test_an_empty_calendar_still_knows_weekends():
    assert not WorkCalendar().is_working_day(date(2026, 9, 26))


def _asked_to_correct() -> cases.Case:
    case = submitted()
    gap = cases.Gap(target="materials.floor_plan", title="场所平面图", problem="没有标出消毒间", remedy="重新画一张")
    cases.ask_to_correct(case.pk, gaps=[gap], by=office().window, at=MONDAY)
    return case


def test_a_change_of_the_calendar_moves_what_is_not_accepted_yet_and_what_reviewers_owe():
    people_wait = submitted(key="key-00000001", at=MONDAY.replace(day=24))
    reviewed = accepted(version=people_wait.item_version, key="key-00000002", at=MONDAY.replace(day=24))
    asked = submitted(people_wait.item_version, key="key-00000003", at=MONDAY.replace(day=24))
    gap = cases.Gap(target="answers.area", title="经营面积", problem="与图纸不符")
    cases.ask_to_correct(asked.pk, gaps=[gap], by=office().window, at=MONDAY.replace(day=24))
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)

    cases.recompute_due_dates(first_day=date(2026, 9, 25), last_day=date(2026, 10, 7), by=SYSTEM, at=MONDAY)

    assert cases.case(people_wait.pk).due_on == date(2026, 9, 28)
    assert reviewed.reviews.get().due_on == date(2026, 9, 30)
    assert cases.case(asked.pk).due_on == asked.corrections.get().due_on == date(2026, 11, 12)
    assert "由 2026-09-25 改为 2026-09-28" in people_wait.clock_events.get().reason
