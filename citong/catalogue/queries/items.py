"""Which items there are: under a code, a topic, a department."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Func, Q, QuerySet

from ..errors import NoSuchItem
from ..models import ItemVersion, Topic
from ..rules.definition import Audience
from ..rules.faults import Fault
from ..rules.stars import ONLINE_FROM, WHOLLY_ONLINE_FROM

PUBLISHED = ItemVersion.Status.PUBLISHED


@dataclass(frozen=True)
class TopicItems:
    """A topic, and how many items are published under it."""

    topic: Topic
    items: int


@dataclass(frozen=True)
class DepartmentItems:
    """A department, and how many items it has published."""

    id: int
    code: str
    name: str
    short_name: str
    items: int


@dataclass(frozen=True)
class OnlineRates:
    """How many items are published, and how many of them have three stars and more, four and more."""

    published: int
    online: int
    wholly_online: int


def published(code: str) -> ItemVersion:
    """The version in force of the item under this code, with item and department."""
    return _one(_joined().filter(status=PUBLISHED, item__code=code))


def version(version_id: int) -> ItemVersion:
    """A version, whatever its status, with item and department."""
    return _one(_joined().filter(pk=version_id))


def published_number(item_id: int) -> int | None:
    """The number of the version in force, to see whether a form has been overtaken; None when there is none."""
    return ItemVersion.objects.filter(item=item_id, status=PUBLISHED).values_list("number", flat=True).first()


def numbered(code: str, *, number: int) -> int | None:
    """The id of this public version of an item; None when there never was one."""
    public = ItemVersion.objects.exclude(status=ItemVersion.Status.DRAFT)
    return public.filter(item__code=code, number=number).values_list("pk", flat=True).first()


def versions_of(item_id: int) -> QuerySet[ItemVersion]:
    """All versions of an item, newest first, without their definitions."""
    return _joined().defer("definition").filter(item=item_id).order_by("-number")


def published_versions() -> QuerySet[ItemVersion]:
    """Everything in force, by name, with item and department, without the definitions."""
    return _joined().defer("definition").filter(status=PUBLISHED).order_by("name", "id")


def items_of_topic(code: str) -> QuerySet[ItemVersion]:
    """What is published under a topic, by name."""
    return published_versions().filter(topics__contains=[code])


def items_of_department(department_id: int) -> QuerySet[ItemVersion]:
    """What a department has published, by name."""
    return published_versions().filter(item__department=department_id)


def popular(codes: Sequence[str]) -> list[ItemVersion]:
    """The published ones among these items, in the order given: what is popular is counted elsewhere."""
    found = {each.item.code: each for each in published_versions().filter(item__code__in=codes)}
    return [found[code] for code in codes if code in found]


def topic(code: str) -> Topic:
    """The topic under this code."""
    found = Topic.objects.filter(pk=code).first()
    if found is None:
        raise NoSuchItem("找不到这个主题。")
    return found


def unknown_topics(codes: Sequence[str]) -> list[Fault]:
    """A fault for each code that is no topic."""
    known = set(Topic.objects.filter(pk__in=codes).order_by("pk").values_list("pk", flat=True))
    return [Fault(f"topics.{code}", "服务主题", f"没有“{code}”这个主题。") for code in codes if code not in known]


def topics(kind: str) -> list[TopicItems]:
    """The topics of a kind in their order, each with the number of items published under it; two queries."""
    return _counted(Topic.objects.filter(kind=kind))


def events() -> list[TopicItems]:
    """The events in the lives of people and businesses, in their order, with their numbers of items; two queries."""
    return _counted(Topic.objects.filter(kind__in=[Topic.Kind.LIFE_EVENT, Topic.Kind.BUSINESS_EVENT]))


def items_by_audience() -> dict[str, int]:
    """How many items are published for persons, and for enterprises; one query."""
    counted: dict[str, int] = ItemVersion.objects.filter(status=PUBLISHED).aggregate(
        **{who.value: Count("id", filter=Q(audience__contains=[who.value])) for who in Audience}
    )
    return counted


def _counted(wanted: QuerySet[Topic]) -> list[TopicItems]:
    counts = dict(
        ItemVersion.objects.filter(status=PUBLISHED)
        .values(topic=Func(F("topics"), function="unnest"))
        .annotate(items=Count("id"))
        .order_by("topic")
        .values_list("topic", "items")
    )
    return [TopicItems(each, counts.get(each.code, 0)) for each in wanted.order_by("position", "code")]


def departments_with_items() -> list[DepartmentItems]:
    """The departments that have something published, by name, with the number."""
    rows = (
        ItemVersion.objects.filter(status=PUBLISHED)
        .values(
            dept=F("item__department"),
            code=F("item__department__code"),
            label=F("item__department__name"),
            short=F("item__department__short_name"),
        )
        .annotate(items=Count("id"))
        .order_by("label", "dept")
    )
    return [DepartmentItems(row["dept"], row["code"], row["label"], row["short"], row["items"]) for row in rows]


def online_rates() -> OnlineRates:
    """How far the published items can be handled online."""
    counted = ItemVersion.objects.filter(status=PUBLISHED).aggregate(
        published=Count("id"),
        online=Count("id", filter=Q(star__gte=ONLINE_FROM)),
        wholly_online=Count("id", filter=Q(star__gte=WHOLLY_ONLINE_FROM)),
    )
    return OnlineRates(**counted)


def _joined() -> QuerySet[ItemVersion]:
    return ItemVersion.objects.select_related("item__department")


def _one(wanted: QuerySet[ItemVersion]) -> ItemVersion:
    found = wanted.first()
    if found is None:
        raise NoSuchItem("找不到这个事项，它可能已经取消。", remedy="请按名称重新查找。")
    return found
