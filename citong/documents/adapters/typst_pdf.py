"""Letters set by typst: PDF/A-2b in Noto Serif SC, in the one layout beside this file."""

import json
import threading
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from citong.documents.errors import GlyphMissing
from citong.documents.ports import Sheet
from citong.kernel.errors import Unavailable

LAYOUTS = Path(__file__).parent / "letters"
FONT_FILES = "NotoSerifSC_*.ttf"


class TypstRenderer:
    """One compiler, kept warm; a compiler serves one thread at a time, so a lock stands before it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def render(self, sheet: Sheet) -> bytes:
        """The letter as PDF/A: the same bytes for the same sheet."""
        if missing := self.missing_glyphs("".join(sheet.lines())):
            raise GlyphMissing(missing)
        with self._lock:
            return self._compiled(sheet)

    def _compiled(self, sheet: Sheet) -> bytes:
        try:
            content = self._compiler.compile(
                input=str(LAYOUTS / "letter.typ"),
                format="pdf",
                sys_inputs={"sheet": _as_json(sheet)},
                pdf_standards="a-2b",
                timestamp=int(sheet.issued_at.timestamp()),
            )
        except typst.TypstError as error:
            raise Unavailable(f"typst: {error.message}") from error
        if not isinstance(content, bytes):
            raise Unavailable("typst made no file")
        return content

    def missing_glyphs(self, text: str) -> str:
        """The characters that some weight of the font cannot write; typst itself would leave them out silently."""
        return "".join(sorted({c for c in text if not c.isspace() and ord(c) not in self._characters}))

    @cached_property
    def _compiler(self) -> "typst.Compiler":
        return typst.Compiler(root=str(LAYOUTS), font_paths=[str(Path(settings.FONTS_DIR))], ignore_system_fonts=True)

    @cached_property
    def _characters(self) -> frozenset[int]:
        fonts = sorted(Path(settings.FONTS_DIR).rglob(FONT_FILES))
        if not fonts:
            raise Unavailable(f"no {FONT_FILES} in the folder of fonts: build the front end first")
        return frozenset.intersection(*map(_characters_of, fonts))


def _characters_of(font: Path) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _as_json(sheet: Sheet) -> str:
    """The sheet as the layout reads it; every block says of which kind it is."""
    blocks = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in sheet.blocks]
    names = ("title", "number", "issuer", "salutation", "case_number", "query_code", "dated", "code")
    return json.dumps({**{name: getattr(sheet, name) for name in names}, "blocks": blocks}, ensure_ascii=False)
