"""Whether an upper level's item can take what a lower level's item asked for: nothing may be asked a second time.

Licensing Act, art. 35: the upper body may not have the applicant hand in again what the lower one has. So all that
the upper item cannot do without has to be asked below: under the same code or name, and in the same way.
"""

from collections.abc import Iterator

from .definition import Collect, Definition, Material, Necessity, RouteStep
from .faults import Fault
from .fields import schema_of, title_of

HANDED_IN = frozenset({Collect.UPLOAD, Collect.LICENCE})
ARTICLE_35 = "《行政许可法》第三十五条"


def faults_of_forwarding(lower: Definition, upper: Definition, *, step: RouteStep) -> list[Fault]:
    """Everything that the upper item needs and the lower one does not ask for, each a sentence at the step's place."""
    missing = [*_questions(lower, upper), *_answers(lower, upper), *_materials(lower, upper)]
    if upper.route is None:
        missing.append(f"上级事项“{upper.name}”没有办理流程。")
    return [Fault(f"route.steps.{step.code}.item", step.name, words) for words in missing]


def _questions(lower: Definition, upper: Definition) -> Iterator[str]:
    asked = {each.code: {option.code for option in each.options} for each in lower.situations}
    for question in upper.situations:
        if question.code not in asked:
            yield f"上级要知道“{question.question}”，本事项没有问（{ARTICLE_35}：不能再问申请人）。"
        elif strange := asked[question.code] - {option.code for option in question.options}:
            yield f"“{question.question}”里的选项 {'、'.join(sorted(strange))} 上级不认。"


def _answers(lower: Definition, upper: Definition) -> Iterator[str]:
    """A required field has to be there, required as well, and of the same kind; what is optional may be missing."""
    if upper.form is None:
        return
    known = lower.form.schema.get("properties", {}) if lower.form else {}
    required_below = set(lower.form.schema.get("required", [])) if lower.form else set()
    required = set(upper.form.schema.get("required", []))
    for name in upper.form.schema.get("properties", {}):
        schema = schema_of(upper.form, name)
        if name in required and name not in known:
            yield f"上级要填“{title_of(schema, name)}”，本事项的表里没有。"
        elif name in required and name not in required_below:
            yield f"上级必填的“{title_of(schema, name)}”，本事项可以不填。"
        elif name in known and _kind(known[name]) != _kind(schema):
            yield f"“{title_of(schema, name)}”的填法和上级的不一样。"


def _kind(schema: object) -> object:
    """What an answer may be; how it is called does not matter."""
    if not isinstance(schema, dict):
        return schema
    return {key: value for key, value in schema.items() if key not in {"title", "description"}}


def _materials(lower: Definition, upper: Definition) -> Iterator[str]:
    asked = {material.code: material for material in lower.materials}
    for material in upper.materials:
        if _is_needed(material) and not _is_asked(asked.get(material.code), material):
            yield f"上级要“{material.name}”，本事项没有要求交，或者不是必交。"


def _is_needed(material: Material) -> bool:
    return material.collect in HANDED_IN and material.necessity is Necessity.REQUIRED


def _is_asked(below: Material | None, above: Material) -> bool:
    """Asked whenever the upper level needs it: always, or under the same condition."""
    return below is not None and _is_needed(below) and below.when in ("", above.when)
