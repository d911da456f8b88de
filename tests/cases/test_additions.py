"""审查补正: a post that reviews asks the applicant for something, the clocks go on, and it may be taken back."""

from datetime import date, datetime
from typing import Any

import pytest

from citong.cases import facade as cases
from citong.cases.models import ClockEvent
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from tests.factories import joint, linked
from tests.factories.additions import (
    AREA,
    ASKED_UNTIL,
    PLAN,
    STATUTORY,
    asked,
    brought,
    days_on,
    in_second_stage,
    opinion,
    reviewed,
    told,
    working_days_later,
)
from tests.factories.cases import ANA, MONDAY, accepted, give_all, office, official
from tests.factories.catalogue import asking_route, publish_configured
from tests.factories.organisations import PostFactory

pytestmark = pytest.mark.django_db


def test_a_reviewing_post_asks_and_the_case_stays_in_review():
    case = reviewed()

    correction = asked(case, PLAN, AREA)

    case = cases.case(case.pk)
    assert (case.state, case.rounds, case.awaited_post) == (cases.State.IN_REVIEW, 1, None)
    assert (correction.kind, correction.due_on, len(correction.gaps)) == ("addition", ASKED_UNTIL, 2)
    assert case.reviews.get().awaits == correction
    line = case.steps.get(move="ask_to_add")
    assert (line.note, line.details["gaps"], line.details["again"]) == ("卫生查看", 2, False)
    assert told()[-1] == "AdditionsAsked"


def test_the_other_posts_of_the_stage_go_on_and_the_stage_does_not_end_without_the_one_that_waits():
    case = in_second_stage()
    asked(case, by=office().fire)

    case = opinion(case, "market")

    assert (case.state, case.stage) == (cases.State.IN_REVIEW, "opinions")
    brought(case)
    assert opinion(case, "fire").state == cases.State.TO_DECIDE


def test_nothing_is_decided_while_the_applicant_is_asked():
    case = in_second_stage()
    opinion(case, "market")
    asked(case, by=office().fire)

    with pytest.raises(cases.NotYourPost):
        cases.grant(case.pk, by=office().approver, at=MONDAY)
    assert cases.case(case.pk).state == cases.State.IN_REVIEW


@pytest.mark.parametrize("stops", [False, True])
def test_the_term_of_the_law_runs_on_and_the_promise_waits_only_where_the_item_says_so(stops):
    case = reviewed(addition_stops_promise=stops, promised={"days": 8})
    before = cases.case(case.pk)

    asked(case)

    waiting = cases.case(case.pk)
    assert waiting.statutory_due_on == before.statutory_due_on == STATUTORY
    assert waiting.promised_due_on == (None if stops else before.promised_due_on)
    assert waiting.due_on == (STATUTORY if stops else before.due_on)
    brought(case, at=days_on(3))
    after = cases.case(case.pk)
    assert after.statutory_due_on == STATUTORY
    assert after.promised_due_on == working_days_later(before.promised_due_on, 3 if stops else 0)


def test_the_opinions_still_owed_are_due_later_by_what_the_promise_waited():
    case = reviewed(addition_stops_promise=True)
    due = case.reviews.get().due_on
    asked(case)

    brought(case, at=days_on(2))

    assert case.reviews.get().due_on == working_days_later(due, 2)


def test_days_that_a_special_procedure_covers_too_are_given_once():
    case = reviewed(addition_stops_promise=True)
    due, people = case.reviews.get().due_on, office()
    asked(case)  # Monday
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=5, reason="检测", by=people.site, at=days_on(1)
    )

    brought(case, at=days_on(2))  # Wednesday, while the clocks stand still
    assert cases.case(case.pk).state == cases.State.SUSPENDED
    assert cases.case(case.pk).promised_due_on is None
    cases.resume(case.pk, outcome="合格", by=people.site, at=days_on(3))

    kinds = case.clock_events.order_by("id").values_list("kind", "procedure")
    assert list(kinds)[1:] == [("pause", "addition"), ("pause", "testing"), ("resume", "addition"), ("resume", "")]
    assert case.reviews.get().due_on == working_days_later(due, 3)
    assert cases.case(case.pk).statutory_due_on == working_days_later(STATUTORY, 2)


