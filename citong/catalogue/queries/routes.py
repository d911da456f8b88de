"""The routes of items: which there are, what is drafted, and whether two versions differ in nothing else."""

from dataclasses import dataclass
from datetime import date

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from citong.kernel.crypto import sm3_hex
from citong.organisations import facade as organisations

from ..errors import NoSuchItem
from ..models import ItemVersion
from ..rules.definition import Definition, Route, RouteStep
from ..rules.faults import Fault
from ..rules.forwarding import faults_of_forwarding
from ..rules.publication_of_routes import faults_of_staffing, posts_on, route_faults, steps_of
from ..rules.stars import is_handled_online
from .items import PUBLISHED
from .versions import definition, definition_of


@dataclass(frozen=True)
class RouteDesk:
    """What lies before somebody who changes a route: the version in force, the draft if there is one, what it says.

    `token` stands for all that: whoever saves hands it back, and is refused when somebody else was faster.
    """

    published: ItemVersion
    draft: ItemVersion | None
    definition: Definition
    route: Route
    token: str


def routed_versions(part_of_name: str = "") -> QuerySet[ItemVersion]:
    """The published items that are handled along a route, by name, each with `has_draft`; without the definitions."""
    drafts = ItemVersion.objects.filter(item=OuterRef("item"), status=ItemVersion.Status.DRAFT)
    return (
        ItemVersion.objects.select_related("item__department")
        .defer("definition")
        .filter(status=PUBLISHED, is_online=True, definition__route__has_key="window")
        .filter(name__contains=part_of_name)
        .annotate(has_draft=Exists(drafts))
        .order_by("name", "id")
    )


def route_desk(item_id: int) -> RouteDesk:
    """What somebody needs who changes the route of this item."""
    current = ItemVersion.objects.select_related("item__department").filter(item=item_id, status=PUBLISHED).first()
    says = definition_of(current) if current else None
    if current is None or says is None or says.route is None or not is_handled_online(says):
        raise NoSuchItem("这个事项没有办理流程，或者还没有发布。")
    draft = ItemVersion.objects.filter(item=item_id, status=ItemVersion.Status.DRAFT).first()
    drafted = definition_of(draft).route if draft and differs_in_route_only(draft) else None
    token = token_of(draft or current)
    return RouteDesk(current, draft if drafted else None, says, drafted or says.route, token)


def route_faults_today(says: Definition, *, on: date) -> list[Fault]:
    """All that is wrong with the route of an item: by itself, and in the hall as it stands on this day; three queries
    at most."""
    if says.route is None:
        return route_faults(says)
    places = posts_on(says.route, department=says.department)
    staffed = organisations.staffed_posts(places.values(), on=on)
    unstaffed = faults_of_staffing(says.route, department=says.department, staffed=staffed)
    return [*route_faults(says), *unstaffed, *faults_of_upper_items(says)]


def faults_of_upper_items(says: Definition) -> list[Fault]:
    """What keeps a forwarding from arriving: no such item above, or it needs what was not asked here; one query."""
    wanted = [step for step in steps_of(says.route) if step.item] if says.route else []
    if not wanted:
        return []
    published = ItemVersion.objects.filter(status=PUBLISHED, item__code__in=[step.item for step in wanted])
    above = {found.item.code: found for found in published.select_related("item__department").order_by("id")}
    return [fault for step in wanted for fault in _faults_of_upper_item(says, step, above.get(step.item))]


def _faults_of_upper_item(says: Definition, step: RouteStep, found: ItemVersion | None) -> list[Fault]:
    if found is None or found.item.department.code != step.department:
        words = f"“{step.item}”不是部门“{step.department}”已经发布的事项。"
        return [Fault(f"route.steps.{step.code}.item", step.name, words)]
    return faults_of_forwarding(says, definition_of(found), step=step)


def route_draft(item_id: int) -> ItemVersion | None:
    """The draft of this item, if it changes the route and nothing else."""
    draft = ItemVersion.objects.filter(item=item_id, status=ItemVersion.Status.DRAFT).first()
    return draft if draft and differs_in_route_only(draft) else None


def differs_in_route_only(draft: ItemVersion) -> bool:
    """Whether the draft says what some public version of its item says, but for the route."""
    says = _but_for_route(definition_of(draft))
    public = ItemVersion.objects.filter(item=draft.item_id).exclude(status=ItemVersion.Status.DRAFT)
    return any(_but_for_route(definition_of(version)) == says for version in public.order_by("-number"))


def asks_the_same(version_id: int, *, other_id: int) -> bool:
    """Whether two versions ask applicants for the same and promise them the same: they differ in the route at most."""
    return version_id == other_id or _but_for_route(definition(version_id)) == _but_for_route(definition(other_id))


def token_of(version: ItemVersion) -> str:
    """Stands for what a version says: it changes with every change."""
    content = msgspec.json.encode(definition_of(version), order="deterministic")
    return sm3_hex(b"%d " % version.pk + content)


def _but_for_route(says: Definition) -> Definition:
    return msgspec.structs.replace(says, route=None)
