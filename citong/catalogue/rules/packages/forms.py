"""One form for the whole: what several members ask is asked once, on pages that come first; the rest follows by member.

The joint form is never easier than the forms of the members: whatever it accepts, each of them accepts of its part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from ..conditions import Answers, Situation
from ..definition import Definition, Form, LayoutField, Page
from ..fields import Schema, options_of, pruned, schema_of
from .choosing import Items, name_of_member, selected, situation_of_member
from .definition import Member, PackageDefinition, SharedField, joint_name
from .rewriting import all_of, any_of, rewritten

LOWER_BOUNDS = ("minLength", "minimum", "exclusiveMinimum", "minItems")
UPPER_BOUNDS = ("maxLength", "maximum", "exclusiveMaximum", "maxItems")
WORDS = {"title", "description", "x-fault"}
COMPARED = {"type", "format", "oneOf", "enum"}


@dataclass(frozen=True)
class Part:
    """A member that is needed: its form, its own choices, and what its fields are called in the whole."""

    member: Member
    definition: Definition
    form: Form
    choices: dict[str, str]
    names: dict[str, str]

    def condition(self, when: str) -> str:
        """One of its conditions, in the words of the whole."""
        return rewritten(when, key=self.member.key, names=self.names, choices=self.choices)

    def field(self, layout: LayoutField, *, name: str) -> LayoutField:
        """One of its fields, in the words of the whole."""
        inner = [msgspec.structs.replace(each, when=self.condition(each.when)) for each in layout.fields]
        return msgspec.structs.replace(layout, name=name, when=self.condition(layout.when), fields=inner)


def parts_of(package: PackageDefinition, *, items: Items, situation: Situation) -> list[Part]:
    """The members that are needed and have a form."""
    return [
        Part(
            member,
            definition,
            definition.form,
            situation_of_member(package, member, definition=definition, situation=situation),
            joint_names(package, member, form=definition.form),
        )
        for member in selected(package, situation=situation)
        for definition in [items[member.item]]
        if definition.form
    ]


def joint_names(package: PackageDefinition, member: Member, *, form: Form) -> dict[str, str]:
    """What each field of a member is called in the whole."""
    shared = {
        field.of[member.key]: field.name for page in package.pages for field in page.fields if member.key in field.of
    }
    return {name: shared.get(name, joint_name(member.key, name)) for name in form.schema.get("properties", {})}


def joint_form(package: PackageDefinition, *, items: Items, situation: Situation) -> Form:
    """The form to fill in for these choices; an ordinary form."""
    parts = parts_of(package, items=items, situation=situation)
    shared = list(_shared_pages(package, parts))
    own = [page for part in parts for page in _own_pages(part)]
    return Form(schema=_schema(package, parts), pages=[*shared, *own])


def split_answers(
    package: PackageDefinition, *, items: Items, situation: Situation, answers: Answers
) -> dict[str, dict[str, object]]:
    """For each item that is needed, the answers that count in its own form."""
    form = joint_form(package, items=items, situation=situation)
    kept = pruned(form, situation=situation, answers=answers)
    return {
        part.member.item: pruned(
            part.form,
            situation=part.choices,
            answers={name: kept[joint] for name, joint in part.names.items() if joint in kept},
        )
        for part in parts_of(package, items=items, situation=situation)
    }


def fields_served(package: PackageDefinition, *, items: Items, situation: Situation) -> dict[str, dict[str, str]]:
    """For each field of the joint form, which field it is for each item that asks for it."""
    served: dict[str, dict[str, str]] = {}
    for part in parts_of(package, items=items, situation=situation):
        for own, joint in part.names.items():
            served.setdefault(joint, {})[part.member.item] = own
    return served


def merged_schema(schemas: Sequence[Schema], *, title: str) -> dict[str, Any]:
    """One schema for a field asked once: the strictest bounds of all."""
    merged = dict(schemas[0])
    for bounds, strictest in ((LOWER_BOUNDS, max), (UPPER_BOUNDS, min)):
        for bound in bounds:
            given = [schema[bound] for schema in schemas if bound in schema]
            merged |= {bound: strictest(given)} if given else {}
    return {**merged, "title": title} if title else merged


def clash_of(schemas: Sequence[Schema]) -> str | None:
    """In a word, what keeps these fields from being asked once."""
    first, *others = schemas
    if len(schemas) > 1 and first.get("items", {}).get("properties"):
        return "有可以加行的表格"
    for other in others:
        if first.get("type") != other.get("type"):
            return "类型不同"
        if first.get("format") != other.get("format"):
            return "格式不同"
        if {each.code for each in options_of(first)} != {each.code for each in options_of(other)}:
            return "选项不同"
        if _rules(first) != _rules(other):
            return "填写规则不同"
    return _empty_range(merged_schema(schemas, title=""))


def _rules(schema: Schema) -> dict[str, Any]:
    left_out = WORDS | COMPARED | {*LOWER_BOUNDS, *UPPER_BOUNDS}
    return {name: rule for name, rule in schema.items() if name not in left_out}


def _empty_range(schema: Schema) -> str | None:
    for lower, upper in zip(LOWER_BOUNDS, UPPER_BOUNDS, strict=True):
        if lower in schema and upper in schema and schema[lower] > schema[upper]:
            return "允许的范围没有重合"
    return None


def _shared_pages(package: PackageDefinition, parts: list[Part]) -> Iterator[Page]:
    for page in package.pages:
        fields = [_shared_field(field, uses) for field in page.fields if (uses := list(_uses(field, parts)))]
        if fields:
            yield Page(code=page.code, title=page.title, hint=page.hint, fields=fields)


Use = tuple[Part, Page, LayoutField]


def _uses(field: SharedField, parts: list[Part]) -> Iterator[Use]:
    for part in parts:
        own = field.of.get(part.member.key)
        for page in part.form.pages:
            yield from ((part, page, layout) for layout in page.fields if layout.name == own)


def _shared_field(field: SharedField, uses: list[Use]) -> LayoutField:
    part, _, layout = uses[0]
    asked = any_of(all_of([part.condition(page.when), part.condition(each.when)]) for part, page, each in uses)
    return msgspec.structs.replace(
        part.field(layout, name=field.name),
        when=asked,
        hint=field.hint or layout.hint,
        prefill=field.prefill or layout.prefill,
        widget=field.widget or layout.widget,
    )


def _own_pages(part: Part) -> Iterator[Page]:
    for page in part.form.pages:
        fields = [
            part.field(each, name=name)
            for each in page.fields
            for name in [part.names[each.name]]
            if name == joint_name(part.member.key, each.name)
        ]
        if fields:
            yield msgspec.structs.replace(
                page,
                code=joint_name(part.member.key, page.code),
                title=f"{name_of_member(part.member, part.definition)}：{page.title}",
                when=part.condition(page.when),
                fields=fields,
            )


def _schema(package: PackageDefinition, parts: list[Part]) -> dict[str, Any]:
    titles = {field.name: field.title for page in package.pages for field in page.fields}
    found: dict[str, list[Schema]] = {}
    required: dict[str, None] = {}
    for part in parts:
        for name, joint in part.names.items():
            found.setdefault(joint, []).append(schema_of(part.form, name))
        required |= dict.fromkeys(part.names[name] for name in part.form.schema.get("required", []))
    return {
        "type": "object",
        "title": package.name,
        "required": list(required),
        "properties": {name: merged_schema(schemas, title=titles.get(name, "")) for name, schemas in found.items()},
    }
