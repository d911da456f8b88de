"""What the files of the demonstration say, as values."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from citong.catalogue import facade as catalogue

FOLDER = Path(__file__).resolve().parent.parent


class PostKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A post that departments have, under one code everywhere."""

    code: str
    name: str
    duty: str


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who works for a department, in these posts of it."""

    number: str
    name: str
    posts: list[str]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A department, a street office, the centre, the government; of an ended one, when it ended and who took over."""

    code: str
    name: str
    short_name: str
    letter_word: str
    kind: str
    uscc: str
    division: str
    phone: str
    supervision_phone: str
    valid_from: date
    posts: list[str] = []
    staff: list[Person] = []
    valid_to: date | None = None
    successor: str = ""


class Counter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A window in a hall."""

    number: str
    floor: str
    department: str


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hall with its windows."""

    code: str
    name: str
    address: str
    hours: str
    phone: str
    division: str
    windows: list[Counter]


class Structure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that `organisations.yaml` says."""

    posts: list[PostKind]
    departments: list[Body]
    ended: list[Body]
    halls: list[Place]


class TopicLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A topic under which items are found."""

    code: str
    kind: str
    name: str
    summary: str


@lru_cache(maxsize=1)
def structure() -> Structure:
    """Departments, posts, people and halls."""
    return msgspec.yaml.decode((FOLDER / "organisations.yaml").read_bytes(), type=Structure)


def topics() -> list[TopicLine]:
    """The topics, in the order in which they are shown."""
    return msgspec.yaml.decode((FOLDER / "topics.yaml").read_bytes(), type=list[TopicLine])


class Levels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One matter that several levels handle in turn: what they share, and what each says itself, the upper first."""

    shared: dict[str, Any]  # Any: parts of a definition, checked once they are put together
    levels: list[dict[str, Any]]


def on_levels() -> Iterator[catalogue.Definition]:
    """The items of matters that go from level to level; each before those that forward to it."""
    for path in sorted((FOLDER / "catalogue" / "levels").glob("*.yaml")):
        matter = msgspec.yaml.decode(path.read_bytes(), type=Levels)
        for level in matter.levels:
            yield msgspec.convert({**matter.shared, **level}, catalogue.Definition)


def configured() -> Iterator[catalogue.Definition]:
    """The items that are configured in every detail: one file each, or one for all the levels of a matter."""
    yield from on_levels()
    for path in sorted((FOLDER / "catalogue" / "configured").glob("*.yaml")):
        yield msgspec.yaml.decode(path.read_bytes(), type=catalogue.Definition)


def packages() -> dict[str, catalogue.PackageDefinition]:
    """The packages 一件事 by their code, one file each."""
    return {
        path.stem: msgspec.yaml.decode(path.read_bytes(), type=catalogue.PackageDefinition)
        for path in sorted((FOLDER / "catalogue" / "packages").glob("*.yaml"))
    }


def guides() -> Iterator[catalogue.Definition]:
    """The items with a plain form and route, one file a department."""
    for path in sorted((FOLDER / "catalogue" / "guides").glob("*.yaml")):
        yield from msgspec.yaml.decode(path.read_bytes(), type=list[catalogue.Definition])


def code_of(definition: catalogue.Definition) -> str:
    """The implementation code 实施编码 of GB/T 39554.1: whose item it is, at which level, and its basic code."""
    uscc = {body.code: body.uscc for body in structure().departments}[definition.department]
    return f"{uscc}{definition.exercise_level}{definition.basic_code}"
