"""What stops the publication of a version: every error of the linter, found at once, each with its place."""

from .definition import Definition
from .faults import Fault
from .linter import Guide, errors


def obstacles(definition: Definition) -> list[Fault]:
    """Why this cannot be published; empty when it can. A guide is held to less than an item that is handled online."""
    return [Fault(found.path, found.label, found.message) for found in errors(Guide(definition))]
