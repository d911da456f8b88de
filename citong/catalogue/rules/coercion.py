"""Answers as HTML sends them (all strings, repeat groups as `staff-0-name`) become answers as the schema means them.

What cannot be read stays the string that was typed: the validator faults it, and the person sees what they typed.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from .definition import Form, LayoutField
from .fields import Schema, is_blank, schema_of

Raw = Mapping[str, str | Sequence[str]]

INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
YES = {"true", "on", "yes", "1"}
NO = {"false", "off", "no", "0"}
IN_CAPITALS = {"cn-id", "uscc"}
IN_NARROW_SIGNS = {"cn-id", "uscc", "cn-mobile", "date"}


def coerce(form: Form, *, raw: Raw) -> dict[str, object]:
    """The answers in what was typed, by the form's schema. Only fields that the form knows are read."""
    answers: dict[str, object] = {}
    for field in (field for page in form.pages for field in page.fields):
        schema = schema_of(form, field.name)
        answer = _rows(field, schema, raw) if field.fields else _answer(schema, raw.get(field.name))
        if not is_blank(answer):
            answers[field.name] = answer
    return answers


def _rows(group: LayoutField, schema: Schema, raw: Raw) -> list[dict[str, object]]:
    shape = re.compile(rf"{re.escape(group.name)}-([0-9]{{1,4}})-.+")
    numbers = sorted({int(found[1]) for found in map(shape.fullmatch, raw) if found})
    rows = [_row(group, schema.get("items", {}).get("properties", {}), raw, number) for number in numbers]
    return [row for row in rows if row]


def _row(group: LayoutField, schemas: Mapping[str, Schema], raw: Raw, number: int) -> dict[str, object]:
    cells = {
        field.name: _answer(schemas.get(field.name, {}), raw.get(f"{group.name}-{number}-{field.name}"))
        for field in group.fields
    }
    return {name: cell for name, cell in cells.items() if not is_blank(cell)}


def _answer(schema: Schema, typed: str | Sequence[str] | None) -> object:
    if typed is None:
        return None
    values = [typed] if isinstance(typed, str) else list(typed)
    if schema.get("type") == "array":
        return [_single(schema.get("items", {}), value) for value in values if value.strip()]
    return _single(schema, values[-1]) if values else None


def _single(schema: Schema, typed: str) -> object:
    kind, text = schema.get("type"), typed.strip()
    if kind == "boolean" or schema.get("const") is True:
        return _boolean(text)
    if kind in ("integer", "number"):
        return _number(text, kind)
    return _text(text, str(schema.get("format", "")))


def _boolean(text: str) -> object:
    if text.lower() in YES:
        return True
    return False if text.lower() in NO else text


def _number(text: str, kind: str) -> object:
    narrow = unicodedata.normalize("NFKC", text)
    if INTEGER.fullmatch(narrow):
        return int(narrow)
    return float(narrow) if kind == "number" and NUMBER.fullmatch(narrow) else text


def _text(text: str, form: str) -> str:
    if form in IN_NARROW_SIGNS:
        text = unicodedata.normalize("NFKC", text).replace(" ", "")
    return text.upper() if form in IN_CAPITALS else text.replace("\r\n", "\n")
