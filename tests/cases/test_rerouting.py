"""Open cases go over to a new route: where each stands afterwards, what counts on, what is asked anew."""

import pytest

from citong.cases import facade as cases
from citong.cases.models import Case, ClockEvent
from citong.catalogue.models import ItemVersion
from tests.factories.cases import MONDAY, accepted, give_all, office, official, submitted
from tests.factories.catalogue import asking_route, publish_configured
from tests.factories.linked import publish_level, route_of, step_up
from tests.factories.organisations import PostFactory
from tests.factories.rerouting import (
    DEE,
    FIRE,
    MARKET,
    OPINIONS,
    SUM_UP,
    VISIT,
    carried_out,
    dry_run,
    next_version,
    owed,
    prepared,
    route,
    visited,
)

pytestmark = pytest.mark.django_db


def test_the_dry_run_says_where_each_case_would_stand_and_changes_nothing():
    waiting = submitted(version=publish_configured())
    visiting, asked = accepted(key="key-2"), visited(accepted(key="key-3"))
    decided = give_all(accepted(key="key-4"))
    version = next_version(route=route(OPINIONS, SUM_UP))

    found = {plan.case.pk: (plan.before, plan.after, plan.obstacle) for plan in dry_run(version)}

    assert found == {
        waiting.pk: ("待预审", "待预审", ""),
        visiting.pk: ("现场查看（等卫生查看）", "部门会审（等消防意见、市场监管意见）", ""),
        asked.pk: ("部门会审（等消防意见、市场监管意见）", "部门会审（等消防意见、市场监管意见）", ""),
        decided.pk: ("待决定", "待决定", "审查都做完了，不再退回去补审，按原来的流程作决定。"),
    }
    assert not Case.objects.exclude(route_version=None).exists()


def test_a_case_whose_stage_is_gone_goes_on_with_the_next():
    case = accepted(version=publish_configured())

    carried_out(next_version(route=route(OPINIONS)))

    case = cases.case(case.pk)
    assert (case.stage, case.state) == ("opinions", cases.State.IN_REVIEW)
    assert owed(case) == [("opinions", "fire"), ("opinions", "market")]
    moved = case.steps.get(move="change_route")
    assert "新流程没有环节“现场查看”" in moved.note
    assert case.reviews.get(step="site").superseded_at == MONDAY
    assert give_all(case).state == cases.State.TO_DECIDE


def test_an_opinion_that_was_given_is_not_asked_again_wherever_its_step_stands_now():
    case = visited(accepted(version=publish_configured()))
    later = {"code": "again", "name": "再看", "steps": VISIT["steps"]}

    carried_out(next_version(route=route(OPINIONS, later)))

    case = give_all(cases.case(case.pk))
    assert case.state == cases.State.TO_DECIDE
    assert case.reviews.filter(step="site").count() == 1


def test_a_step_that_went_to_another_post_is_asked_anew_and_the_old_opinion_stays_on_file():
    case = visited(accepted(version=publish_configured()))
    fire = case.reviews.get(step="fire")
    cases.give_opinion(fire.pk, favourable=False, opinion="通道堵了", by=office().fire, at=MONDAY)

    elsewhere = {**OPINIONS, "steps": [{**FIRE, "department": "market"}, MARKET]}
    carried_out(next_version(route=route(VISIT, elsewhere)))

    case = cases.case(case.pk)
    assert owed(case) == [("opinions", "market"), ("opinions", "fire")]
    old = case.reviews.get(pk=fire.pk)
    assert (old.opinion, old.superseded_at) == ("通道堵了", MONDAY)
    with pytest.raises(cases.ReviewAlreadyGiven):
        cases.reopen_review(fire.pk, reason="写错了", by=office().fire, at=MONDAY)


def test_an_opinion_that_is_owed_under_both_routes_stays_owed_as_it_is():
    case = visited(accepted(version=publish_configured()))
    before = {review.step: review.pk for review in case.reviews.filter(ended_at=None)}
    more = {**FIRE, "code": "site_again", "name": "复看", "department": "health", "post": "site"}

    carried_out(next_version(route=route(VISIT, {**OPINIONS, "steps": [FIRE, MARKET, more]})))

    now = {review.step: review.pk for review in case.reviews.filter(ended_at=None)}
    assert now.keys() == {"fire", "market", "site_again"}
    assert now.items() >= before.items()


def test_a_case_whose_applicant_is_asked_for_something_keeps_its_route():
    case = accepted(version=publish_configured(route=asking_route()))
    gap = cases.Gap("answers.area", "经营面积", "与图纸不符")
    cases.ask_to_add(case.pk, gaps=[gap], by=office().site, at=MONDAY)

    (plan,) = dry_run(next_version(route=route(OPINIONS)))

    assert plan.obstacle == "审查中请申请人补正，还没有补来，按原来的流程办完。"
    assert (plan.before, plan.after) == ("现场查看（等卫生查看）", "现场查看（等卫生查看）")


def test_a_case_asked_only_after_the_plan_was_made_keeps_its_route_too():
    case = accepted(version=publish_configured(route=asking_route()))
    change = prepared(next_version(route=route(OPINIONS)))
    gap = cases.Gap("answers.area", "经营面积", "与图纸不符")
    cases.ask_to_add(case.pk, gaps=[gap], by=office().site, at=MONDAY)

    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)
    cases.change_routes(change.pk, by=DEE, at=MONDAY)

    assert "还没有补来" in cases.planned_moves(change.pk).get().note
    assert cases.case(case.pk).route_version_id is None


