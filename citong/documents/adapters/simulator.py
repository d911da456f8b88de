"""A renderer that is fast and plain: a true PDF of one page with the words of the letter, set in no particular font.

It can be made slow or silent, and, like the real one, refuses characters that it cannot write.
"""

import time
from dataclasses import dataclass

from citong.documents.errors import GlyphMissing
from citong.documents.ports import Sheet
from citong.kernel.errors import Unavailable

LAST_CHARACTER = 0xFFFF
PRIVATE_USE = range(0xE000, 0xF900)
CHARACTERS_A_BLOCK = 100
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts ["
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000 /FontDescriptor 7 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
)
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
)


@dataclass
class SimulatedRenderer:
    """`silences` is how many calls in a row stay without an answer."""

    seconds: float = 0.0
    silences: int = 0

    def render(self, sheet: Sheet) -> bytes:
        """The letter as a plain PDF: the same bytes for the same sheet."""
        time.sleep(self.seconds)
        if self.silences:
            self.silences -= 1
            raise Unavailable("the simulated renderer is silent")
        if missing := "".join(sorted({c for c in "".join(sheet.lines()) if not _is_writable(c)})):
            raise GlyphMissing(missing)
        lines = _lines(sheet)
        return _document(_page(lines), characters=sorted(set("".join(lines))))


def _is_writable(character: str) -> bool:
    return ord(character) <= LAST_CHARACTER and ord(character) not in PRIVATE_USE


def _lines(sheet: Sheet) -> list[str]:
    return [line for said in (*sheet.lines(), f"核验码 {sheet.code}") for line in said.splitlines()]


def _page(lines: list[str]) -> bytes:
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in lines)
    return f"BT /F 10 Tf 14 TL 60 780 Td\n{shown}ET".encode()


def _unicode_map(characters: list[str]) -> bytes:
    """Which character each code stands for: itself."""
    codes = [f"<{ord(character):04X}> <{ord(character):04X}>" for character in characters]
    blocks = [codes[start : start + CHARACTERS_A_BLOCK] for start in range(0, len(codes), CHARACTERS_A_BLOCK)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{mapped}\nendcmap end end"
    ).encode()


def _document(page: bytes, *, characters: list[str]) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        _stream(page),
        FONT,
        _stream(_unicode_map(characters)),
        DESCRIPTOR,
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(content),
        )
    )


def _stream(body: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body)
