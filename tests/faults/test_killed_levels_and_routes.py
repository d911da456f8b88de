"""Whoever dies between the levels of government, or while open cases change their routes, leaves every case whole."""

from collections.abc import Callable
from datetime import date

import pytest

from citong.cases import facade as cases
from citong.cases.models import Case, PlannedMove, Review, Step
from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations
from tests.cases.wholeness import assert_whole
from tests.factories.cases import MONDAY, accepted, official, submitted
from tests.factories.catalogue import publish_configured
from tests.factories.linked import ITEMS, publish_levels, sent_up
from tests.factories.rerouting import CHI, DEE, OPINIONS, next_version, prepared, route
from tests.faults.deaths import DIED, die_again_and_again, split_off

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]


def forward() -> Act:
    """The last opinion of the first review sends the case up."""
    case = submitted(publish_levels())
    cases.accept(case.pk, by=official("street", "window", "Wei"), at=MONDAY)
    review, by = case.reviews.get(ended_at=None).pk, official("street", "review", "Sun")
    return lambda: cases.give_opinion(review, favourable=True, opinion="属实", by=by, at=MONDAY)


def receive_from_below() -> Act:
    lower = sent_up()
    return lambda: cases.receive_from_below(lower.pk, item=ITEMS["district"], by=SYSTEM, at=MONDAY)


def take_upper_result() -> Act:
    lower = sent_up()
    return lambda: cases.take_upper_result(lower.pk, granted=True, note="上级准予", by=SYSTEM, at=MONDAY)


def prepare_route_change() -> Act:
    version = _three_open_cases()
    return lambda: prepared(version)


def give_up_route_change() -> Act:
    change = prepared(_three_open_cases())
    return lambda: cases.give_up_route_change(change.pk, by=CHI, at=MONDAY)


def approve_route_change() -> Act:
    change = prepared(_three_open_cases())
    return lambda: cases.approve_route_change(change.pk, by=DEE, at=MONDAY)


def recompute_due_dates() -> Act:
    version = publish_configured()
    accepted(version=version)
    submitted(version, key="key-2")
    organisations.seed_calendar(by=SYSTEM, at=MONDAY)
    changed = {"first_day": date(2026, 9, 25), "last_day": date(2026, 10, 7)}
    return lambda: cases.recompute_due_dates(**changed, by=SYSTEM, at=MONDAY)


def _three_open_cases():
    """The version that has lost the first stage, in which two of three open cases stand."""
    version = publish_configured()
    for key in ("key-1", "key-2"):
        accepted(version=version, key=key)
    submitted(version, key="key-3")
    return next_version(route=route(OPINIONS))


OF_LEVELS_AND_ROUTES: dict[str, Callable[[], Act]] = {
    made.__name__: made
    for made in (
        forward, receive_from_below, take_upper_result, prepare_route_change, give_up_route_change,
        approve_route_change, recompute_due_dates,
    )
}  # fmt: skip


@pytest.mark.parametrize("verb", OF_LEVELS_AND_ROUTES)
def test_whoever_dies_between_two_writes_leaves_all_as_it_was(verb: str):
    act = OF_LEVELS_AND_ROUTES[verb]()

    assert die_again_and_again(act) >= 3
    for case in Case.objects.filter(origin=None):
        assert_whole(case.pk)


# Each case moves in a transaction of its own: who dies has moved some, wholly, and whoever comes after moves the rest.
CASE_BY_CASE = {"change_routes"}


def test_a_batch_that_dies_anywhere_has_moved_each_case_wholly_or_not_at_all_and_goes_on_there():
    change = prepared(_three_open_cases())
    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)
    moved, deaths = [], 0

    while split_off(lambda: cases.change_routes(change.pk, by=DEE, at=MONDAY), dies_after=deaths + 1) == DIED:
        deaths += 1
        moved.append(_moved_wholly(change.to_version_id))

    assert deaths > len(set(moved))
    assert moved == sorted(moved)
    assert {0, 1, 2} <= set(moved)
    assert _moved_wholly(change.to_version_id) == 3
    assert set(PlannedMove.objects.values_list("outcome", flat=True)) == {"moved"}
    change.refresh_from_db()
    assert change.ended_at == MONDAY


def _moved_wholly(version_id: int) -> int:
    """How many cases have moved; each of them with its history, its plan and its reviews, the others without any."""
    there = set(Case.objects.filter(route_version=version_id).values_list("pk", flat=True))
    assert set(Step.objects.filter(move="change_route").values_list("case", flat=True)) == there
    assert set(PlannedMove.objects.filter(outcome="moved").values_list("case", flat=True)) == there
    assert set(Review.objects.filter(stage="opinions").values_list("case", flat=True)) <= there
    assert not Review.objects.filter(case__in=there, step="site", ended_at=None).exists()
    for case in Case.objects.all():
        assert_whole(case.pk)
    return len(there)
