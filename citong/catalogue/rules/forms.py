"""The one validator of application forms: hand-in, live check and API all ask here.

A form is a JSON Schema (2020-12) and the pages that ask it. An answer is required when the schema requires it and the
field is asked in this situation. Validators are compiled once for each set of fields that can be asked together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema_rs
import msgspec

from .conditions import Answers, Situation
from .definition import Form, LayoutField
from .faults import Fault
from .fields import Schema, asked_and_kept, pruned, schema_of, title_of, visible_pages
from .formats import FORMATS
from .storable import fault_of_value
from .wording import missing, wording_of


@dataclass(frozen=True)
class Examined:
    """The answers that count, and what is wrong with them."""

    answers: dict[str, object]
    faults: list[Fault]


def examine(form: Form, *, situation: Situation, answers: Answers) -> Examined:
    """The answers that count, with their faults in the order of the form; at most one fault for each place."""
    asked, kept = asked_and_kept(form, situation=situation, answers=answers)
    return Examined(kept, _faults(form, asked, kept))


def check(form: Form, *, situation: Situation, answers: Answers) -> list[Fault]:
    """What is wrong with the answers that count."""
    return examine(form, situation=situation, answers=answers).faults


def check_page(form: Form, page_code: str, *, situation: Situation, answers: Answers) -> list[Fault]:
    """What is wrong on one page; nothing when the page is not asked."""
    pages = visible_pages(form, situation=situation, answers=answers)
    asked = [field for page in pages if page.code == page_code for field in page.fields]
    kept = pruned(form, situation=situation, answers=answers)
    names = {field.name for field in asked}
    return _faults(form, asked, {name: answer for name, answer in kept.items() if name in names})


def _faults(form: Form, asked: list[LayoutField], kept: Answers) -> list[Fault]:
    if not asked:
        return []
    validator = _validator(msgspec.json.encode(form.schema), _outline(asked))
    order = {field.name: place for place, field in enumerate(asked)}
    found = {fault.path: fault for fault in _unkeepable(form, kept)}
    for error in validator.iter_errors({name: None if name in found else answer for name, answer in kept.items()}):
        fault = _fault(form, error)
        if fault.path.partition("-")[0] in order:
            found.setdefault(fault.path, fault)
    return sorted(found.values(), key=lambda fault: _place(fault, order))


def _unkeepable(form: Form, kept: Answers) -> Iterator[Fault]:
    for name, answer in kept.items():
        words = fault_of_value(answer)
        if words:
            yield Fault(name, title_of(schema_of(form, name), name), words)


def _place(fault: Fault, order: dict[str, int]) -> tuple[int, int]:
    name, _, rest = fault.path.partition("-")
    row = rest.partition("-")[0]
    return order[name], int(row) if row.isdecimal() else -1


def _fault(form: Form, error: jsonschema_rs.ValidationError) -> Fault:
    steps = list(error.instance_path)
    if error.kind.name == "required":
        steps.append(error.kind.as_dict()["property"])
    name = str(steps[0]) if steps else ""
    schema = schema_of(form, name)
    for step in steps[1:]:
        schema = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
    named = [step for step in steps if isinstance(step, str)]
    label = title_of(schema if len(named) > 1 else schema_of(form, name), named[-1] if named else "")
    words = missing(label, schema) if error.kind.name == "required" else wording_of(error, schema)
    return Fault("-".join(map(str, steps)), label, words)


Outline = tuple[tuple[str, tuple[str, ...]], ...]


def _outline(asked: Iterable[LayoutField]) -> Outline:
    return tuple((field.name, tuple(inner.name for inner in field.fields)) for field in asked)


@lru_cache(maxsize=2048)
def _validator(schema: bytes, outline: Outline) -> jsonschema_rs.Draft202012Validator:
    whole: dict[str, Any] = msgspec.json.decode(schema)
    names = {name for name, _ in outline}
    part = _part(whole, names)
    for name, inner in outline:
        group = part["properties"].get(name)
        if inner and group and "items" in group:
            part["properties"][name] = {**group, "items": _part(group["items"], set(inner))}
    return jsonschema_rs.Draft202012Validator(part, formats=FORMATS, validate_formats=True)


def _part(schema: Schema, names: set[str]) -> dict[str, Any]:
    """The schema, about these properties only."""
    return {
        **schema,
        "properties": {name: each for name, each in schema.get("properties", {}).items() if name in names},
        "required": [name for name in schema.get("required", []) if name in names],
    }
