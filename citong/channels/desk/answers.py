"""The answers of an application, laid out as the item's form asks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.identity import facade as identity

Schema = Mapping[str, Any]  # Any: a JSON document

MASKS = {"cn-id": identity.masked_number, "cn-mobile": identity.masked_phone}


@dataclass(frozen=True)
class Group:
    """A repeated group, as a table; each cell knows its head, for narrow screens."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Section:
    """A page of the form: single answers, and groups."""

    title: str
    rows: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]


def sections_of(case: cases.Case | cases.JointCase, definition: catalogue.Definition, *, masked: bool) -> list[Section]:
    """Everything that was answered, page by page: the situation first. Numbers of people are masked until asked for."""
    chosen = [
        (question.question, _label(case.situation.get(question.code), question.options))
        for question in catalogue.questions_for(definition, situation=case.situation)
    ]
    sections = [Section("办理情形", tuple(chosen), ())] if chosen else []
    if definition.form is None:
        return sections
    pages = catalogue.visible_pages(definition.form, situation=case.situation, answers=case.answers)
    return [*sections, *(_section(definition.form, page, case, masked=masked) for page in pages)]


def _people(case: cases.Case | cases.JointCase, *, masked: bool) -> frozenset[str]:
    """The names that stand masked above the form, and therefore in it."""
    own = {case.party_name} if case.party_kind == "person" else set()
    return frozenset(own | {case.contact_name}) if masked else frozenset()


def _section(
    form: catalogue.Form, page: catalogue.FormPage, case: cases.Case | cases.JointCase, *, masked: bool
) -> Section:
    rows, groups = [], []
    people = _people(case, masked=masked)
    for field in page.fields:
        schema = catalogue.schema_of(form, field.name)
        title, answer = catalogue.title_of(schema, field.name), case.answers.get(field.name)
        if field.fields:
            groups.append(_group(title, field.fields, schema.get("items", {}), answer, people=people, masked=masked))
        else:
            rows.append((title, _shown(answer, schema, people=people, masked=masked)))
    return Section(page.title, tuple(rows), tuple(groups))


def _group(
    title: str,
    fields: list[catalogue.LayoutField],
    schema: Schema,
    answer: object,
    *,
    people: frozenset[str],
    masked: bool,
) -> Group:
    properties: Schema = schema.get("properties", {})
    inner: dict[str, Schema] = {field.name: properties.get(field.name, {}) for field in fields}
    rows = answer if isinstance(answer, list) else []
    heads = {name: catalogue.title_of(said, name) for name, said in inner.items()}
    return Group(
        title=title,
        heads=tuple(heads.values()),
        rows=tuple(
            tuple(
                (heads[name], _shown(row.get(name), said, people=people, masked=masked)) for name, said in inner.items()
            )
            for row in rows
            if isinstance(row, dict)
        ),
    )


def _shown(answer: object, schema: Schema, *, people: frozenset[str], masked: bool) -> str:
    if isinstance(answer, str) and answer in people:
        return identity.masked_name(answer)
    mask = MASKS.get(str(schema.get("format", "")))
    if answer and mask and masked:
        return mask(str(answer))
    return catalogue.in_words(schema, answer) or "没有填"


def _label(answer: object, options: list[catalogue.Option]) -> str:
    labels = {option.code: option.label for option in options}
    return labels.get(str(answer), "没有选" if answer is None else str(answer))
