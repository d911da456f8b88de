"""Answers as people read them: to check before handing in, to review at a desk, to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .conditions import Answers, Situation
from .definition import Form, LayoutField
from .fields import Schema, options_of, pruned, schema_of, title_of, visible_pages


@dataclass(frozen=True)
class Statement:
    """A field, by its name in HTML, what it is called, and what was answered; empty when nothing was."""

    path: str
    label: str
    words: str


@dataclass(frozen=True)
class StatedPage:
    """A page of the form with what was answered on it."""

    code: str
    title: str
    statements: list[Statement]


def stated(form: Form, *, situation: Situation, answers: Answers) -> list[StatedPage]:
    """Everything that is asked, page by page, with the answers in words."""
    kept = pruned(form, situation=situation, answers=answers)
    return [
        StatedPage(page.code, page.title, [each for field in page.fields for each in _statements(form, field, kept)])
        for page in visible_pages(form, situation=situation, answers=answers)
    ]


def _statements(form: Form, field: LayoutField, kept: Answers) -> Iterator[Statement]:
    schema, answer = schema_of(form, field.name), kept.get(field.name)
    label = title_of(schema, field.name)
    if not (field.fields and isinstance(answer, list)):
        yield Statement(field.name, label, in_words(schema, answer))
        return
    cells = schema.get("items", {}).get("properties", {})
    for number, row in enumerate(answer):
        for inner in field.fields:
            cell = cells.get(inner.name, {})
            words = in_words(cell, row.get(inner.name) if isinstance(row, dict) else row)
            path = f"{field.name}-{number}-{inner.name}"
            yield Statement(path, f"{label} {number + 1} · {title_of(cell, inner.name)}", words)


def in_words(schema: Schema, answer: object) -> str:
    """An answer as its form words it: options by their labels, yes and no, days, lists in a row."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "是" if answer else "否"
    if isinstance(answer, list):
        return "、".join(in_words(schema.get("items", {}), each) for each in answer)
    if schema.get("format") == "date":
        return _day(str(answer))
    labels = {option.code: option.label for option in options_of(schema)}
    return labels.get(str(answer), f"{answer:.15g}" if isinstance(answer, float) else str(answer))


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
