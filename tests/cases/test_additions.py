"""审查补正: a post that reviews asks the applicant for something, and what comes of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from citong.cases import facade as cases
from citong.cases.jobs import review_without_what_nobody_brought
from citong.cases.models import ClockEvent
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.models import FactRecord
from citong.organisations import facade as organisations
from tests.factories import joint, linked
from tests.factories.cases import ANA, BEN, MONDAY, PDF, accepted, give_all, office, official, upload
from tests.factories.catalogue import asking_route, good_answers, publish_configured
from tests.factories.organisations import PostFactory

pytestmark = pytest.mark.django_db

PLAN = cases.Gap("materials.floor_plan", "场所平面图", "没有标出消毒间", "重新画一张")
AREA = cases.Gap("answers.area", "经营面积", "与图纸不符")
STATUTORY = date(2026, 10, 19)
ASKED_UNTIL = date(2026, 10, 5)


def days_on(count: int) -> datetime:
    return MONDAY + timedelta(days=count)


def reviewed(**item: Any) -> cases.Case:
    """A case in review whose first two posts may ask the applicant."""
    return accepted(version=publish_configured(**{"route": asking_route(), **item}))


def asked(case: cases.Case, *gaps: cases.Gap, by: Actor | None = None, **said: Any) -> cases.Correction:
    return cases.ask_to_add(case.pk, gaps=gaps or [PLAN], by=by or office().site, **{"at": MONDAY, **said})


def brought(case: cases.Case, *, at: datetime = MONDAY, **answers: Any) -> cases.Case:
    return cases.add(case.pk, answers=answers, materials=[("floor_plan", upload("new.pdf", PDF))], by=ANA, at=at)


def opinion(case: cases.Case, step: str = "site", *, at: datetime = MONDAY) -> cases.Case:
    by = {"site": office().site, "fire": office().fire, "market": office().market}[step]
    return cases.give_opinion(case.reviews.get(step=step).pk, favourable=True, opinion="", by=by, at=at)


def in_second_stage(**item: Any) -> cases.Case:
    return opinion(reviewed(**item))


def told() -> list[str]:
    return [name.rpartition(".")[2] for name in FactRecord.objects.order_by("id").values_list("name", flat=True)]


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


def test_the_opinion_waits_for_the_answer_and_is_then_given():
    case = reviewed()
    asked(case)

    with pytest.raises(cases.ApplicantAsked, match="还没有补来"):
        opinion(case)
    brought(case, at=days_on(1))

    assert case.materials.get(replaced_in=1).round == 0
    assert case.materials.get(replaced_in=None).round == 1
    assert case.corrections.get().answered_at == days_on(1)
    assert told()[-1] == "CaseAddedTo"
    assert opinion(case, at=days_on(1)).stage == "opinions"


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


def working_days_later(day: date | None, more: int) -> date:
    """So many working days later."""
    assert day is not None
    calendar = organisations.work_calendar()
    while more:
        day += timedelta(days=1)
        more -= calendar.is_working_day(day)
    return day


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


def test_a_stranger_answers_nothing_and_nobody_answers_what_was_not_asked():
    case = reviewed()

    with pytest.raises(cases.NothingAsked):
        brought(case)
    asked(case)
    with pytest.raises(cases.NoSuchCase):
        cases.add(case.pk, answers={}, materials=[], by=BEN, at=MONDAY)


def test_what_was_asked_for_has_to_come():
    case = reviewed()
    asked(case)

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        cases.add(case.pk, answers={}, materials=[], by=ANA, at=MONDAY)

    assert refused.value.faults.keys() == {"materials.floor_plan"}


def test_what_nobody_asked_about_stays_as_others_have_reviewed_it():
    case = reviewed()
    asked(case, AREA)

    with pytest.raises(cases.ApplicationIncomplete) as refused:
        brought(case, area=99.5, place_name="换了名字")

    assert refused.value.faults.keys() == {"answers.place_name", "materials.floor_plan"}
    assert cases.case(case.pk).answers["area"] == good_answers()["area"]


def test_an_answer_brings_in_the_post_that_it_calls_for():
    case = accepted(version=publish_configured(route=asking_route()))
    route_was = [each.step for each in case.reviews.all()]
    asked(case, AREA)
    cases.add(case.pk, answers={"area": 60.0}, materials=[], by=ANA, at=MONDAY)
    case = opinion(case)
    assert list(case.reviews.filter(stage="opinions").values_list("step", flat=True)) == ["fire"]

    asked(case, AREA, by=office().fire, why_again="现场量过")
    cases.add(case.pk, answers={"area": 130.5}, materials=[], by=ANA, at=MONDAY)

    assert route_was == ["site"]
    assert sorted(case.reviews.filter(stage="opinions").values_list("step", flat=True)) == ["fire", "market"]
    opinion(case, "fire")
    assert opinion(case, "market").state == cases.State.TO_DECIDE


def test_a_stage_that_an_answer_makes_needless_is_still_finished_and_followed_by_the_next():
    route = asking_route()
    visit, opinions = route["stages"]
    visit["steps"][0]["when"] = "answers.area > 100"
    visit["optional"] = True
    case = accepted(version=publish_configured(route={**route, "stages": [visit, opinions]}))
    asked(case, AREA)

    cases.add(case.pk, answers={"area": 60.0}, materials=[], by=ANA, at=MONDAY)

    case = opinion(case)
    assert (case.stage, [each.step for each in case.reviews.order_by("id")]) == ("opinions", ["site", "fire"])


def test_a_renewal_counts_by_the_day_that_was_corrected():
    version = publish_configured(route=asking_route(), renews_answer="opens_on")
    case = accepted(version=version)
    asked(case, cases.Gap("answers.opens_on", "开业日期", "和旧证不一致"))

    cases.add(case.pk, answers={"opens_on": "2026-12-31"}, materials=[], by=ANA, at=MONDAY)

    assert cases.case(case.pk).renews_until == date(2026, 12, 31)


def test_who_keeps_silent_loses_nothing_but_the_chance_to_add():
    case = reviewed(addition_stops_promise=True)
    asked(case)

    review_without_what_nobody_brought(datetime(2026, 10, 5, 15, tzinfo=MONDAY.tzinfo))  # still the last day in China
    assert case.reviews.get().awaits is not None
    for _ in range(2):
        review_without_what_nobody_brought(datetime(2026, 10, 5, 17, tzinfo=MONDAY.tzinfo))

    case = cases.case(case.pk)
    assert (case.state, case.closed_at, case.reviews.get().awaits) == (cases.State.IN_REVIEW, None, None)
    assert case.corrections.get().lapsed_at is not None
    assert case.steps.filter(move="go_on_without").count() == 1
    assert told().count("AdditionsMissed") == 1
    assert case.promised_due_on is not None
    with pytest.raises(cases.NothingAsked):
        brought(case)
    assert opinion(case).stage == "opinions"


def test_nobody_goes_on_without_before_the_last_day_is_over():
    case = reviewed()
    asked(case)

    with pytest.raises(cases.TooSoon):
        cases.go_on_without(case.pk, by=SYSTEM, at=days_on(1))


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


def test_with_the_end_of_the_case_nobody_waits_any_more():
    case = reviewed()
    asked(case)

    cases.withdraw(case.pk, reason="不办了", by=ANA, at=MONDAY)
    review_without_what_nobody_brought(days_on(60))

    assert case.reviews.get().awaits is None
    assert case.corrections.get().lapsed_at is None


def test_a_licence_that_expires_meanwhile_counts_as_renewed_all_the_same():
    version = publish_configured(route=asking_route(), renews_answer="opens_on")
    case = accepted(version=version)
    cases.Case.objects.filter(pk=case.pk).update(renews_until=date(2026, 12, 1))
    asked(case)

    decided = cases.deem_renewed(case.pk, by=SYSTEM, at=days_on(90))

    assert decided.state == cases.State.GRANTED
    assert case.reviews.get().awaits is None


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
