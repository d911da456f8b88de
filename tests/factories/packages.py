"""A package: opening a shop, of three invented items in the departments `market`, `fire` and `city`."""

from typing import Any

import msgspec

from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from citong.organisations.models import Department, Post
from tests.factories.catalogue import MONDAY
from tests.factories.organisations import DepartmentFactory, PostFactory

Says = dict[str, Any]  # Any: a JSON document


def item(name: str, department: str, fields: Says, **changes: Any) -> catalogue.Definition:
    """An item that is handled online, with one page of these fields: name to schema, `_when` beside it."""
    layout = [{"name": name, "when": schema.get("_when", "")} for name, schema in fields.items()]
    properties = {n: {k: v for k, v in schema.items() if not k.startswith("_")} for n, schema in fields.items()}
    says = {
        "name": name,
        "item_type": "01",
        "department": department,
        "promised": {"days": 5},
        "entry_mode": "in05",
        "visits": {"window": 1, "five_star": 0},
        "legal_basis": [{"law": "某法"}],
        "results": [{"name": f"{name}证"}],
        "consult_phone": "0595-22350001",
        "supervise_phone": "12345",
        "form": {
            "schema": {
                "type": "object",
                "properties": properties,
                "required": [n for n, schema in fields.items() if not schema.get("_optional")],
            },
            "pages": [{"code": "all", "title": "情况", "fields": layout}],
        },
        "route": {"window": "window", "decision": {"department": department, "post": "approve"}},
    }
    return msgspec.convert(msgspec.to_builtins({**says, **changes}), catalogue.Definition)


NAME = {"type": "string", "title": "店名", "minLength": 2, "maxLength": 60}
PHONE = {"type": "string", "title": "手机", "format": "cn-mobile"}

FOOD = item(
    "食品经营许可",
    "market",
    {"shop": {**NAME, "maxLength": 40}, "phone": PHONE, "area": {"type": "number", "title": "面积", "minimum": 1}},
    materials=[
        {"code": "form", "name": "食品经营许可申请表", "collect": "form"},
        {
            "code": "licence",
            "name": "营业执照",
            "collect": "licence",
            "licence_type": "business-licence",
            "max_files": 3,
        },
        {"code": "plan", "name": "平面布局图", "collect": "upload", "sample_note": "手画", "necessity": "optional"},
    ],
)
FIRE = item(
    "消防安全检查",
    "fire",
    {
        "place": NAME,
        "phone": PHONE,
        "floors": {"type": "integer", "title": "几层", "minimum": 1, "_when": 'situation.size == "large"'},
        "exits": {"type": "integer", "title": "几个出口", "minimum": 1, "_when": "answers.floors > 1"},
    },
    situations=[
        {
            "code": "size",
            "question": "店有多大",
            "options": [{"code": "small", "label": "不到 300 平方米"}, {"code": "large", "label": "300 平方米以上"}],
        },
    ],
    materials=[
        {"code": "form", "name": "消防安全检查申请表", "collect": "form"},
        {"code": "licence", "name": "营业执照（副本）", "collect": "licence", "licence_type": "business-licence"},
        {"code": "drawing", "name": "平面 布局图", "collect": "upload", "sample_note": "打印", "max_files": 2},
        {
            "code": "report",
            "name": "检测报告",
            "collect": "upload",
            "sample_note": "原件",
            "when": "answers.floors > 1",
        },
    ],
    fees=[{"name": "检测费", "cents": 5000, "basis": "某规定", "when": 'situation.size == "large"'}],
)
BOARD = item(
    "户外广告",
    "city",
    {"firm": {**NAME, "minLength": 4}, "width": {"type": "number", "title": "宽", "minimum": 1, "maximum": 60}},
    situations=[
        {
            "code": "kind",
            "question": "设什么",
            "options": [{"code": "large", "label": "广告牌"}, {"code": "banner", "label": "横幅"}],
        },
        {
            "code": "position",
            "question": "设在哪里",
            "when": 'situation.kind == "large"',
            "options": [{"code": "roof", "label": "楼顶"}, {"code": "wall", "label": "墙面"}],
        },
    ],
    promised={"days": 7},
)
ITEMS = {"FOOD": FOOD, "FIRE": FIRE, "BOARD": BOARD}

SHOP: Says = {
    "name": "开餐饮店",
    "lead": "market",
    "promised_days": 15,
    "questions": [
        {
            "code": "size",
            "question": "店面有多大",
            "options": [{"code": "small", "label": "小店"}, {"code": "large", "label": "大店"}],
        },
        {
            "code": "board",
            "question": "要立广告牌吗",
            "options": [{"code": "yes", "label": "要"}, {"code": "no", "label": "不要"}],
        },
    ],
    "members": [
        {
            "key": "fire",
            "item": "FIRE",
            "situation": {"size": [{"option": "large", "when": 'situation.size == "large"'}, {"option": "small"}]},
        },
        {"key": "food", "item": "FOOD", "after": ["fire"]},
        {
            "key": "board",
            "item": "BOARD",
            "when": 'situation.board == "yes"',
            "situation": {"kind": [{"option": "large"}]},
        },
    ],
    "pages": [
        {
            "code": "operator",
            "title": "谁来开",
            "fields": [
                {"name": "shop", "of": {"food": "shop", "fire": "place", "board": "firm"}, "title": "招牌上的名字"},
                {"name": "phone", "of": {"food": "phone", "fire": "phone"}},
            ],
        }
    ],
}
LARGE = {"size": "large", "board": "yes", "board__position": "roof"}
SMALL = {"size": "small", "board": "no"}
ANSWERS: dict[str, object] = {
    "shop": "刺桐红饭店",
    "phone": "13800001234",
    "fire__floors": 2,
    "fire__exits": 3,
    "food__area": 90,
    "board__width": 8,
}


def package(**changes: Any) -> catalogue.PackageDefinition:
    """The package of opening a shop, with these changes."""
    return msgspec.convert(msgspec.to_builtins({**SHOP, **changes}), catalogue.PackageDefinition)


def publish_items() -> dict[str, catalogue.ItemVersion]:
    """The items of the shop, published in their departments, with window and decision in each."""
    for code in ("market", "fire", "city"):
        department = Department.objects.filter(code=code).first() or DepartmentFactory(code=code)
        for post, duty in (("window", Post.Duty.WINDOW), ("approve", Post.Duty.APPROVAL)):
            if not Post.objects.filter(department=department, code=post).exists():
                PostFactory(department=department, code=post, duty=duty)
    return {code: catalogue.introduce(each, code=code, by=SYSTEM, at=MONDAY) for code, each in ITEMS.items()}


def publish_shop(**changes: Any) -> catalogue.PackageVersion:
    """The package of opening a shop, published with its items, under the code `shop`."""
    publish_items()
    return catalogue.introduce_package(package(**changes), code="shop", by=SYSTEM, at=MONDAY)
