"""One set of materials for the whole: one upload serves every member that asks for the same paper.

Two materials are the same when the package says so, when they are the same type of licence, or when name, source and
issuer agree. Within one item nothing is the same: two identity cards there belong to two people.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import msgspec

from ..conditions import Answers, Situation, holds, references
from ..definition import Collect, Definition, Fee, Material, Necessity
from ..situations import fees_for
from .choosing import Items, selected, split_situation
from .definition import Member, PackageDefinition, joint_name
from .forms import split_answers

# What is strictest comes first.
STRICTNESS = [Necessity.REQUIRED, Necessity.PROMISED, Necessity.DEFERRABLE, Necessity.OPTIONAL]
SEPARATORS = re.compile(r"[\s·•、，,。.（）()《》〈〉\-—_]+")

Identity = tuple[str, ...]


@dataclass(frozen=True)
class SharedMaterial:
    """A material of the whole under its joint code, and which material it is for each item that asks for it."""

    material: Material
    serves: dict[str, str]  # code of the item to its material


def merged_materials(
    package: PackageDefinition, *, items: Items, situation: Situation, answers: Answers
) -> list[SharedMaterial]:
    """What is asked for, each paper once, by the strictest wish of all that ask for it."""
    situations = split_situation(package, items=items, situation=situation)
    given = split_answers(package, items=items, situation=situation, answers=answers)
    found = []
    for code, group in _groups(package, items=items).items():
        asking = [
            (member, material)
            for member, material in group
            if member.item in situations
            and holds(material.when, situation=situations[member.item], answers=given.get(member.item, {}))
        ]
        if asking:
            serves = {member.item: material.code for member, material in asking}
            found.append(SharedMaterial(_strictest([material for _, material in asking], code=code), serves))
    return found


def split_materials(
    package: PackageDefinition, *, items: Items, situation: Situation, answers: Answers
) -> dict[str, list[tuple[str, str]]]:
    """For each item that is needed, its materials, each with the joint code under which it was handed in."""
    found: dict[str, list[tuple[str, str]]] = {member.item: [] for member in selected(package, situation=situation)}
    for each in merged_materials(package, items=items, situation=situation, answers=answers):
        for item, code in each.serves.items():
            found[item].append((code, each.material.code))
    return found


def merged_fees(package: PackageDefinition, *, items: Items, situation: Situation, answers: Answers) -> list[Fee]:
    """The fees of all members, as they fall due."""
    situations = split_situation(package, items=items, situation=situation)
    given = split_answers(package, items=items, situation=situation, answers=answers)
    return [
        msgspec.structs.replace(fee, when="")
        for item, chosen in situations.items()
        for fee in fees_for(items[item], situation=chosen, answers=given.get(item, {}))
    ]


def fees_follow_answers(package: PackageDefinition, *, items: Items, situation: Situation) -> bool:
    """Whether what is to be paid cannot be told before the form is filled in."""
    return any(
        source == "answers"
        for member in selected(package, situation=situation)
        for fee in items[member.item].fees
        for source, _ in references(fee.when)
    )


def _groups(package: PackageDefinition, *, items: Items) -> dict[str, list[tuple[Member, Material]]]:
    """The same papers together, under a code that does not depend on who is chosen: files stay when choices change."""
    groups: dict[Identity, list[tuple[Member, Material]]] = {}
    for member in package.members:
        for identity, material in _identified(package, member, items[member.item]):
            groups.setdefault(identity, []).append((member, material))
    return {joint_name(group[0][0].key, group[0][1].code): group for group in groups.values()}


def _identified(package: PackageDefinition, member: Member, definition: Definition) -> list[tuple[Identity, Material]]:
    identities = [_identity(package, member, material) for material in definition.materials]
    times = Counter(identities)
    return [
        (identity if times[identity] == 1 else ("own", member.key, material.code), material)
        for identity, material in zip(identities, definition.materials, strict=True)
    ]


def _identity(package: PackageDefinition, member: Member, material: Material) -> Identity:
    for place, same in enumerate(package.materials):
        if same.of.get(member.key) == material.code:
            return ("said", str(place))
    if material.collect is Collect.FORM:
        return ("form",)
    way = "paper" if material.collect is Collect.PAPER else "file"
    if material.licence_type:
        return ("licence", way, material.licence_type)
    return ("name", way, _plain(material.name), material.source, _plain(material.issuer))


def _plain(name: str) -> str:
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", name)).lower()


def _strictest(materials: list[Material], *, code: str) -> Material:
    first = materials[0]
    licences = [each.licence_type for each in materials if each.licence_type]
    return msgspec.structs.replace(
        first,
        code=code,
        when="",
        necessity=min((each.necessity for each in materials), key=STRICTNESS.index),
        collect=Collect.LICENCE if Collect.LICENCE in {each.collect for each in materials} else first.collect,
        licence_type=licences[0] if licences else "",
        max_files=min(each.max_files for each in materials),
        copies=max(each.copies for each in materials),
        accept_standard=_together([each.accept_standard for each in materials]),
        review_points=list(dict.fromkeys(point for each in materials for point in each.review_points)),
    )


def _together(sentences: list[str]) -> str:
    return "；".join(dict.fromkeys(each.strip("。； ") for each in sentences if each.strip()))