def test_the_applicant_has_no_longer_than_the_term_of_the_law_leaves():
    case = reviewed(addition_days=60)

    assert asked(case).due_on == working_days_later(MONDAY.date(), 19) < STATUTORY


def test_shortly_before_the_term_of_the_law_ends_nobody_is_asked_any_more():
    case = reviewed()

    with pytest.raises(cases.TooLate, match="法定期限快到了") as refused:
        asked(case, at=datetime(2026, 10, 16, 2, tzinfo=MONDAY.tzinfo))

    assert "延长期限" in refused.value.details["remedy"]
    assert not case.corrections.exists()


@pytest.mark.parametrize("who", ["window", "fire", "approver", "head"])
def test_only_a_post_that_owes_an_opinion_asks(who):
    case = reviewed()

    with pytest.raises(cases.NotYourPost):
        asked(case, by=getattr(office(), who))


def test_a_step_asks_only_where_the_route_lets_it():
    case = accepted(version=publish_configured(route=asking_route(frozenset({"fire"}))))
    site = office().site

    assert "ask_to_add" not in cases.moves_open(cases.officials_case(case.pk, viewer=site), viewer=site)
    with pytest.raises(cases.NotYourPost, match="可以请申请人补正"):
        asked(case)
    asked(opinion(case), by=office().fire)


def test_whoever_has_given_the_opinion_asks_no_more_unless_it_is_taken_back():
    case = in_second_stage()
    people = office()
    opinion(case, "fire")

    with pytest.raises(cases.NotYourPost):
        asked(case, by=people.fire)
    cases.reopen_review(case.reviews.get(step="fire").pk, reason="看漏了", by=people.fire, at=MONDAY)

    assert asked(case, by=people.fire).round == 1


def test_one_post_asks_at_a_time_and_a_second_notice_says_why_it_comes_late():
    route = asking_route(frozenset({"fire", "market"}))
    case = opinion(accepted(version=publish_configured(route=route)))
    asked(case, by=office().fire)

    with pytest.raises(cases.ApplicantAsked):
        asked(case, AREA, by=office().market, why_again="现场量过")
    brought(case)
    with pytest.raises(cases.AlreadyCorrected):
        asked(case, AREA, by=office().market)

    again = asked(case, AREA, by=office().market, why_again="图纸补来以后才看得出")
    assert (again.round, again.why_again) == (2, "图纸补来以后才看得出")


def test_a_notice_names_what_is_wanted_and_why():
    case = reviewed()

    for gaps in ([], [cases.Gap("answers.area", "经营面积", " ")]):
        with pytest.raises(cases.ReasonMissing):
            cases.ask_to_add(case.pk, gaps=gaps, by=office().site, at=MONDAY)

    assert case.reviews.get().awaits is None


def test_the_upper_level_does_not_ask_again():
    linked.publish_level("city")
    linked.publish_level("district", up="city", route=_asking(linked.route_of("district", up="city")))
    lower = linked.sent_up(linked.publish_level("street", up="district"))
    upper = cases.receive_from_below(lower.pk, item=linked.ITEMS["district"], by=SYSTEM, at=MONDAY)
    by = official("district", "review", "Sun")

    assert "ask_to_add" not in cases.moves_open(cases.officials_case(upper.pk, viewer=by), viewer=by)
    with pytest.raises(cases.MaterialsShared, match="不能再向申请人要材料"):
        asked(upper, by=by)


def _asking(route: dict[str, Any]) -> dict[str, Any]:
    first, *rest = route["stages"]
    steps = [{**step, "may": ["opinion", "correct"]} for step in first["steps"]]
    return {**route, "stages": [{**first, "steps": steps}, *rest]}


