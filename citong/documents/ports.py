"""What documents needs from outside: somebody who sets a letter on paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from .rules.kinds import Kind
from .rules.layout import Block, words_in


@dataclass(frozen=True)
class Sheet:
    """All that is printed of a letter: its head, what its template made of its values, its foot."""

    kind: Kind
    title: str
    number: str
    issuer: str
    salutation: str
    case_number: str
    query_code: str
    blocks: tuple[Block, ...]
    issued_at: datetime
    dated: str
    code: str

    def lines(self) -> list[str]:
        """Everything that is printed of what people wrote, from above downwards."""
        head = [self.issuer, self.title, self.number, self.case_number, self.query_code, self.salutation]
        return [line for line in (*head, *words_in(self.blocks), self.dated) if line]


class Renderer(Protocol):
    """Makes the file of a letter: PDF/A, the same bytes for the same sheet.

    Raises Unavailable when it cannot work now, and GlyphMissing rather than leave a character out.
    """

    def render(self, sheet: Sheet) -> bytes:
        """The content of the file."""
        ...
