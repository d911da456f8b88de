"""What the route lets a step do: ask for a special procedure or not, agree only after looking at every point."""

from typing import Any

import msgspec
import pytest

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.catalogue.models import ItemVersion
from citong.kernel.actors import SYSTEM
from tests.factories.cases import ANA, MONDAY, accepted, application, give_all, office
from tests.factories.catalogue import CONFIGURED, configured_definition, publish_configured

pytestmark = pytest.mark.django_db

PAUSE = {"procedure": cases.Procedure.TESTING, "announced_days": 10, "reason": "空气检测"}


def site_step(**says: Any) -> dict[str, Any]:
    """The configured route, with the first step saying this, too."""
    first, *rest = CONFIGURED["route"]["stages"]
    return {**CONFIGURED["route"], "stages": [{**first, "steps": [{**first["steps"][0], **says}]}, *rest]}


def published(**says: Any) -> ItemVersion:
    return publish_configured(route=site_step(**says))


def test_a_step_that_only_gives_its_opinion_cannot_stop_the_clocks():
    case, site = accepted(version=published(may=["opinion"])), office().site

    assert "suspend" not in cases.moves_open(cases.officials_case(case.pk, viewer=site), viewer=site)
    with pytest.raises(cases.NotYourPost, match="只提意见"):
        cases.suspend(case.pk, **PAUSE, by=site, at=MONDAY)


def test_a_step_may_ask_for_a_special_procedure_where_nothing_else_is_said():
    case, site = accepted(), office().site

    assert "suspend" in cases.moves_open(cases.officials_case(case.pk, viewer=site), viewer=site)
    assert cases.suspend(case.pk, **PAUSE, by=site, at=MONDAY).state == cases.State.SUSPENDED


def test_the_deciding_post_may_always_ask_for_a_special_procedure():
    case = give_all(accepted(version=published(may=["opinion"])))

    assert cases.suspend(case.pk, **PAUSE, by=office().approver, at=MONDAY).state == cases.State.SUSPENDED


def looked_at(case: cases.Case, ticked: list[int], *, favourable: bool = True) -> cases.Case:
    points = {"step.site": ticked}
    review = case.reviews.get(stage="visit")
    return cases.give_opinion(
        review.pk, favourable=favourable, opinion="看过了", points=points, by=office().site, at=MONDAY
    )


def test_nobody_agrees_before_every_required_point_is_looked_at():
    case = accepted(version=published(points=["有消毒间", "有排风"], required_points=True))

    with pytest.raises(cases.PointsUnticked) as refused:
        looked_at(case, [0])

    assert refused.value.faults == {"points": "没有勾选：有排风。"}
    assert looked_at(case, [0, 1]).stage == "opinions"


def test_whoever_disagrees_need_not_tick_every_point():
    case = accepted(version=published(points=["有消毒间", "有排风"], required_points=True))

    assert looked_at(case, [], favourable=False).stage == "opinions"


def test_points_that_are_not_required_may_stay_open():
    case = accepted(version=published(points=["有消毒间", "有排风"]))

    assert looked_at(case, []).stage == "opinions"


def next_version(version: ItemVersion, **changes: Any) -> ItemVersion:
    definition = configured_definition(**changes)
    draft = catalogue.draft_version(version.item_id, definition=definition, by=SYSTEM, at=MONDAY)
    return catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY)


def test_what_was_filled_in_before_only_the_route_changed_is_taken_as_it_is(django_assert_num_queries):
    first = publish_configured()
    filled_in = application(first)
    newer = next_version(first, route=site_step(days=2))
    cases.submit(application(newer), key="key-00000000", declared=True, by=ANA, at=MONDAY)

    with django_assert_num_queries(4):
        filed = cases.submit(filled_in, key="key-00000001", declared=True, by=ANA, at=MONDAY)

    assert cases.case(filed.case_id).item_version_id == newer.pk


def test_what_was_filled_in_before_the_item_changed_is_to_be_looked_at_again():
    first = publish_configured()
    filled_in = application(first)
    next_version(first, promised={"days": 9})

    with pytest.raises(cases.FormOutdated):
        cases.submit(filled_in, key="key-00000001", declared=True, by=ANA, at=MONDAY)


def test_a_version_that_never_was_is_outdated():
    filled_in = application(publish_configured())

    with pytest.raises(cases.FormOutdated):
        cases.submit(
            cases.Application(**{**vars(filled_in), "version": 99}), key="key-1", declared=True, by=ANA, at=MONDAY
        )


def test_the_present_version_costs_no_more_questions_than_before(django_assert_num_queries):
    version = publish_configured()
    cases.submit(application(version), key="key-00000000", declared=True, by=ANA, at=MONDAY)
    again = application(version)

    with django_assert_num_queries(2):
        cases.submit(again, key="key-00000001", declared=True, by=ANA, at=MONDAY)


def test_definitions_know_the_powers():
    definition = msgspec.convert(msgspec.to_builtins({**CONFIGURED, "route": site_step()}), catalogue.Definition)
    assert definition.route is not None
    assert definition.route.stages[0].steps[0].may == [catalogue.Power.OPINION, catalogue.Power.PROCEDURE]
