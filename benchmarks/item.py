"""The item that is applied for: a permit with a form of 24 fields, conditions, and three files to hand in."""

from typing import Any, Final

# Any: JSON documents.
Part = dict[str, Any]

CODE: Final = "BENCH-1"
DEPARTMENT: Final = "bench"
SITUATION: Final = {"kind": "first", "place": "hotel"}
MATERIALS: Final = ("floor_plan", "test_report", "water_report")


def definition(*, name: str = "公共场所卫生许可（测速用）", department: str = DEPARTMENT) -> Part:
    """What the item says."""
    return {
        "name": name,
        "item_type": "01",
        "department": department,
        "summary": "开旅店、理发店之前要办的卫生许可。",
        "statutory": {"days": 20},
        "promised": {"days": 8},
        "conditions": ["场所在本区内", "卫生设施符合标准", "从业人员有健康证明"],
        "legal_basis": [
            {"law": "公共场所卫生管理条例", "article": "第四条", "text": "国家对公共场所实行卫生许可证制度。"}
        ],
        "situations": [
            _question("kind", "办理哪一种", {"first": "第一次办", "renewal": "到期延续"}),
            _question("place", "场所是哪一类", {"hotel": "住宿场所", "hair": "理发店"})
            | {"when": "situation.kind == 'first'"},
        ],
        "materials": [_material(code) for code in MATERIALS],
        "form": {"schema": _schema(), "pages": _pages()},
        "route": {
            "window": "window",
            "stages": [
                {
                    "code": "visit",
                    "name": "现场查看",
                    "steps": [
                        {"code": "site", "name": "卫生查看", "department": department, "post": "site", "days": 3}
                    ],
                }
            ],
            "decision": {"department": department, "post": "approve", "days": 1},
        },
        "results": [{"name": "公共场所卫生许可证", "kind": "licence", "validity": "4 年"}],
        "remedy": "不服决定的，可以在 60 日内申请行政复议，或在 6 个月内提起行政诉讼。",
        "consult_phone": "0595-00000001",
        "supervise_phone": "0595-00000002",
        "entry_mode": "in05",
        "visits": {"window": 1, "five_star": 0},
    }


def answers() -> Part:
    """A form filled in as people fill it in: about 1.9 kB of JSON."""
    staff = [
        {"name": f"职工{number}", "id_number": "11010519491231002X", "job": "客房", "certified_until": "2027-05-01"}
        for number in range(8)
    ]
    return {
        "place_name": "刺桐客栈",
        "uscc": "91350502MA00000019",
        "representative": "陈阿示",
        "contact": "林阿例",
        "phone": "13800001234",
        "street": "kaiyuan",
        "community": "西湖社区",
        "address": "西街 116 号 1 至 4 层，东侧临街，入口在巷内",
        "area": 820.5,
        "rooms": 36,
        "water": "tank",
        "tank_cleaned_on": "2026-08-01",
        "air": "central",
        "duct_cleaned_on": "2026-08-01",
        "linen": "outside",
        "laundry": "示例洗涤有限公司，每天上午九点收取，第二天下午送回",
        "disinfection": ["steam", "cabinet"],
        "opens_on": "2026-12-01",
        "staff": staff,
        "notes": "一层大堂和早餐厅，二至四层客房，每层设布草间和消毒间，" * 5,
        "delivery": "post",
        "post_address": "泉州市鲤城区西街 116 号",
        "promise": True,
    }


def _question(code: str, question: str, options: dict[str, str]) -> Part:
    return {
        "code": code,
        "question": question,
        "options": [{"code": c, "label": label} for c, label in options.items()],
    }


def _material(code: str) -> Part:
    return {
        "code": code,
        "name": f"材料 {code}",
        "collect": "upload",
        "when": "situation.kind == 'first'",
        "sample_note": "示例说明。",
    }


def _text(title: str, least: int, most: int) -> Part:
    return {"type": "string", "title": title, "minLength": least, "maxLength": most}


def _choice(title: str, *codes: str) -> Part:
    return {"type": "string", "title": title, "oneOf": [{"const": code, "title": code} for code in codes]}


def _date(title: str) -> Part:
    return {"type": "string", "title": title, "format": "date"}


def _schema() -> Part:
    properties = {
        "place_name": _text("场所名称", 2, 50),
        "uscc": {"type": "string", "title": "统一社会信用代码", "format": "uscc"},
        "representative": _text("法定代表人", 2, 50),
        "contact": _text("联系人", 2, 50),
        "phone": {"type": "string", "title": "联系手机", "format": "cn-mobile"},
        "street": _choice("街道", "haibin", "linjiang", "lizhong", "kaiyuan"),
        "community": _text("社区", 2, 30),
        "address": _text("门牌", 2, 100),
        "area": {"type": "number", "title": "经营面积", "minimum": 5, "maximum": 100000},
        "rooms": {"type": "integer", "title": "客房数", "minimum": 1, "maximum": 5000},
        "water": _choice("用水", "mains", "tank", "well"),
        "tank_cleaned_on": _date("水箱清洗日期"),
        "air": _choice("空调", "none", "split", "central"),
        "duct_cleaned_on": _date("风管清洗日期"),
        "linen": _choice("布草洗涤", "outside", "own", "disposable"),
        "laundry": _text("洗涤公司", 2, 200),
        "disinfection": {
            "type": "array",
            "title": "消毒办法",
            "minItems": 1,
            "items": _choice("办法", "steam", "cabinet", "chemical"),
        },
        "opens_on": _date("开业日期"),
        "staff": {"type": "array", "title": "从业人员", "minItems": 1, "maxItems": 30, "items": _person()},
        "notes": _text("说明", 0, 2000),
        "delivery": _choice("领证方式", "post", "window", "electronic"),
        "post_address": _text("寄到哪里", 5, 120),
        "promise": {"const": True, "title": "以上内容属实"},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _person() -> Part:
    properties = {
        "name": _text("姓名", 2, 50),
        "id_number": {"type": "string", "title": "身份证号", "format": "cn-id"},
        "job": _text("岗位", 1, 20),
        "certified_until": _date("健康证明有效期"),
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _pages() -> list[Part]:
    group = {"name": "staff", "widget": "group", "fields": [{"name": name} for name in _person()["properties"]]}
    operator = ["place_name", "uscc", "representative", "contact", "phone"]
    return [
        {"code": "operator", "title": "谁来经营", "fields": [{"name": name} for name in operator]},
        {
            "code": "place",
            "title": "经营场所",
            "fields": [
                *({"name": name} for name in ("street", "community", "address", "area")),
                {"name": "rooms", "when": "situation.place == 'hotel'"},
                {"name": "water"},
                {"name": "tank_cleaned_on", "when": "answers.water == 'tank'"},
                {"name": "air"},
                {"name": "duct_cleaned_on", "when": "answers.air == 'central'"},
            ],
        },
        {
            "code": "hygiene",
            "title": "卫生管理",
            "fields": [
                {"name": "linen"},
                {"name": "laundry", "when": "answers.linen == 'outside'"},
                {"name": "disinfection"},
                {"name": "opens_on", "when": "situation.kind == 'first'"},
                group,
                {"name": "notes"},
            ],
        },
        {
            "code": "delivery",
            "title": "领证",
            "fields": [
                {"name": "delivery", "widget": "radio"},
                {"name": "post_address", "when": "answers.delivery == 'post'"},
                {"name": "promise"},
            ],
        },
    ]
