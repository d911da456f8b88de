"""What stops a publication in the form and in the conditions: what cannot be read, or speaks of what is not there."""

import re
from collections.abc import Iterator, Set

import jsonschema_rs

from .conditions import NotACondition, choices, examine, references
from .definition import Definition, Form
from .faults import Fault

# Names become parts of HTML names such as staff-0-name, and members of conditions such as answers.area.
NAME = re.compile(r"[a-z][a-z0-9_]*")

Place = tuple[str, str, str]  # path, label, condition


def faults_of_form(form: Form) -> Iterator[Fault]:
    """The schema is a schema, and the pages ask exactly what it describes."""
    if not jsonschema_rs.meta.is_valid(form.schema):
        yield Fault("form.schema", "申请表", "表单定义不是有效的 JSON Schema。")
        return
    known, asked = set(form.schema.get("properties", {})), _names(form)
    for name in sorted(name for name in known if not NAME.fullmatch(name)):
        yield Fault(f"form.{name}", name, f"字段名“{name}”只能用小写字母、数字和下划线，以字母开头。")
    for name in sorted(set(asked) - known):
        yield Fault(f"form.{name}", name, f"页面上的“{name}”在表单定义里没有。")
    for name in sorted(known - set(asked)):
        yield Fault(f"form.{name}", name, f"表单定义里的“{name}”没有放到任何一页。")
    for name in sorted({name for name in asked if asked.count(name) > 1}):
        yield Fault(f"form.{name}", name, f"“{name}”在页面上出现了不止一次。")
    for name in sorted(set(form.schema.get("required", [])) - known):
        yield Fault(f"form.{name}", name, f"必填项“{name}”在表单定义里没有。")
    yield from _groups(form)


def _groups(form: Form) -> Iterator[Fault]:
    for field in (field for page in form.pages for field in page.fields):
        schema = form.schema.get("properties", {}).get(field.name, {})
        items = schema.get("items", {}) if schema.get("type") == "array" else {}
        known, asked = set(items.get("properties", {})), {inner.name for inner in field.fields}
        for name in sorted(known ^ asked):
            yield Fault(f"form.{field.name}.{name}", name, f"“{field.name}”里的“{name}”在表单定义和页面上对不上。")


def faults_of_conditions(definition: Definition) -> Iterator[Fault]:
    """Every condition can be read, and looks only at questions and fields that come before it."""
    questions = _options(definition)
    before: set[str] = set()
    for question in definition.situations:
        place = (f"situations.{question.code}", question.question, question.when)
        yield from _condition(place, {code: questions[code] for code in before}, set())
        before.add(question.code)
    yield from _form_conditions(definition.form, questions)
    fields = set(_names(definition.form)) if definition.form else set()
    for place in _other_conditions(definition):
        yield from _condition(place, questions, fields)


def faults_of_step_conditions(definition: Definition) -> Iterator[Fault]:
    """The conditions of the route's steps can be read, and look only at what this item asks."""
    fields = set(_names(definition.form)) if definition.form else set()
    for place in _step_conditions(definition):
        yield from _condition(place, _options(definition), fields)


def _options(definition: Definition) -> dict[str, set[str]]:
    return {question.code: {option.code for option in question.options} for question in definition.situations}


def _form_conditions(form: Form | None, questions: dict[str, set[str]]) -> Iterator[Fault]:
    before: set[str] = set()
    for page in form.pages if form else []:
        yield from _condition((f"form.{page.code}", page.title, page.when), questions, before)
        for field in page.fields:
            for each in (field, *field.fields):
                yield from _condition((f"form.{each.name}", each.name, each.when), questions, before)
            before.add(field.name)


def _other_conditions(definition: Definition) -> Iterator[Place]:
    for material in definition.materials:
        yield f"materials.{material.code}", material.name, material.when
    for fee in definition.fees:
        yield f"fees.{fee.name}", fee.name, fee.when
    yield from _step_conditions(definition)


def _step_conditions(definition: Definition) -> Iterator[Place]:
    stages = definition.route.stages if definition.route else []
    for step in (step for stage in stages for step in stage.steps):
        yield f"route.steps.{step.code}", step.name, step.when


def _condition(place: Place, questions: dict[str, set[str]], fields: Set[str]) -> Iterator[Fault]:
    path, label, when = place
    if not when:
        return
    try:
        examine(when)
    except NotACondition:
        yield Fault(f"{path}.when", label, f"条件“{when}”读不懂，或者不是一个是非判断。")
        return
    for source, name in sorted(references(when)):
        if name not in (questions if source == "situation" else fields):
            what = "情形" if source == "situation" else "申请表字段"
            yield Fault(f"{path}.when", label, f"条件里的{what}“{name}”不存在，或者排在它后面。")
    for code, option in sorted(choices(when)):
        if code in questions and option not in questions[code]:
            yield Fault(f"{path}.when", label, f"情形“{code}”没有“{option}”这个选项。")


def _names(form: Form) -> list[str]:
    return [field.name for page in form.pages for field in page.fields]
