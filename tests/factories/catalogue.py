"""The smallest valid items: a guide, and one item that uses everything an item can have."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import factory
import msgspec
from factory.django import DjangoModelFactory

from citong.catalogue import facade as catalogue
from citong.catalogue.models import Item, ItemVersion, SearchEntry, Topic
from citong.catalogue.rules.definition import Definition, ItemType
from citong.catalogue.services.rows import search_entry, summary_of
from citong.kernel.actors import SYSTEM
from citong.organisations.models import Department, Post
from tests.factories.organisations import DepartmentFactory, PostFactory

MONDAY = datetime(2026, 9, 21, 1, tzinfo=UTC)

POSTS = {
    "health": [("window", "window"), ("site", "review"), ("approve", "approval"), ("head", "head")],
    "fire": [("review", "review")],
    "market": [("review", "review")],
}


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"topic-{n}")
    kind = Topic.Kind.PERSON
    name = factory.LazyAttribute(lambda topic: f"主题 {topic.code}")
    position = 1


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Item

    code = factory.Sequence(lambda n: f"GUIDE-{n:05d}")
    scheme = Item.Scheme.LOCAL
    department = factory.SubFactory(DepartmentFactory)


class ItemVersionFactory(DjangoModelFactory):
    """A published guide; give `says={...}` to change fields of its definition, `status="draft"` for a draft."""

    class Meta:
        model = ItemVersion
        skip_postgeneration_save = True

    class Params:
        says: dict[str, Any] = {}
        guide = factory.LazyAttribute(
            lambda version: guide_definition(department=version.item.department.code, **version.says)
        )

    item = factory.SubFactory(ItemFactory)
    number = 1
    status = ItemVersion.Status.PUBLISHED
    definition = factory.LazyAttribute(lambda version: msgspec.to_builtins(version.guide))
    name = factory.LazyAttribute(lambda version: version.guide.name)
    item_type = factory.LazyAttribute(lambda version: summary_of(version.guide)["item_type"])
    case_type = factory.LazyAttribute(lambda version: summary_of(version.guide)["case_type"])
    audience = factory.LazyAttribute(lambda version: summary_of(version.guide)["audience"])
    topics = factory.LazyAttribute(lambda version: summary_of(version.guide)["topics"])
    star = factory.LazyAttribute(lambda version: summary_of(version.guide)["star"])
    is_online = factory.LazyAttribute(lambda version: summary_of(version.guide)["is_online"])
    promised_days = factory.LazyAttribute(lambda version: summary_of(version.guide)["promised_days"])
    statutory_days = factory.LazyAttribute(lambda version: summary_of(version.guide)["statutory_days"])
    published_at = factory.LazyAttribute(lambda version: None if version.status == "draft" else MONDAY)

    @factory.post_generation
    def findable(self: ItemVersion, create: bool, _given: Any, **_: Any) -> None:
        if create and self.status == ItemVersion.Status.PUBLISHED:
            definition = msgspec.convert(self.definition, Definition)
            entry = search_entry(self.item_id, definition=definition, office=self.item.department.name)
            SearchEntry.objects.bulk_create([entry])


def guide_definition(**changes: Any) -> Definition:
    """A guide: a name, a type, a department, and nothing else."""
    says = {"name": "高龄津贴申领", "item_type": ItemType.PAYMENT, "department": "health"}
    return msgspec.convert(msgspec.to_builtins({**says, **changes}), Definition)


def drafted_guide(item: Item, **says: Any) -> ItemVersion:
    """A draft of a guide for this item."""
    definition = guide_definition(department=item.department.code, **says)
    return catalogue.draft_version(item.pk, definition=definition, by=SYSTEM, at=MONDAY)


def configured_definition(**changes: Any) -> Definition:
    """An item with all that an item can have, in department `health`, with `fire` and `market` asked along the way."""
    return msgspec.convert(msgspec.to_builtins({**CONFIGURED, **changes}), Definition)


def publish_configured(*, code: str = "HEALTH-1", **changes: Any) -> ItemVersion:
    """Publish `configured_definition(**changes)`, with the departments and posts that it names."""
    establish_departments()
    return catalogue.introduce(configured_definition(**changes), code=code, by=SYSTEM, at=MONDAY)


def establish_departments() -> dict[str, Department]:
    """The departments `health`, `fire` and `market`, with their posts; those that are there already stay."""
    departments: dict[str, Department] = {}
    for code, posts in POSTS.items():
        departments[code] = Department.objects.filter(code=code).first() or DepartmentFactory(code=code)
        for post, duty in posts:
            if not Post.objects.filter(department=departments[code], code=post).exists():
                PostFactory(department=departments[code], code=post, duty=duty)
    return departments


def good_answers(**changes: Any) -> dict[str, object]:
    """Answers that the form of `configured_definition()` accepts in the situation `FIRST`."""
    return {**ANSWERS, **changes}


FIRST = {"kind": "first", "place": "hotel"}
RENEWAL = {"kind": "renewal"}

ANSWERS: dict[str, object] = {
    "place_name": "刺桐客栈",
    "uscc": "91350502MA00000019",
    "contact_phone": "13800001234",
    "area": 120.5,
    "air_conditioning": "central",
    "duct_cleaned_on": "2026-08-01",
    "opens_on": "2026-10-01",
    "staff": [{"name": "Ana", "id_number": "11010519491231002X", "certified": True}],
    "promise": True,
}


def asking_route(steps: frozenset[str] = frozenset({"site", "fire"})) -> dict[str, Any]:
    """The configured route, with steps that may ask the applicant for something."""
    route = deepcopy(CONFIGURED["route"])
    for step in (step for stage in route["stages"] for step in stage["steps"]):
        if step["code"] in steps:
            step["may"] = ["opinion", "correct", "procedure"]
    return route


CONFIGURED: dict[str, Any] = {
    "name": "公共场所卫生许可",
    "item_type": "01",
    "department": "health",
    "basic_code": "000123009000",
    "summary": "开旅店、理发店、游泳馆之前要办的卫生许可。",
    "result_words": "公共场所卫生许可证",
    "keywords": ["卫生许可证", "开旅馆"],
    "statutory": {"days": 20},
    "promised": {"days": 8},
    "conditions": ["场所在本区内", "卫生设施符合标准"],
    "legal_basis": [{"law": "公共场所卫生管理条例", "article": "第四条"}],
    "situations": [
        {
            "code": "kind",
            "question": "办理哪一种",
            "options": [{"code": "first", "label": "第一次办"}, {"code": "renewal", "label": "到期延续"}],
        },
        {
            "code": "place",
            "question": "场所是哪一类",
            "options": [{"code": "hotel", "label": "住宿场所"}, {"code": "hair", "label": "理发店"}],
            "when": "situation.kind == 'first'",
        },
    ],
    "materials": [
        {"code": "application", "name": "卫生许可申请表", "collect": "form"},
        {
            "code": "floor_plan",
            "name": "场所平面图",
            "collect": "upload",
            "when": "situation.kind == 'first'",
            "sample_note": "标明面积和卫生设施的位置。",
            "review_points": ["标明了面积", "标明了消毒间"],
        },
        {
            "code": "water_report",
            "name": "水质检测报告",
            "collect": "upload",
            "necessity": "optional",
            "sample_note": "检测机构盖章的报告。",
        },
    ],
    "form": {
        "schema": {
            "type": "object",
            "required": ["place_name", "uscc", "contact_phone", "area", "duct_cleaned_on", "staff", "promise"],
            "properties": {
                "place_name": {"type": "string", "title": "场所名称", "minLength": 2, "maxLength": 50},
                "uscc": {"type": "string", "title": "统一社会信用代码", "format": "uscc"},
                "contact_phone": {"type": "string", "title": "联系手机", "format": "cn-mobile"},
                "area": {"type": "number", "title": "经营面积", "minimum": 1, "maximum": 100000},
                "air_conditioning": {
                    "type": "string",
                    "title": "空调",
                    "oneOf": [{"const": "none", "title": "没有"}, {"const": "central", "title": "集中空调"}],
                },
                "duct_cleaned_on": {"type": "string", "title": "风管清洗日期", "format": "date"},
                "opens_on": {"type": "string", "title": "开业日期", "format": "date"},
                "staff": {
                    "type": "array",
                    "title": "从业人员",
                    "minItems": 1,
                    "maxItems": 3,
                    "items": {
                        "type": "object",
                        "required": ["name", "id_number"],
                        "properties": {
                            "name": {"type": "string", "title": "姓名", "maxLength": 20},
                            "id_number": {"type": "string", "title": "身份证号", "format": "cn-id"},
                            "certified": {"type": "boolean", "title": "有健康证明"},
                        },
                    },
                },
                "promise": {"const": True, "title": "以上内容属实"},
            },
        },
        "pages": [
            {
                "code": "place",
                "title": "场所",
                "fields": [
                    {"name": "place_name", "prefill": "name"},
                    {"name": "uscc", "prefill": "uscc"},
                    {"name": "contact_phone", "prefill": "phone"},
                    {"name": "area"},
                    {"name": "air_conditioning", "widget": "radio"},
                    {"name": "duct_cleaned_on", "when": "answers.air_conditioning == 'central'"},
                    {"name": "opens_on", "when": "situation.kind == 'first'"},
                ],
            },
            {
                "code": "people",
                "title": "人员",
                "fields": [
                    {
                        "name": "staff",
                        "widget": "group",
                        "fields": [{"name": "name"}, {"name": "id_number"}, {"name": "certified"}],
                    },
                    {"name": "promise"},
                ],
            },
        ],
    },
    "fees": [
        {
            "name": "卫生检测费",
            "cents": 12000,
            "basis": "示例收费文件",
            "when": "situation.kind == 'first'",
        }
    ],
    "route": {
        "window": "window",
        "stages": [
            {
                "code": "visit",
                "name": "现场查看",
                "steps": [{"code": "site", "name": "卫生查看", "department": "health", "post": "site", "days": 3}],
            },
            {
                "code": "opinions",
                "name": "部门会审",
                "steps": [
                    {"code": "fire", "name": "消防意见", "department": "fire", "post": "review", "days": 3},
                    {
                        "code": "market",
                        "name": "市场监管意见",
                        "department": "market",
                        "post": "review",
                        "days": 2,
                        "when": "answers.area > 100",
                    },
                ],
            },
        ],
        "decision": {"department": "health", "post": "approve", "days": 1},
    },
    "special_procedures": [{"kind": "检测", "days": 10, "basis": "《行政许可法》第四十五条"}],
    "results": [{"name": "公共场所卫生许可证", "kind": "licence", "validity": "4 年"}],
    "remedy": "不服决定的，可以在 60 日内申请行政复议，或在 6 个月内提起行政诉讼。",
    "consult_phone": "0595-00000001",
    "supervise_phone": "0595-00000002",
    "entry_mode": "in05",
    "visits": {"window": 1, "five_star": 0},
    "letter_word": "鲤卫",
}
