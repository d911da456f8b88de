"""A changed route: drafted as a version of the item that differs in nothing else, then published or thrown away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import ChangedMeanwhile, DraftHoldsMore, NoRouteDraft, NoSuchItem, RouteHasFaults
from ..models import Item, ItemVersion
from ..queries import definition_of, differs_in_route_only, route_draft, route_faults_today, token_of
from ..rules.definition import Definition, Route
from ..rules.permissions import P
from ..rules.publication_of_routes import with_route
from ..rules.stars import is_handled_online
from .permission import refuse_unless
from .publication import draft_version, publish


@transaction.atomic
def revise_route(item_code: str, *, route: Route, seen: str, by: Actor, at: datetime) -> ItemVersion:
    """Keep this route as the item's draft. `seen` is the token of what the editor saw: nobody writes over another."""
    item = _locked(item_code)
    refuse_unless(P.KEEP_ROUTES, by=by, department_id=item.department_id)
    current = _published(item)
    draft = item.versions.filter(status=ItemVersion.Status.DRAFT).first()
    _refuse_overtaken(draft or current, seen=seen)
    if draft and not differs_in_route_only(draft):
        raise DraftHoldsMore(
            "这个事项有一份还改了别的内容的草稿，不能在上面改流程。", remedy="请先发布那份草稿，或者请起草的人处理。"
        )
    definition = with_route(definition_of(current), route)
    _refuse_faults(definition, at=at)
    return draft_version(item.pk, definition=definition, by=by, at=at)


@transaction.atomic
def discard_route_draft(item_code: str, *, seen: str, by: Actor, at: datetime) -> None:
    """Throw the drafted route away; what is published stays."""
    item = _locked(item_code)
    refuse_unless(P.KEEP_ROUTES, by=by, department_id=item.department_id)
    draft = _drafted(item, seen=seen)
    number = draft.number
    draft.delete()
    audit.record("catalogue.route_draft_discarded", subject=ref("item", item.pk), by=by, at=at, number=number)


@transaction.atomic
def publish_route(item_code: str, *, seen: str, by: Actor, at: datetime) -> ItemVersion:
    """From now on new applications go this way, if everybody on it is there today; cases on their way keep theirs."""
    item = _locked(item_code)
    refuse_unless(P.KEEP_ROUTES, by=by, department_id=item.department_id)
    draft = _drafted(item, seen=seen)
    definition, current = definition_of(draft), definition_of(_published(item))
    if definition.route is None or definition != with_route(current, definition.route):
        raise ChangedMeanwhile(
            "这份流程起草以后，事项出了新的一版，别的内容已经变了。", remedy="请打开流程，核对后再保存一次，然后发布。"
        )
    _refuse_faults(definition, at=at)
    return publish(draft.pk, by=by, at=at)


def _locked(item_code: str) -> Item:
    item = Item.objects.select_for_update(of=("self",)).filter(code=item_code).first()
    if item is None:
        raise NoSuchItem("找不到这个事项。")
    return item


def _published(item: Item) -> ItemVersion:
    found = item.versions.filter(status=ItemVersion.Status.PUBLISHED).first()
    if found is None:
        raise NoSuchItem("这个事项没有发布，不能改流程。", remedy="请先发布事项。")
    if not is_handled_online(definition_of(found)):
        raise NoSuchItem("这个事项不在网上办理，没有流程。")
    return found


def _refuse_overtaken(version: ItemVersion, *, seen: str) -> None:
    if token_of(version) != seen:
        raise ChangedMeanwhile(
            "别人刚改过这个流程，您的改动没有保存。", remedy="请看看现在的流程，再把您的改动加上去。"
        )


def _drafted(item: Item, *, seen: str) -> ItemVersion:
    draft = route_draft(item.pk)
    if draft is None:
        raise NoRouteDraft("这个事项没有改过还没发布的流程。", remedy="请刷新页面，看看是不是已经发布或者丢弃了。")
    _refuse_overtaken(draft, seen=seen)
    return draft


def _refuse_faults(definition: Definition, *, at: datetime) -> None:
    found = route_faults_today(definition, on=timezone.localdate(at))
    if found:
        more = f"（共 {len(found)} 处）" if len(found) > 1 else ""
        raise RouteHasFaults(
            f"流程里有要改的地方：{found[0].message}{more}", faults={fault.path: fault.message for fault in found}
        )
