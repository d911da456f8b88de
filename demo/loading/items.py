"""Steps: topics, the items under them, and the packages of items."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO

from django.core.management import call_command

from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor

from .reading import code_of, configured, guides, packages, topics

Progress = Callable[[int, int], None]


def load_topics(*, by: Actor, at: datetime, progress: Progress) -> None:
    """The topics, unless they are all there."""
    lines = topics()
    known = {found.topic.code for kind in {line.kind for line in lines} for found in catalogue.topics(kind)}
    if {line.code for line in lines} - known:
        entries = [catalogue.TopicEntry(line.code, line.kind, line.name, line.summary) for line in lines]
        catalogue.arrange_topics(entries, by=by, at=at)
    progress(1, 1)


def load_everyday_words(*, by: Actor, at: datetime, progress: Progress) -> None:  # noqa: ARG001 -- a step
    """What people say, and what the catalogue calls it."""
    call_command("load_everyday_words", stdout=StringIO())
    progress(1, 1)


def load_items(*, by: Actor, at: datetime, progress: Progress) -> None:
    """Every item that is not published yet; what somebody has changed since stays as they left it."""
    definitions = {code_of(definition): definition for definition in (*configured(), *guides())}
    published = set(catalogue.published_versions().values_list("item__code", flat=True))
    for done, (code, definition) in enumerate(definitions.items(), start=1):
        if code not in published:
            _introduce(definition, code=code, by=by, at=at)
        progress(done, len(definitions))


def _introduce(definition: catalogue.Definition, *, code: str, by: Actor, at: datetime) -> None:
    try:
        catalogue.introduce(definition, code=code, by=by, at=at)
    except catalogue.ItemIsWithdrawn:
        return  # somebody took it out of the demonstration; it stays out


def load_packages(*, by: Actor, at: datetime, progress: Progress) -> None:
    """Every package that is not published yet and whose items are there."""
    definitions = packages()
    published = set(catalogue.packages().values_list("package__code", flat=True))
    for done, (code, definition) in enumerate(definitions.items(), start=1):
        if code not in published:
            _introduce_package(definition, code=code, by=by, at=at)
        progress(done, len(definitions))


def _introduce_package(definition: catalogue.PackageDefinition, *, code: str, by: Actor, at: datetime) -> None:
    if len(catalogue.members_in_force(definition)) < len(definition.members):
        return  # somebody took one of its items out of the demonstration
    try:
        catalogue.introduce_package(definition, code=code, by=by, at=at)
    except catalogue.PackageIsWithdrawn:
        return  # it stays out, too
