"""Whether some application could reach a stage of the route and find no step there to take.

All that the conditions of the stage look at is played through: every way through the situation questions, every option
of the form's choices, and of numbers the values at and between the bounds that conditions compare with. A condition
that looks at something which cannot be played through (a free text, a group of lines, a sum of two answers) is not
relied on: its step counts as one that is not taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import jsonschema_rs

from .conditions import NotACondition, examine, holds, references
from .definition import Definition, Form, Situation, Stage
from .fields import Schema, options_of, pruned, schema_of, title_of
from .statements import in_words

MOST_APPLICATIONS = 5_000
NUMBER = r"-?\d+(?:\.\d+)?"
# Where a comparison begins and ends: nothing may be computed around it.
START, END = r"(?:^|[(!]|&&|\|\|)\s*", r"\s*(?=$|[)]|&&|\|\|)"
LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
ANOTHER_TEXT = "（别的内容）"
NOT_ANSWERED = object()

Choices = dict[str, list[object]]


@dataclass(frozen=True)
class Emptying:
    """What empties a stage: an application in words, or the reason why it cannot be excluded that there is one."""

    example: str = ""
    undecided: str = ""


def emptying(definition: Definition, stage: Stage) -> Emptying | None:
    """What empties this stage; None when every application finds a step in it."""
    if any(not step.when for step in stage.steps):
        return None
    relied_on = [step for step in stage.steps if _can_be_played_through(definition, step.when)]
    questions, fields = _looked_at(definition, [step.when for step in relied_on])
    conditions = [step.when for step in relied_on]
    answers = {name: _candidates(definition.form, name, conditions) for name in fields} if definition.form else {}
    situations = _situations(definition, questions)
    if len(situations) * _count(answers) > MOST_APPLICATIONS:
        return Emptying(undecided="条件看的内容太多，逐一核对不完")
    for situation in situations:
        for kept in _answered(definition.form, situation, answers):
            if not any(holds(step.when, situation=situation, answers=kept) for step in relied_on):
                unclear = [step.when for step in stage.steps if step not in relied_on]
                if unclear:
                    return Emptying(undecided=f"条件“{unclear[0]}”的结果没法逐一核对")
                left_out = [name for name in answers if name not in kept]
                return Emptying(example=_in_words(definition, situation, kept, left_out) or "不论怎样填")
    return None


def can_hold(definition: Definition, when: str) -> bool | None:
    """Whether some application meets the condition; None when that cannot be played through."""
    if not when:
        return True
    if not _can_be_played_through(definition, when):
        return None
    questions, fields = _looked_at(definition, [when])
    answers = {name: _candidates(definition.form, name, [when]) for name in fields} if definition.form else {}
    situations = _situations(definition, questions)
    if len(situations) * _count(answers) > MOST_APPLICATIONS:
        return None
    return any(
        holds(when, situation=situation, answers=kept)
        for situation in situations
        for kept in _answered(definition.form, situation, answers)
    )


def _can_be_played_through(definition: Definition, when: str) -> bool:
    try:
        examine(when)
    except NotACondition:
        return False
    looked_at = references(when)
    others = re.sub(r"\b(?:situation|answers)\s*(?:\.\s*\w+|\[\s*['\"][^'\"]+['\"]\s*\])", "", when)
    if re.search(r"\b(?:situation|answers)\b", others):
        return False
    return all(_is_playable(definition, name, when) for source, name in looked_at if source == "answers")


def _is_playable(definition: Definition, name: str, when: str) -> bool:
    """A choice or yes-or-no may be used in any way; a number and a text only where they are compared with constants."""
    schema = schema_of(definition.form, name) if definition.form else {}
    if _options(schema):
        return True
    if schema.get("type") in ("integer", "number") and "multipleOf" not in schema:
        return len(_mentions(name, when)) == len(_bounds(name, when))
    if schema.get("type") == "string" and jsonschema_rs.is_valid(dict(schema), ANOTHER_TEXT):
        return len(_mentions(name, when)) == len(_texts(name, when))
    return False


def _options(schema: Schema) -> list[object]:
    """Every answer that a closed question can have."""
    if schema.get("type") == "boolean":
        return [True, False]
    if schema.get("type") == "array":
        codes = [option.code for option in options_of(schema)]
        return [[code for code, is_in in zip(codes, chosen, strict=True) if is_in] for chosen in _subsets(len(codes))]
    if "const" in schema:
        return [schema["const"]]
    titled = [each["const"] for each in schema.get("oneOf", []) if "const" in each]
    return titled or list(schema.get("enum", []))


def _subsets(count: int) -> Iterator[tuple[bool, ...]]:
    """Of a list of answers every subset; of more than eight options none, which makes it a question left open."""
    return product((False, True), repeat=count) if 0 < count <= 8 else iter(())


def _member(name: str) -> str:
    return rf"\banswers\s*(?:\.\s*{re.escape(name)}\b|\[\s*['\"]{re.escape(name)}['\"]\s*\])"


def _mentions(name: str, when: str) -> list[str]:
    return re.findall(_member(name), when)


def _bounds(name: str, when: str) -> list[float]:
    """The numbers that the condition compares this answer with; arithmetic around them is not understood."""
    sign = r"\s*(?:[<>]=?|[!=]=)\s*"
    after = re.findall(rf"{START}{_member(name)}{sign}({NUMBER}){END}", when)
    before = re.findall(rf"{START}({NUMBER}){sign}{_member(name)}{END}", when)
    return [float(number) for number in [*after, *before]]


def _texts(name: str, when: str) -> list[str]:
    """The texts that the condition compares this answer with."""
    quoted = r"""['"]([^'"\\]*)['"]"""
    return re.findall(rf"{START}{_member(name)}\s*[!=]=\s*{quoted}{END}", when)


def _candidates(form: Form, name: str, conditions: list[str]) -> list[object]:
    """The answers to play through: all of a closed question, else those at and between what conditions look for."""
    schema = schema_of(form, name)
    found = _options(schema)
    if not found and schema.get("type") in ("integer", "number"):
        bounds = [bound for when in conditions for bound in _bounds(name, when)]
        found = _around(bounds, schema)
    if not found and schema.get("type") == "string":
        found = [*dict.fromkeys(text for when in conditions for text in _texts(name, when)), ANOTHER_TEXT]
    fitting = [each for each in found if jsonschema_rs.is_valid(dict(schema), each)]
    may_be_left_out = name not in form.schema.get("required", [])
    return [*fitting, NOT_ANSWERED] if may_be_left_out or not fitting else fitting


def _around(bounds: list[float], schema: Schema) -> list[object]:
    limits = [float(schema[key]) for key in LIMITS if key in schema]
    points = sorted({*bounds, *limits})
    between = [(low + high) / 2 for low, high in pairwise(points)]
    beyond = [point + step for point in points for step in (-1, 1)] or [0.0]
    if schema.get("type") == "integer":
        return [*dict.fromkeys(int(value) for value in sorted({*points, *between, *beyond}))]
    return [*sorted({*points, *between, *beyond})]


def _looked_at(definition: Definition, conditions: list[str]) -> tuple[set[str], set[str]]:
    """The questions and fields that decide, with those on which it depends whether they are asked at all."""
    questions: set[str] = set()
    fields: set[str] = set()
    waiting = {reference for when in conditions for reference in references(when)}
    whens = _whens(definition)
    while waiting:
        source, name = waiting.pop()
        known = questions if source == "situation" else fields
        if name not in known:
            known.add(name)
            waiting |= {each for when in whens.get((source, name), []) for each in references(when)}
    return questions, fields


def _whens(definition: Definition) -> dict[tuple[str, str], list[str]]:
    found = {("situation", question.code): [question.when] for question in definition.situations}
    for page in definition.form.pages if definition.form else []:
        for field in page.fields:
            found["answers", field.name] = [page.when, field.when]
    return found


def _situations(definition: Definition, questions: set[str]) -> list[dict[str, str]]:
    """Every set of choices that an applicant can make among these questions; when there are too many, some."""
    found: list[dict[str, str]] = [{}]
    for question in definition.situations:
        if question.code not in questions or len(found) > MOST_APPLICATIONS:
            continue
        found = [
            situation if option is None else {**situation, question.code: option}
            for situation in found
            for option in _choices(question, situation)
        ]
    return found


def _choices(question: Situation, situation: dict[str, str]) -> list[str | None]:
    """The options, where the question is asked; else that nothing is chosen."""
    is_asked = holds(question.when, situation=situation, answers={})
    return [option.code for option in question.options] if is_asked else [None]


def _count(answers: Choices) -> int:
    count = 1
    for candidates in answers.values():
        count *= len(candidates)
    return count


def _answered(form: Form | None, situation: dict[str, str], answers: Choices) -> Iterator[dict[str, object]]:
    """Every way to answer these fields, of which only what is asked counts."""
    for chosen in product(*answers.values()):
        given = {name: value for name, value in zip(answers, chosen, strict=True) if value is not NOT_ANSWERED}
        yield pruned(form, situation=situation, answers=given) if form else {}


def _in_words(definition: Definition, situation: dict[str, str], kept: dict[str, object], left_out: list[str]) -> str:
    labels = {question.code: question for question in definition.situations}
    chosen = [
        f"“{labels[code].question}”选“{next(o.label for o in labels[code].options if o.code == option)}”"
        for code, option in situation.items()
    ]
    form = definition.form
    answered = [_answer(form, name, answer) for name, answer in kept.items()] if form else []
    missing = [f"“{title_of(schema_of(form, name), name)}”没有填" for name in left_out] if form else []
    return "，".join([*chosen, *answered, *missing])


def _answer(form: Form, name: str, answer: object) -> str:
    schema = schema_of(form, name)
    return f"“{title_of(schema, name)}”填“{in_words(schema, answer)}”"
