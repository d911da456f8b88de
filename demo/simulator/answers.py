"""Fills in any application form: from its schema, with what the applicant is, and otherwise with likely words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from citong.catalogue import facade as catalogue

from .people import ENTERPRISES, PERSONS, Applicant, enterprise, person
from .words import NOTES

Schema = Mapping[str, Any]  # Any: a JSON document
OPTIONAL_ANSWERED = 0.7
AHEAD = ("到哪天", "租", "有效", "开庭")
SOON = ("开始", "从哪天", "上班")

# The first whose key occurs in a title gives the words; a list, because the order matters.
LIKELY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("姓名", ()),
    ("叫什么", ()),
    ("负责人", ()),
    ("代表人", ()),
    ("联系人", ()),
    ("法律依据", ("《中华人民共和国政府采购法》第三条", "《中华人民共和国政府采购法实施条例》第二十条")),
    ("证书", ("示例证书 2025-0088",)),
    ("活", ("承接平面设计的活", "家政小时工", "西街讲解员")),
    ("广告", ("门店名称和服务内容",)),
    ("社区", ("西街社区", "清源社区", "金鱼社区", "和平社区")),
    ("学校", ("泉州师范学院", "泉州幼儿师范高等专科学校", "黎明职业大学")),
    ("银行卡", ("6222000000000000000",)),
    ("银行", ("工商银行泉州鲤城支行", "农业银行泉州西街支行")),
    ("医院", ("泉州市鲤城区示例医院", "泉州市示范门诊部")),
    ("医疗机构", ("泉州市鲤城区通淮门诊部", "泉州市鲤城区开元诊所")),
    ("法院", ("泉州市鲤城区人民法院",)),
    ("派出所", ("开元派出所", "海滨派出所")),
    ("作坊", ("阿嬷手工面线糊作坊", "西街肉粽小作坊")),
    ("店铺", ("开元里小吃店", "中山路修补铺")),
    ("场所名称", ("刺桐里", "开元小筑", "清源里", "承天汇")),
    ("系统", ("用工管理系统",)),
    ("产品", ("烧肉粽", "绿豆饼", "石花膏", "润饼皮")),
    ("配料", ("糯米、五花肉、香菇、虾米",)),
    ("省", ("福建、江西、广东",)),
    ("项目名称", ("办公设备采购项目（示例）", "校园物业服务项目（示例）")),
    ("科", ("内科", "口腔科", "中医科")),
    ("地址", ("泉州市鲤城区西街 908 号", "泉州市鲤城区涂门街 930 号")),
    ("住", ("泉州市鲤城区新门街 917 号",)),
    ("寄到", ("泉州市鲤城区温陵路 933 号",)),
    ("地点", ("鲤城区中山中路 905 号门前", "鲤城区东街与中山路路口")),
    ("位置", ("西街 912 号东侧外墙",)),
    ("门牌", ("西街 906 号", "涂门街 921 号")),
    ("哪里", ("鲤城区中山中路",)),
    ("单位", ("泉州市示例教育服务中心", "泉州市示例社会工作服务中心")),
    ("公司", ("泉州市象峰商贸有限公司",)),
    ("供应商", ("泉州市承天商贸有限公司",)),
    ("采购人", ("鲤城区示例中学",)),
    ("安装", ("泉州市西街建筑装饰有限公司",)),
)
NUMBERED = ("6222000000000000000", "350502199001", "0595-22355000", "LC20250088", "A0000001", "13900019999")


def situation_for(
    definition: catalogue.Definition, *, applicant: Applicant, chosen: Mapping[str, str], random: Random
) -> dict[str, str]:
    """What is chosen already, and a choice for every other question that is asked, one after the other."""
    choices = dict(chosen)
    while missing := catalogue.check_situation(definition, situation=choices):
        question = next(each for each in definition.situations if each.code == missing[0].path)
        choices[question.code] = _choice([option.code for option in question.options], applicant, random)
    return catalogue.settled(definition, situation=choices)


def answers_for(
    form: catalogue.Form,
    *,
    situation: Mapping[str, str],
    applicant: Applicant,
    on: date,
    random: Random,
    given: Mapping[str, object],
) -> dict[str, object]:
    """Answers to every field that is asked; those in `given` as they are."""
    answers: dict[str, object] = {}
    required = set(form.schema.get("required", []))
    known = known_of(applicant)
    for page in form.pages:
        if not catalogue.holds(page.when, situation=situation, answers=answers):
            continue
        for field in page.fields:
            if not catalogue.holds(field.when, situation=situation, answers=answers):
                continue
            schema = catalogue.schema_of(form, field.name)
            if field.name in given:
                answers[field.name] = given[field.name]
            elif field.prefill in known:
                answers[field.name] = known[field.prefill]
            elif field.name in required or random.random() < OPTIONAL_ANSWERED:
                inner = [one for one in field.fields if catalogue.holds(one.when, situation=situation, answers=answers)]
                answers[field.name] = _answer(schema, inner, applicant=applicant, on=on, random=random)
    return answers


def known_of(applicant: Applicant) -> dict[str, str]:
    """What a form takes over from whoever has signed in, by the name of the prefill."""
    party = applicant.party
    of_everybody = {"name": party.handler_name or party.name, "phone": party.phone, "address": applicant.address}
    if not party.handler_name:
        return {**of_everybody, "id_number": party.id_number}
    return {
        **of_everybody,
        "id_number": party.handler_id_number,
        "enterprise_name": party.name,
        "uscc": party.id_number,
        "legal_representative": party.legal_representative,
    }


def _answer(
    schema: Schema, inner: Sequence[catalogue.LayoutField], *, applicant: Applicant, on: date, random: Random
) -> object:
    """An answer; of a group, a row or two with these fields."""
    if not inner:
        return value_for(schema, applicant=applicant, on=on, random=random)
    cells, fewest = schema["items"]["properties"], schema.get("minItems", 1)
    return [
        {each.name: value_for(cells[each.name], applicant=applicant, on=on, random=random) for each in inner}
        for _ in range(random.randint(fewest, min(fewest + 1, schema.get("maxItems", 3))))
    ]


def value_for(schema: Schema, *, applicant: Applicant, on: date, random: Random) -> object:
    """A value that the schema takes."""
    if "const" in schema:
        return schema["const"]
    codes = [option.code for option in catalogue.options_of(schema)]
    kind = schema.get("type")
    if kind == "array":
        return _several(schema, codes, random)
    if codes:
        return _choice(codes, applicant, random)
    if kind == "boolean":
        return random.random() < 0.5
    if kind in ("integer", "number"):
        return _number(schema, random)
    return _by_format(schema, on=on, random=random)


def _choice(codes: list[str], applicant: Applicant, random: Random) -> str:
    """One of the options, the first ones more often; where the options are who applies, what the applicant is."""
    if applicant.party.kind in codes:
        return str(applicant.party.kind)
    return random.choices(codes, weights=[1 / place for place in range(1, len(codes) + 1)])[0]


def _several(schema: Schema, codes: list[str], random: Random) -> list[str]:
    fewest, most = schema.get("minItems", 1), min(schema.get("maxItems", len(codes)), len(codes))
    chosen = set(random.sample(codes, random.randint(fewest, min(max(fewest, 3), most))))
    return [code for code in codes if code in chosen]


def _number(schema: Schema, random: Random) -> int | float:
    least, most = schema.get("minimum", 0), schema.get("maximum", 1000)
    likely = min(most, max(least * 4, least + (5000 if "元" in str(schema.get("title")) else 60)))
    found = least + (likely - least) * random.betavariate(2, 4)
    return int(found) if schema.get("type") == "integer" else min(most, max(least, round(found, 1)))


def _by_format(schema: Schema, *, on: date, random: Random) -> str:
    made: dict[str, Callable[[], str]] = {
        "date": lambda: _day(str(schema.get("title")), on=on, random=random),
        "cn-id": lambda: person(random.randrange(PERSONS)).party.id_number,
        "cn-mobile": lambda: person(random.randrange(PERSONS)).party.phone,
        "uscc": lambda: enterprise(random.randrange(ENTERPRISES)).party.id_number,
    }
    by_format = made.get(str(schema.get("format")))
    return by_format() if by_format else _text(schema, random)


def _day(title: str, *, on: date, random: Random) -> str:
    if any(word in title for word in SOON):
        return str(on + timedelta(days=random.randint(3, 20)))
    if any(word in title for word in AHEAD):
        return str(on + timedelta(days=random.randint(200, 900)))
    return str(on - timedelta(days=random.randint(20, 700)))


def _text(schema: Schema, random: Random) -> str:
    if "pattern" in schema:
        return next(each for each in NUMBERED if re.search(schema["pattern"], each))
    title = str(schema.get("title"))
    for key, words in LIKELY:
        if key in title:
            found = random.choice(words) if words else person(random.randrange(PERSONS)).party.name
            break
    else:
        found = "LC20250088" if title.endswith(("号", "编号", "号码")) else random.choice(NOTES)
    return _of_length(found, schema, random)


def _of_length(words: str, schema: Schema, random: Random) -> str:
    if len(words) < schema.get("minLength", 0):
        words = f"{words}。{random.choice(NOTES)}"
    most = schema.get("maxLength", len(words))
    return words if len(words) <= most else words[:most].rpartition("，")[0] or words[:most]
