"""The questions of an item's form, ready to be drawn, and the answers as the browser sent them.

Which questions are asked and what is wrong with an answer is decided by the catalogue alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from citong.catalogue import facade as catalogue
from citong.channels.kit.fields import Field, Option
from citong.identity import facade as identity

Answers = Mapping[str, Any]  # Any: JSON values
Schema = Mapping[str, Any]  # Any: a JSON document
Faults = Mapping[str, str]

# The form says which questions it showed, so that a question left blank is told from one never asked.
ASKED = "_asked"
DO = "_do"
FEW_OPTIONS = 5
LONG_TEXT = 100
ROW_BUTTON = re.compile(r"(add|drop):([A-Za-z_][A-Za-z0-9_]*)(?::(\d{1,4}))?")

_KINDS_OF_WIDGETS = {
    "text": "text",
    "textarea": "textarea",
    "number": "text",
    "date": "date",
    "radio": "radio",
    "select": "select",
    "checkbox": "checkbox",
    "checkboxes": "checks",
}
_COMPLETION = {"name": "name", "phone": "tel", "enterprise_name": "organization"}
_YES_AND_NO = (("true", "是"), ("false", "否"))


@dataclass(frozen=True)
class GroupRow:
    """One of several, such as one member of staff, with its own questions."""

    number: int
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Group:
    """A question that is answered several times over."""

    name: str
    label: str
    hint: str
    rows: tuple[GroupRow, ...]
    errors: tuple[str, ...]
    can_add: bool
    can_drop: bool

    @property
    def as_field(self) -> Field:
        """For the summary of errors, which leads to the group as a whole."""
        return Field(self.name, self.label, errors=self.errors)


Question = Field | Group


def drawn(form: catalogue.Form, page: catalogue.FormPage, *, answers: Answers, faults: Faults) -> list[Question]:
    """The questions of a page with what was answered and what is wrong with it."""
    return [_question(form, field, answers=answers, faults=faults) for field in page.fields]


def flat(questions: Iterable[Question]) -> list[Field]:
    """Every single field, in the order of the page, for the summary of errors."""
    found: list[Field] = []
    for question in questions:
        if isinstance(question, Field):
            found.append(question)
        else:
            found += [question.as_field, *(field for row in question.rows for field in row.fields)]
    return found


def sent(form: catalogue.Form, post: QueryDict) -> dict[str, Any]:  # Any: JSON values
    """The answers that a page sent, blank ones too; a row that was to be dropped is gone, one to be added is there."""
    raw: dict[str, list[str]] = {name: [str(value) for value in values] for name, values in post.lists()}
    button = ROW_BUTTON.fullmatch(post.get(DO, ""))
    if button and button[1] == "drop":
        raw = {name: values for name, values in raw.items() if not name.startswith(f"{button[2]}-{button[3]}-")}
    answers: dict[str, Any] = catalogue.coerce(form, raw=raw)
    known = {field.name for page in form.pages for field in page.fields}
    answers = {name: answers.get(name, "") for name in raw.get(ASKED, []) if name in known}
    if button and button[1] == "add" and button[2] in answers:
        answers[button[2]] = [*(answers[button[2]] or [{}]), {}]
    return answers


def is_about_rows(post: QueryDict) -> bool:
    """Whether a button that adds or drops a row was pressed."""
    return ROW_BUTTON.fullmatch(post.get(DO, "")) is not None


def prefilled(form: catalogue.Form, *, party: identity.Party) -> dict[str, Any]:  # Any: JSON values
    """What we know about the applicant and need not ask."""
    is_enterprise = party.kind is identity.PartyKind.ENTERPRISE
    known = {
        "name": party.handler_name if is_enterprise else party.name,
        "id_number": party.handler_id_number if is_enterprise else party.id_number,
        "phone": party.phone,
        "enterprise_name": party.name if is_enterprise else "",
        "uscc": party.id_number if is_enterprise else "",
        "legal_representative": party.legal_representative,
        "address": party.address,
    }
    fields = [field for page in form.pages for field in page.fields]
    return {field.name: known[field.prefill] for field in fields if known.get(field.prefill)}


def in_words(schema: Schema, answer: object) -> str:
    """An answer as people read it; 没有填 when there is none."""
    return catalogue.in_words(schema, answer) or "没有填"


def rows_in_words(group: catalogue.LayoutField, schema: Schema, rows: object) -> str:
    """The rows of a group, one after the other."""
    if not isinstance(rows, list) or not rows:
        return "没有填"
    cells = schema.get("items", {}).get("properties", {})
    said = [
        "，".join(
            f"{catalogue.title_of(cells.get(field.name, {}), field.name)} "
            f"{in_words(cells.get(field.name, {}), row.get(field.name))}"
            for field in group.fields
            if row.get(field.name) not in (None, "", [])
        )
        for row in rows
        if isinstance(row, dict)
    ]
    return "\n".join(f"{place}. {words}" for place, words in enumerate(said, start=1))


def _question(form: catalogue.Form, field: catalogue.LayoutField, *, answers: Answers, faults: Faults) -> Question:
    schema = catalogue.schema_of(form, field.name)
    if field.fields:
        return _group(field, schema, answers.get(field.name), faults)
    required = field.name in form.schema.get("required", [])
    return _field(field, schema, field.name, answers.get(field.name), required=required, faults=faults)


def _group(group: catalogue.LayoutField, schema: Schema, answer: object, faults: Faults) -> Group:
    rows = [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []
    rows = rows or [{}]
    items = schema.get("items", {})
    return Group(
        name=group.name,
        label=catalogue.title_of(schema, group.name),
        hint=group.hint,
        rows=tuple(_row(group, items, number, row, faults) for number, row in enumerate(rows)),
        errors=(faults[group.name],) if group.name in faults else (),
        can_add=len(rows) < int(schema.get("maxItems", 100)),
        can_drop=len(rows) > 1,
    )


def _row(group: catalogue.LayoutField, items: Schema, number: int, row: Answers, faults: Faults) -> GroupRow:
    schemas, needed = items.get("properties", {}), items.get("required", [])
    return GroupRow(
        number,
        tuple(
            _field(
                field,
                schemas.get(field.name, {}),
                f"{group.name}-{number}-{field.name}",
                row.get(field.name),
                required=field.name in needed,
                faults=faults,
            )
            for field in group.fields
        ),
    )


def _field(
    field: catalogue.LayoutField, schema: Schema, name: str, answer: object, *, required: bool, faults: Faults
) -> Field:
    kind = _kind(field, schema)
    return Field(
        name,
        catalogue.title_of(schema, field.name),
        kind,
        value=_value(kind, answer),
        hint=field.hint,
        errors=(faults[name],) if name in faults else (),
        options=_options(kind, schema, answer),
        required=required,
        width=_width(kind, schema),
        attrs=_attrs(field, schema, kind),
    )


def _kind(field: catalogue.LayoutField, schema: Schema) -> str:
    if field.widget in _KINDS_OF_WIDGETS:
        return _kind_of_text(schema) if field.widget == "text" else _KINDS_OF_WIDGETS[field.widget]
    options = catalogue.options_of(schema)
    if schema.get("type") == "array":
        return "checks"
    if options:
        return "radio" if len(options) <= FEW_OPTIONS else "select"
    if schema.get("const") is True or schema.get("type") == "boolean":
        return "checkbox"
    return _kind_of_text(schema)


def _kind_of_text(schema: Schema) -> str:
    if schema.get("format") == "date":
        return "date"
    if schema.get("format") == "cn-mobile":
        return "tel"
    return "textarea" if int(schema.get("maxLength", 0)) > LONG_TEXT * 2 else "text"


def _value(kind: str, answer: object) -> str:
    if kind == "checkbox":
        return "on" if answer is True else ""
    if answer is None or isinstance(answer, list | dict):
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    return str(answer)


def _options(kind: str, schema: Schema, answer: object) -> tuple[Option, ...]:
    if kind not in {"radio", "select", "checks"}:
        return ()
    taken = {_value("", each) for each in (answer if isinstance(answer, list) else [answer])}
    offered: Sequence[tuple[str, str]] = [(each.code, each.label) for each in catalogue.options_of(schema)]
    if schema.get("type") == "boolean":
        offered = _YES_AND_NO
    first = (Option("", "请选择"),) if kind == "select" else ()
    return first + tuple(Option(code, label, checked=code in taken) for code, label in offered)


def _width(kind: str, schema: Schema) -> str:
    if schema.get("type") in {"integer", "number"}:
        return "short"
    short = (
        schema.get("format") in {"cn-id", "cn-mobile", "uscc"} or 0 < int(schema.get("maxLength", 0)) <= LONG_TEXT / 2
    )
    return "half" if kind == "select" or short else ""


def _attrs(field: catalogue.LayoutField, schema: Schema, kind: str) -> dict[str, str]:
    attrs = {"autocomplete": _COMPLETION.get(field.prefill, "off")} if kind in {"text", "tel"} else {}
    if schema.get("type") == "integer":
        attrs["inputmode"] = "numeric"
    elif schema.get("type") == "number":
        attrs["inputmode"] = "decimal"
    elif kind == "tel":
        attrs["inputmode"] = "tel"
    return attrs