def test_a_member_of_a_whole_is_asked_by_the_lead_alone():
    whole = joint.accepted()
    case = cases.Case.objects.filter(joint=whole, state=cases.State.TO_DECIDE).earliest("id")

    with pytest.raises(cases.MaterialsShared, match="牵头单位统一收"):
        asked(case, by=joint.approver(case.department.code))


@pytest.mark.parametrize("who", ["site", "head"])
def test_what_was_asked_is_taken_back_and_the_promise_never_waited(who):
    case = reviewed(addition_stops_promise=True)
    before = cases.case(case.pk).promised_due_on
    asked(case)

    cases.annul_addition(case.pk, reason="图上有，看漏了", by=getattr(office(), who), at=days_on(2))

    case = cases.case(case.pk)
    assert case.promised_due_on == before
    assert case.clock_events.latest("id").kind == ClockEvent.Kind.ANNUL
    assert case.corrections.get().taken_back_at == days_on(2)
    undoing, mistake = case.steps.get(move="annul_addition"), case.steps.get(move="ask_to_add")
    assert (undoing.note, undoing.details["undone"]) == ("图上有，看漏了", mistake.pk)
    assert told()[-1] == "MoveTakenBack"
    assert asked(case, AREA).round == 2  # what was taken back does not make the next one a second
    with pytest.raises(cases.ApplicantAsked):
        opinion(case)


@pytest.mark.parametrize(("who", "reason"), [("fire", "看漏了"), ("approver", "看漏了"), ("site", " ")])
def test_it_is_taken_back_by_whoever_asks_and_with_a_reason(who, reason):
    case = reviewed()
    asked(case)

    with pytest.raises((cases.NotYourPost, cases.ReasonMissing)):
        cases.annul_addition(case.pk, reason=reason, by=getattr(office(), who), at=MONDAY)

    assert case.reviews.get().awaits is not None


def test_a_post_that_takes_the_review_over_takes_over_what_was_asked():
    case = reviewed()
    asked(case)
    post = PostFactory(department=case.department, code="site-2", duty="review")
    review = case.reviews.get()
    cases.reassign_review(review.pk, post_id=post.pk, reason="出差", by=office().head, at=MONDAY)
    other = official("health", "site-2", "Sue")

    with pytest.raises(cases.ApplicantAsked):
        cases.give_opinion(review.pk, favourable=True, opinion="", by=other, at=MONDAY)

    cases.annul_addition(case.pk, reason="图上有", by=other, at=MONDAY)
    assert cases.give_opinion(review.pk, favourable=True, opinion="", by=other, at=MONDAY).stage == "opinions"


def test_a_change_of_the_calendar_moves_the_applicants_last_day():
    case = reviewed()
    correction = asked(case, at=MONDAY)
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)

    cases.recompute_due_dates(first_day=date(2026, 9, 25), last_day=date(2026, 10, 7), by=SYSTEM, at=MONDAY)

    correction.refresh_from_db()
    assert correction.due_on == working_days_later(MONDAY.date(), 10) > ASKED_UNTIL
    assert case.clock_events.filter(reason__contains="请申请人补正的最后一天由 2026-10-05 改为").exists()


def test_a_review_that_waits_for_the_applicant_is_not_late_and_not_the_next_to_do():
    case = reviewed()
    site, later = office().site, date(2026, 10, 30)
    assert cases.counts(site, today=later).late == 1
    asked(case)

    assert cases.counts(site, today=later).late == 0
    assert cases.counts(site, today=later).to_review == 1
    assert cases.next_task(site) is None
    assert cases.cases_asked_of(ANA) == {case.pk}


def test_an_opinion_of_a_later_step_is_no_longer_asked_for_once_all_is_given():
    case = give_all(reviewed())

    with pytest.raises(cases.NotYourPost):
        asked(case)
