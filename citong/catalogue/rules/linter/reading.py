"""Guides for the linter out of the lines of a file, without taking them over."""

from collections.abc import Iterable

from ..guides import ImportFault, Line, read_row
from .findings import Guide


def guides_in(lines: Iterable[Line | ImportFault]) -> tuple[list[Guide], list[ImportFault]]:
    """The guides that the lines describe, and what of them cannot be read."""
    guides: list[Guide] = []
    faults: list[ImportFault] = []
    for line in lines:
        found = [line] if isinstance(line, ImportFault) else read_row(line)
        if isinstance(found, list):
            faults += found
        else:
            definition = found.applied_to(None, department=found.department_code)
            guides.append(Guide(definition, found.code, found.department))
    return guides, faults
