"""Letters set by typst: PDF/A-2b in Noto Serif SC, from the templates beside this file."""

import json
import threading
from functools import cached_property
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from citong.documents.errors import GlyphMissing
from citong.documents.ports import Sheet
from citong.kernel.errors import Unavailable

TEMPLATES = Path(__file__).parent / "letters"
FONT_FILES = "NotoSerifSC_*.ttf"


class TypstRenderer:
    """One compiler, kept warm; a compiler serves one thread at a time, so a lock stands before it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def render(self, sheet: Sheet) -> bytes:
        """The letter as PDF/A: the same bytes for the same sheet."""
        if missing := self.missing_glyphs(sheet.text()):
            raise GlyphMissing(missing)
        with self._lock:
            return self._compiled(sheet)

    def _compiled(self, sheet: Sheet) -> bytes:
        try:
            content = self._compiler.compile(
                input=str(TEMPLATES / f"{sheet.kind}.typ"),
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
        return typst.Compiler(root=str(TEMPLATES), font_paths=[str(Path(settings.FONTS_DIR))], ignore_system_fonts=True)

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
    parts = {"title": sheet.title, "number": sheet.number, "dated": sheet.dated, "code": sheet.code}
    return json.dumps({**parts, "values": dict(sheet.values)}, ensure_ascii=False)
