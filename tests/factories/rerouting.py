"""Open cases of the configured item and new routes for them."""

from typing import Any

from citong.cases import facade as cases
from citong.cases.models import RouteChange
from citong.catalogue import facade as catalogue
from citong.catalogue.models import ItemVersion
from citong.kernel.actors import SYSTEM, Actor
from tests.factories.actors import everywhere
from tests.factories.cases import MONDAY, office
from tests.factories.catalogue import CONFIGURED, configured_definition

VISIT, OPINIONS = CONFIGURED["route"]["stages"]
FIRE, MARKET = OPINIONS["steps"]
SUM_UP = {
    "code": "sum_up",
    "name": "汇总",
    "steps": [{"code": "sum_up", "name": "汇总意见", "department": "health", "post": "site", "days": 1}],
}


def keeper(number: int) -> Actor:
    """An administrator; who they are differs by the number."""
    return Actor(id=f"account:{9000 + number}", channel="desk", name=f"Chi {number}", grants=everywhere("business"))


CHI, DEE = keeper(1), keeper(2)


def route(*stages: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The configured route with other stages."""
    return {**CONFIGURED["route"], "stages": list(stages), **changes}


def next_version(**changes: Any) -> ItemVersion:
    """The configured item says this from now on."""
    item = ItemVersion.objects.get(item__code="HEALTH-1", status="published").item
    draft = catalogue.draft_version(item.pk, definition=configured_definition(**changes), by=SYSTEM, at=MONDAY)
    return catalogue.publish(draft.pk, by=SYSTEM, at=MONDAY)


def dry_run(version: ItemVersion) -> list[cases.Standing]:
    """Where each open case would stand, as an administrator sees it."""
    return cases.dry_run_route_change(version.item.code, to_version=version.pk, viewer=CHI)


def prepared(version: ItemVersion) -> RouteChange:
    """A plan that waits for its approval."""
    return cases.prepare_route_change(version.item.code, to_version=version.pk, by=CHI, at=MONDAY)


def carried_out(version: ItemVersion) -> RouteChange:
    """A plan, approved and wholly carried out."""
    change = prepared(version)
    cases.approve_route_change(change.pk, by=DEE, at=MONDAY)
    assert cases.change_routes(change.pk, by=DEE, at=MONDAY) == 0
    return RouteChange.objects.get(pk=change.pk)


def owed(case: cases.Case) -> list[tuple[str, str]]:
    """The opinions that the case still waits for."""
    rows = case.reviews.filter(ended_at=None).order_by("id")
    return list(rows.values_list("stage", "step"))


def visited(case: cases.Case) -> cases.Case:
    """The case after its first stage."""
    review = case.reviews.get(stage="visit", step="site", ended_at=None)
    return cases.give_opinion(review.pk, favourable=True, opinion="", by=office().site, at=MONDAY)
