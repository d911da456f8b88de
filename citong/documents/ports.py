"""What documents needs from outside: somebody who sets a letter on paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from .rules import Kind


@dataclass(frozen=True)
class Sheet:
    """All that is printed of a letter. `values` are plain; which ones a kind needs is told in `rules.REQUIRED`."""

    kind: Kind
    title: str
    number: str
    issued_at: datetime
    dated: str
    code: str
    values: Mapping[str, object]

    def text(self) -> str:
        """Every character that will be printed from what people wrote."""
        return "".join([self.title, self.number, self.dated, *_strings(self.values)])


class Renderer(Protocol):
    """Makes the file of a letter: PDF/A, the same bytes for the same sheet.

    Raises Unavailable when it cannot work now, and GlyphMissing rather than leave a character out.
    """

    def render(self, sheet: Sheet) -> bytes:
        """The content of the file."""
        ...


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
