"""The batch that moves open cases: prepared by one, approved by another, moved only from where the plan says."""

import threading
from typing import Any

import pytest
from django.db import connection

from citong.cases import facade as cases
from citong.cases.jobs import move_cases_to_approved_routes
from citong.cases.models import PlannedMove, RouteChange
from citong.kernel.models import AuditEntry
from citong.organisations.models import Post
from tests.factories.cases import ANA, MONDAY, accepted, office, submitted
from tests.factories.catalogue import publish_configured
from tests.factories.organisations import PostFactory
from tests.factories.rerouting import CHI, DEE, OPINIONS, dry_run, keeper, next_version, owed, prepared, route, visited

pytestmark = pytest.mark.django_db


def test_nothing_moves_before_somebody_else_has_approved_it():
    case = accepted(version=publish_configured())
    change = prepared(next_version(route=route(OPINIONS)))

    assert cases.change_routes(change.pk, by=CHI, at=MONDAY) == 0
    with pytest.raises(cases.NeedsAnotherPerson):
        cases.approve_route_change(change.pk, by=CHI, at=MONDAY)

    assert cases.case(case.pk).route_version_id is None
    assert RouteChange.objects.get().ended_at is None


def test_approving_twice_is_approving_once_and_everything_is_on_record():
    accepted(version=publish_configured())
    change = prepared(next_version(route=route(OPINIONS)))

    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)
    cases.approve_route_change(change.pk, by=keeper(3), at=MONDAY)

    assert RouteChange.objects.get().approved_by == DEE.id
    actions = AuditEntry.objects.filter(action__startswith="cases.route_change").order_by("id")
    assert [entry.action for entry in actions] == ["cases.route_change_prepared", "cases.route_change_approved"]
    assert {entry.details["digest"] for entry in actions} == {change.digest}


def test_only_administrators_plan_approve_and_look():
    accepted(version=publish_configured())
    version, window = next_version(route=route(OPINIONS)), office().window
    change = prepared(version)

    for refused in (
        lambda: cases.dry_run_route_change("HEALTH-1", to_version=version.pk, viewer=window),
        lambda: cases.prepare_route_change("HEALTH-1", to_version=version.pk, by=window, at=MONDAY),
        lambda: cases.approve_route_change(change.pk, by=window, at=MONDAY),
        lambda: cases.give_up_route_change(change.pk, by=window, at=MONDAY),
        lambda: cases.route_change(change.pk, viewer=ANA),
    ):
        with pytest.raises(cases.NotYourPost):
            refused()


def test_one_plan_at_a_time_and_a_plan_can_be_given_up():
    accepted(version=publish_configured())
    version = next_version(route=route(OPINIONS))
    change = prepared(version)

    with pytest.raises(cases.RouteChangeUnderWay):
        prepared(version)
    cases.give_up_route_change(change.pk, by=CHI, at=MONDAY)
    with pytest.raises(cases.NothingToMove):
        cases.approve_route_change(change.pk, by=DEE, at=MONDAY)

    again = prepared(version)
    cases.approve_route_change(again.pk, by=DEE, at=MONDAY)
    with pytest.raises(cases.NothingToMove):
        cases.give_up_route_change(again.pk, by=CHI, at=MONDAY)


def test_a_case_that_has_moved_on_since_stays_on_its_way():
    case = accepted(version=publish_configured())
    change = prepared(next_version(route=route(OPINIONS)))
    visited(case)
    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)

    cases.change_routes(change.pk, by=DEE, at=MONDAY)

    planned = PlannedMove.objects.get()
    assert (planned.outcome, planned.note) == ("left", "准备好以后这件又往前走了，仍按原来的流程办。")
    assert cases.case(case.pk).route_version_id is None


def test_what_was_broken_off_goes_on_and_nothing_is_done_twice():
    publish_configured()
    moved = [accepted(key=f"key-{number}") for number in range(3)]
    change = prepared(next_version(route=route(OPINIONS)))
    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)

    left = [cases.change_routes(change.pk, by=DEE, at=MONDAY, size=1)]
    move_cases_to_approved_routes(MONDAY)
    left.append(cases.change_routes(change.pk, by=DEE, at=MONDAY))

    assert left == [2, 0]
    assert [case.steps.filter(move="change_route").count() for case in moved] == [1, 1, 1]
    assert RouteChange.objects.get().ended_at == MONDAY


def test_a_case_that_cannot_go_over_keeps_no_other_from_it():
    waiting, reviewed = submitted(version=publish_configured(), key="key-1"), accepted(key="key-2")
    PostFactory(department=waiting.department, code="window-2", duty="window")
    change = prepared(next_version(route=route(OPINIONS, window="window-2")))
    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)
    Post.objects.filter(department__code="health", code="window-2").update(code="elsewhere")

    assert cases.change_routes(change.pk, by=DEE, at=MONDAY) == 0

    outcomes = dict(PlannedMove.objects.values_list("case", "outcome"))
    assert outcomes == {waiting.pk: "left", reviewed.pk: "moved"}
    assert PlannedMove.objects.get(case=waiting).note
    assert cases.case(waiting.pk).route_version_id is None


def test_the_dry_run_asks_the_same_number_of_questions_however_many_cases_there_are(django_assert_num_queries):
    publish_configured()
    for number in range(4):
        accepted(key=f"key-{number}")
    version = next_version(route=route(OPINIONS))
    dry_run(version)

    with django_assert_num_queries(3):  # who may ask, the cases, their opinions
        assert len(dry_run(version)) == 4


@pytest.mark.django_db(transaction=True)
def test_an_opinion_given_at_the_same_instant_is_either_before_or_after_the_move():
    case = accepted(version=publish_configured())
    review, site = case.reviews.get(), office().site
    change = prepared(next_version(route=route(OPINIONS)))
    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)
    start, failures = threading.Barrier(2), []

    def run(act: Any) -> None:
        start.wait()
        try:
            act()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    acts = [
        lambda: cases.change_routes(change.pk, by=DEE, at=MONDAY),
        lambda: cases.give_opinion(review.pk, favourable=True, opinion="", by=site, at=MONDAY),
    ]
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    case, planned = cases.case(case.pk), PlannedMove.objects.get()
    assert case.stage == "opinions"
    assert owed(case) == [("opinions", "fire"), ("opinions", "market")]
    if planned.outcome == "moved":
        assert [type(failure) for failure in failures] == [cases.ReviewAlreadyGiven]
    else:
        assert failures == []
        assert case.route_version_id is None