def test_a_case_with_nothing_left_to_ask_awaits_its_decision():
    case = visited(accepted(version=publish_configured()))

    carried_out(next_version(route=route(VISIT)))

    case = cases.case(case.pk)
    assert (case.state, case.stage) == (cases.State.TO_DECIDE, "")
    assert case.awaited_post_id in office().approver.posts
    assert owed(case) == []


def test_a_case_that_awaits_its_decision_awaits_it_of_the_new_post():
    case = give_all(accepted(version=publish_configured()))
    PostFactory(department=case.department, code="approve-2", duty="approval")

    carried_out(next_version(route=route(VISIT, OPINIONS, decision={"department": "health", "post": "approve-2"})))

    case = cases.case(case.pk)
    assert case.state == cases.State.TO_DECIDE
    assert case.awaited_post_id in official("health", "approve-2", "Ao").posts


def test_before_acceptance_it_goes_to_the_new_window_and_then_the_new_way():
    case = submitted(version=publish_configured())
    PostFactory(department=case.department, code="window-2", duty="window")

    carried_out(next_version(route=route(OPINIONS, window="window-2")))

    case = cases.case(case.pk)
    second = official("health", "window-2", "Wu")
    assert case.awaited_post_id in second.posts
    assert cases.accept(case.pk, by=second, at=MONDAY).stage == "opinions"


def test_while_the_clocks_stand_still_the_stage_changes_and_they_stay_stopped():
    case = accepted(version=publish_configured())
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=5, reason="检测", by=office().site, at=MONDAY
    )

    carried_out(next_version(route=route(OPINIONS)))

    case = cases.case(case.pk)
    assert (case.state, case.stage) == (cases.State.SUSPENDED, "opinions")
    cases.resume(case.pk, outcome="合格", by=office().fire, at=MONDAY)
    assert give_all(cases.case(case.pk)).state == cases.State.TO_DECIDE


def test_a_stopped_case_with_nothing_left_to_ask_runs_on_to_its_decision():
    case = accepted(version=publish_configured())
    cases.suspend(
        case.pk, procedure=cases.Procedure.TESTING, announced_days=5, reason="检测", by=office().site, at=MONDAY
    )

    carried_out(next_version(route=route()))

    resumed = cases.resume(case.pk, outcome="合格", by=office().approver, at=MONDAY)
    assert resumed.state == cases.State.TO_DECIDE
    assert cases.grant(case.pk, by=office().approver, at=MONDAY).result == Case.Result.GRANTED


def test_the_ledger_and_the_due_dates_do_not_change_with_the_route():
    case = accepted(version=publish_configured())
    before = (case.promised_due_on, case.statutory_due_on, case.due_on)

    carried_out(next_version(route=route(OPINIONS)))

    case = cases.case(case.pk)
    assert (case.promised_due_on, case.statutory_due_on, case.due_on) == before
    assert [event.kind for event in case.clock_events.all()] == [ClockEvent.Kind.START]


def test_what_waits_for_the_applicant_or_was_filled_in_otherwise_stays_on_its_way():
    publish_configured()
    asked = submitted(key="key-1")
    gap = cases.Gap("answers.area", "面积", "不对")
    cases.ask_to_correct(asked.pk, gaps=[gap], by=office().window, at=MONDAY)
    other = accepted(key="key-2")
    version = next_version(route=route(OPINIONS), promised={"days": 9})

    found = {plan.case.pk: plan.obstacle for plan in dry_run(version)}

    assert found[asked.pk] == "现在是“待补正”，这时候不能改流程。"
    assert found[other.pk].startswith("这件是按旧的申请要求填的")
    with pytest.raises(cases.NothingToMove):
        prepared(version)


def test_a_case_that_was_sent_up_stays_on_its_way():
    publish_level("city")
    version = publish_level("district", up="city")
    case = submitted(version)
    cases.accept(case.pk, by=official("district", "window", "Wei"), at=MONDAY)
    cases.give_opinion(
        case.reviews.get().pk, favourable=True, opinion="", by=official("district", "review", "Sun"), at=MONDAY
    )

    plan, *_ = dry_run(publish_level("district", route=route_of("district")))

    assert plan.obstacle == "现在是“已转报上级”，这时候不能改流程。"


def test_a_new_route_can_send_a_case_up():
    publish_level("city")
    publish_level("district")
    case = submitted(ItemVersion.objects.get(item__code="DISTRICT-1", status="published"))
    cases.accept(case.pk, by=official("district", "window", "Wei"), at=MONDAY)
    only_up = {**route_of("district"), "stages": [{"code": "up", "name": "转报", "steps": [step_up("city")]}]}

    carried_out(publish_level("district", route=only_up))

    assert cases.case(case.pk).state == cases.State.FORWARDED


def test_a_version_with_the_same_route_moves_nothing():
    accepted(version=publish_configured())

    assert dry_run(next_version(summary="换个说法")) == []


def test_a_case_can_be_moved_again_by_a_later_change():
    case = visited(accepted(version=publish_configured()))
    carried_out(next_version(route=route(VISIT, OPINIONS, SUM_UP)))
    carried_out(next_version(route=route(VISIT, SUM_UP)))

    case = cases.case(case.pk)
    assert owed(case) == [("sum_up", "sum_up")]
    assert give_all(case).state == cases.State.TO_DECIDE
