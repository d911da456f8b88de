"""An item's life: it gets a code, a draft, a publication, further versions, and one day it is withdrawn."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Max

from citong.identity import facade as identity
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.outbox import publish as tell
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import CannotBePublished, ItemExists, ItemIsWithdrawn, NoSuchItem, NotADraft
from ..facts import ItemPublished, ItemWithdrawn
from ..models import Item, ItemVersion, SearchEntry
from ..queries import definition_of, faults_of_upper_items
from ..queries.items import unknown_topics
from ..rules.codes import fault_of_code, scheme_of
from ..rules.definition import Definition, StepKind
from ..rules.faults import Fault
from ..rules.linter import RULE_OF, Finding, Guide, errors
from ..rules.permissions import P
from ..rules.publication_of_routes import posts_on, steps_of
from ..rules.stars import is_handled_online
from .permission import refuse_unless
from .rows import FOUND_BY, search_entry, summary_of

# What a post at each place of a route has to be able to do; the permissions are of a module above this one.
NEEDED_AT = {"route.window": ("cases.receive", "受理"), "route.decision.post": ("cases.decide", "作决定")}
EXAMINING = ("cases.examine", "审查")


@transaction.atomic
def create_item(code: str, *, scheme: str, department_id: int, by: Actor, at: datetime) -> Item:
    """A department takes up something new, under a code that stays with it for ever."""
    refuse_unless(P.KEEP_ITEMS, by=by, department_id=department_id)
    reason = fault_of_code(code, scheme=scheme)
    if reason:
        raise InvalidInput("事项编码有误。", faults={"code": reason})
    department = organisations.department_by_id(department_id)
    item, created = Item.objects.get_or_create(code=code, defaults={"scheme": scheme, "department": department})
    if not created:
        raise ItemExists("这个事项编码已经在用。", item=item.pk, remedy="请检查编码，或者打开已有的事项修改。")
    audit.record("catalogue.item_created", subject=ref("item", item.pk), by=by, at=at)
    return item


@transaction.atomic
def draft_version(item_id: int, *, definition: Definition, by: Actor, at: datetime) -> ItemVersion:
    """Write down what the item is to say from its next publication on; an earlier draft is written over."""
    item = _locked_item(item_id)
    refuse_unless(P.KEEP_ITEMS, by=by, department_id=item.department_id)
    _refuse_other_department(item, definition)
    newest = item.versions.aggregate(newest=Max("number"))["newest"] or 0
    draft = item.versions.filter(status=ItemVersion.Status.DRAFT).first()
    version = draft or ItemVersion(item=item, number=newest + 1)
    version.definition = msgspec.to_builtins(definition)
    for name, value in summary_of(definition).items():
        setattr(version, name, value)
    version.save()
    audit.record("catalogue.version_drafted", subject=ref("item", item.pk), by=by, at=at, number=version.number)
    return version


@transaction.atomic
def publish(version_id: int, *, by: Actor, at: datetime) -> ItemVersion:
    """From now on the item says this. The version before it is superseded; cases under that one keep it."""
    version = _locked_version(version_id)
    refuse_unless(P.KEEP_ITEMS, by=by, department_id=version.item.department_id)
    if version.status != ItemVersion.Status.DRAFT:
        raise NotADraft("只有草稿可以发布。", version=version.pk, remedy="请刷新页面，看看这一版是不是已经发布了。")
    definition = definition_of(version)
    _refuse_obstacles(definition, code=version.item.code)
    previous = version.item.versions.filter(status=ItemVersion.Status.PUBLISHED).first()
    version.item.versions.filter(status=ItemVersion.Status.PUBLISHED).update(status=ItemVersion.Status.SUPERSEDED)
    version.status, version.published_at, version.published_by = ItemVersion.Status.PUBLISHED, at, by.id
    version.save(update_fields=["status", "published_at", "published_by"])
    entry = search_entry(version.item_id, definition=definition, office=version.item.department.name)
    SearchEntry.objects.bulk_create([entry], update_conflicts=True, unique_fields=["item"], update_fields=FOUND_BY)
    audit.record("catalogue.version_published", subject=ref("item", version.item_id), by=by, at=at, version=version.pk)
    tell(ItemPublished(version.item_id, version.pk, previous.pk if previous else None))
    return version


@transaction.atomic
def withdraw_item(item_id: int, *, reason: str, by: Actor, at: datetime) -> Item:
    """The item is no longer offered. Cases under it go on; it is never published again."""
    if not reason.strip():
        raise InvalidInput("请写明取消的原因。", faults={"reason": "请写明为什么取消这个事项。"})
    item = _locked_item(item_id)
    refuse_unless(P.KEEP_ITEMS, by=by, department_id=item.department_id)
    version = item.versions.filter(status=ItemVersion.Status.PUBLISHED).first()
    item.versions.filter(status=ItemVersion.Status.PUBLISHED).update(status=ItemVersion.Status.WITHDRAWN)
    item.withdrawn_at = at
    item.save(update_fields=["withdrawn_at"])
    SearchEntry.objects.filter(item=item).delete()
    audit.record("catalogue.item_withdrawn", subject=ref("item", item.pk), by=by, at=at, reason=reason)
    tell(ItemWithdrawn(item.pk, version.pk if version else None, reason))
    return item


@transaction.atomic
def introduce(definition: Definition, *, code: str, by: Actor, at: datetime) -> ItemVersion:
    """The item under this code, new or known, says this from now on; nothing happens if it says so already."""
    department = organisations.department(definition.department)
    refuse_unless(P.KEEP_ITEMS, by=by, department_id=department.pk)
    item = Item.objects.filter(code=code).first()
    if item is None:
        item = create_item(code, scheme=scheme_of(code), department_id=department.pk, by=by, at=at)
    current = item.versions.filter(status=ItemVersion.Status.PUBLISHED).first()
    if current and definition_of(current) == definition:
        return current
    draft = draft_version(item.pk, definition=definition, by=by, at=at)
    return publish(draft.pk, by=by, at=at)


def _locked_item(item_id: int) -> Item:
    item = Item.objects.select_for_update(of=("self",)).select_related("department").filter(pk=item_id).first()
    if item is None:
        raise NoSuchItem("找不到这个事项。")
    if item.withdrawn_at:
        raise ItemIsWithdrawn(
            "这个事项已经取消。", item=item.pk, remedy="如果要重新提供这项服务，请用新的编码建立事项。"
        )
    return item


def _locked_version(version_id: int) -> ItemVersion:
    item_id = ItemVersion.objects.filter(pk=version_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise NoSuchItem("找不到事项的这一版。")
    item = _locked_item(item_id)
    version = ItemVersion.objects.get(pk=version_id)
    version.item = item
    return version


def _refuse_other_department(item: Item, definition: Definition) -> None:
    if item.department.code != definition.department:
        raise InvalidInput(
            "事项的实施部门对不上。",
            faults={"department": f"事项属于“{item.department.name}”，不能写成“{definition.department}”。"},
        )


def _refuse_obstacles(definition: Definition, *, code: str) -> None:
    broken = errors(Guide(definition, code))
    found = [*map(_fault_of, broken), *unknown_topics(definition.topics), *_wrong_posts(definition)]
    found += faults_of_upper_items(definition)
    if found:
        first = RULE_OF[broken[0].rule] if broken else None
        raise CannotBePublished(
            f"这一版还不能发布：{found[0].message}" + (f"（共 {len(found)} 处）" if len(found) > 1 else ""),
            faults={fault.path: fault.message for fault in found},
            rule=first.basis if first else "",
            remedy=first.remedy if first else "请逐条改正，再发布。",
        )


def _fault_of(found: Finding) -> Fault:
    """A finding as the person who wants to publish reads it: the rule, where, what is wrong, what to do."""
    words = f"{found.message}{found.remedy}（{found.place}，规则 {found.rule}：{RULE_OF[found.rule].title}）"
    return Fault(found.path, found.label, words)


def _wrong_posts(definition: Definition) -> list[Fault]:
    route = definition.route
    if route is None or not is_handled_online(definition):
        return []
    places = posts_on(route, department=definition.department)
    known = organisations.posts_by_keys(places.values())
    unknown = [
        Fault(path, "岗位", f"部门“{department}”没有岗位“{post}”。")
        for path, (department, post) in places.items()
        if (department, post) not in known
    ]
    forwards = {f"route.steps.{step.code}.post" for step in steps_of(route) if step.kind is StepKind.FORWARD}
    unfit = [
        Fault(path, "岗位", f"岗位“{known[key].name}”不能{NEEDED_AT.get(path, EXAMINING)[1]}，办件到了这里办不下去。")
        for path, key in places.items()
        if key in known and path not in forwards and not _is_fit(known[key], path)
    ]
    return [*unknown, *unfit]


def _is_fit(post: organisations.Post, path: str) -> bool:
    return identity.duty_confers(post.duty, NEEDED_AT.get(path, EXAMINING)[0])
