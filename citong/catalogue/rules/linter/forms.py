"""Chapters K and S: the application form, and the situations that select what is asked."""

import re
from collections.abc import Iterator

from ..conditions import references
from ..definition import Definition, LayoutField
from ..empty_stages import can_hold
from ..faults import Fault
from ..fields import Schema, schema_of, title_of
from ..publication_of_forms import faults_of_conditions, faults_of_form
from ..publication_of_routes import steps_of
from .findings import Guide, Rule, Severity, plain

Place = tuple[str, str, str, str]  # path, label, what it is, condition
# Personal Information Protection Act, art. 28.
SENSITIVE = re.compile("宗教|信仰|民族|政治面貌|病史|疾病|健康状况|残疾|指纹|人脸|行踪|银行账号|银行卡号|犯罪")


class FormIsBroken(Rule):
    code, title, severity = "K01", "申请表的定义和页面对得上", Severity.ERROR
    basis, remedy = "JSON Schema 2020-12", "在申请表里改正：每个字段都放到一页上，每页只问定义了的字段。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if guide.definition.form:
            yield from faults_of_form(guide.definition.form)


class ConditionIsBroken(Rule):
    code, title, severity = "K02", "条件读得懂，看的都在前面", Severity.ERROR
    basis, remedy = "条件看不懂，材料和字段就不知道该不该要", "改正条件。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        yield from faults_of_conditions(guide.definition)


class OnlineWithoutForm(Rule):
    code, title, severity, only_online = "K03", "能网上办的有申请表", Severity.ERROR, True
    basis, remedy = "行政许可法第二十九条：申请书需要格式文本的由机关提供", "配好申请表。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if guide.definition.form is None:
            yield Fault("form", "申请表", "可以网上办理的事项要有申请表。")


class FieldWithoutTitle(Rule):
    code, title, severity = "K04", "每个字段有名称", Severity.WARNING
    basis, remedy = "GB/T 37668：每个输入框都有说得出来的名称", "给字段写上名称。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for field, schema in _fields(guide.definition):
            if not str(schema.get("title", "")).strip():
                yield Fault(f"form.{field.name}", field.name, f"字段“{field.name}”没有名称。")


class TitleUsedTwice(Rule):
    code, title, severity = "K05", "同一件事只问一次", Severity.WARNING
    basis, remedy = "优化营商环境条例第三十五条：减材料、减环节", "合成一个字段，或者把名称写得不同。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        seen: dict[str, LayoutField] = {}
        for field, schema in _fields(guide.definition):
            name = plain(title_of(schema, field.name))
            before = seen.get(name)
            if before and can_hold(guide.definition, _both(before.when, field.when)) is not False:
                title = title_of(schema, field.name)
                yield Fault(f"form.{field.name}", title, f"“{title}”问了不止一次。")
            seen[name] = field


def _both(one: str, other: str) -> str:
    return " && ".join(f"({when})" for when in (one, other) if when)


class SensitiveUnexplained(Rule):
    code, title, severity = "K06", "问敏感信息要说明为什么", Severity.WARNING
    basis, remedy = "个人信息保护法第二十八条、第三十条", "在提示里写明为什么需要；不需要的不问。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for field, schema in _fields(guide.definition):
            title = title_of(schema, field.name)
            if SENSITIVE.search(title) and not field.hint.strip():
                yield Fault(f"form.{field.name}", title, f"“{title}”可能是敏感个人信息，没有说明为什么要填。")


def _fields(definition: Definition) -> Iterator[tuple[LayoutField, Schema]]:
    form = definition.form
    for page in form.pages if form else []:
        for field in page.fields:
            if form and field.name in form.schema.get("properties", {}):
                yield field, schema_of(form, field.name)


class TooFewOptions(Rule):
    code, title, severity = "S01", "问题至少有两个选项", Severity.WARNING
    basis, remedy = "只有一个答案的不用问", "补上别的选项，或者删掉这个问题。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.situations:
            if len(each.options) < 2:
                words = f"“{each.question}”只有 {len(each.options)} 个选项。"
                yield Fault(f"situations.{each.code}", each.question, words)


class QuestionWithoutUse(Rule):
    code, title, severity = "S02", "问了的用得上", Severity.ADVICE
    basis, remedy = "优化营商环境条例第三十五条", "让答案决定材料、费用、表或者流程；决定不了什么的删掉。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        used = {name for *_, when in _conditions(guide.definition) for source, name in references(when)
                if source == "situation"}  # fmt: skip
        for each in guide.definition.situations:
            if each.code not in used:
                yield Fault(f"situations.{each.code}", each.question, f"“{each.question}”的答案没有用处。")


class NeverReached(Rule):
    code, title, severity = "S03", "没有永远到不了的情形", Severity.WARNING
    basis, remedy = "写了却永远用不上，多半是条件写错了", "改正条件，或者删掉。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for path, label, kind, when in _conditions(guide.definition):
            if when and can_hold(guide.definition, when) is False:
                yield Fault(path, label, f"{kind}“{label}”的条件不论怎样选、怎样填都不成立。")


def _conditions(definition: Definition) -> Iterator[Place]:
    for question in definition.situations:
        yield f"situations.{question.code}", question.question, "情形", question.when
    for material in definition.materials:
        yield f"materials.{material.code}", material.name, "材料", material.when
    for fee in definition.fees:
        yield f"fees.{fee.name}", fee.name, "费用", fee.when
    for step in steps_of(definition.route) if definition.route else []:
        yield f"route.steps.{step.code}", step.name, "步骤", step.when
    for page in definition.form.pages if definition.form else []:
        yield f"form.{page.code}", page.title, "页面", page.when
        for field in page.fields:
            label = title_of(schema_of(definition.form, field.name), field.name) if definition.form else field.name
            yield f"form.{field.name}", label, "字段", field.when


class OptionsAlike(Rule):
    code, title, severity = "S04", "选项分得清", Severity.WARNING
    basis, remedy = "两个选项一样，选哪个都不对", "把选项的名称写得不同。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for each in guide.definition.situations:
            labels = [plain(option.label) for option in each.options]
            if len(set(labels)) < len(labels):
                words = f"“{each.question}”有名称相同的选项。"
                yield Fault(f"situations.{each.code}", each.question, words)


RULES: tuple[Rule, ...] = (
    FormIsBroken(),
    ConditionIsBroken(),
    OnlineWithoutForm(),
    FieldWithoutTitle(),
    TitleUsedTwice(),
    SensitiveUnexplained(),
    TooFewOptions(),
    QuestionWithoutUse(),
    NeverReached(),
    OptionsAlike(),
)
