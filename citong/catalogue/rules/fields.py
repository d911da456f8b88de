"""Which pages and fields of a form are asked, and what of an answer counts.

A condition of a field sees only the answers to fields before it, in the order of the pages, and of those only the ones
that are themselves asked. So what is asked never depends on the order in which answers arrive, and pruning twice is
the same as pruning once.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from .conditions import Answers, Situation, holds
from .definition import Form, LayoutField, Option, Page

Schema = Mapping[str, Any]  # Any: a JSON document


def visible_pages(form: Form, *, situation: Situation, answers: Answers) -> list[Page]:
    """The pages that are asked, each with only the fields that are asked."""
    pages, _ = _walk(form, situation=situation, answers=answers)
    return pages


def visible_fields(form: Form, *, situation: Situation, answers: Answers) -> list[LayoutField]:
    """The fields that are asked, over all pages."""
    return [field for page in visible_pages(form, situation=situation, answers=answers) for field in page.fields]


def asked_and_kept(
    form: Form, *, situation: Situation, answers: Answers
) -> tuple[list[LayoutField], dict[str, object]]:
    """The fields that are asked and the answers that count, found out together."""
    pages, kept = _walk(form, situation=situation, answers=answers)
    return [field for page in pages for field in page.fields], kept


def pruned(form: Form, *, situation: Situation, answers: Answers) -> dict[str, object]:
    """The answers that count: without blanks, without fields that are not asked or not known."""
    _, kept = _walk(form, situation=situation, answers=answers)
    return kept


def schema_of(form: Form, name: str) -> Schema:
    """The schema of one property; an empty one when the form has no such property."""
    found: Schema = form.schema.get("properties", {}).get(name, {})
    return found


def title_of(schema: Schema, name: str) -> str:
    """What a property is called."""
    return str(schema.get("title", name))


def options_of(schema: Schema) -> list[Option]:
    """The options of a property: `oneOf` with const and title, or a plain `enum`; of a list, those of its items."""
    if schema.get("type") == "array":
        return options_of(schema.get("items", {}))
    titled = [each for each in schema.get("oneOf", []) if "const" in each]
    if titled:
        return [Option(code=str(each["const"]), label=str(each.get("title", each["const"]))) for each in titled]
    return [Option(code=str(value), label=str(value)) for value in schema.get("enum", [])]


def _walk(form: Form, *, situation: Situation, answers: Answers) -> tuple[list[Page], dict[str, object]]:
    kept: dict[str, object] = {}
    pages: list[Page] = []
    for page in form.pages:
        if not holds(page.when, situation=situation, answers=kept):
            continue
        asked = []
        for field in page.fields:
            shown = _shown(field, situation=situation, kept=kept)
            if shown is None:
                continue
            asked.append(shown)
            _keep(shown, schema_of(form, field.name), answers, kept)
        if asked:
            pages.append(msgspec.structs.replace(page, fields=asked))
    return pages, kept


def _shown(field: LayoutField, *, situation: Situation, kept: Answers) -> LayoutField | None:
    if not holds(field.when, situation=situation, answers=kept):
        return None
    if not field.fields:
        return field
    inner = [each for each in field.fields if holds(each.when, situation=situation, answers=kept)]
    return msgspec.structs.replace(field, fields=inner)


def _keep(field: LayoutField, schema: Schema, answers: Answers, kept: dict[str, object]) -> None:
    answer = answers.get(field.name)
    if field.fields and isinstance(answer, list):
        answer = _rows(field, answer)
    if schema and not is_blank(answer):
        kept[field.name] = answer


def _rows(group: LayoutField, rows: list[object]) -> list[object]:
    """The rows of a group with only the fields asked, without empty rows; what is no row stays, to be refused."""
    names = [field.name for field in group.fields]
    kept = [
        {name: row[name] for name in names if not is_blank(row.get(name))} if isinstance(row, dict) else row
        for row in rows
    ]
    return [row for row in kept if not is_blank(row)]


def is_blank(answer: object) -> bool:
    """Nothing was answered. No and zero are answers."""
    return answer is None or answer in ("", [], {}) or (isinstance(answer, str) and not answer.strip())
