"""From a template and what a letter says to the blocks that are set on paper. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from .fields import LISTS, Field, Sort
from .kinds import is_empty
from .templates import Named, Node, Text, nodes_of
from .wording import day_in_figures, moment_in_figures

Values = Mapping[str, object]
STOP = "。"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with its heading before it if it has one; `ragged` when it must not be justified."""

    words: str
    heading: str = ""
    ragged: bool = False


@dataclass(frozen=True)
class Emphasis:
    """A line in bold: what is decided."""

    words: str


@dataclass(frozen=True)
class Entry:
    """One of a numbered list: in bold what it is about, if anything, then what is said."""

    words: str
    about: str = ""


@dataclass(frozen=True)
class Numbered:
    """A numbered list."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Rows:
    """A table of two columns: what is asked, and the answer."""

    rows: tuple[tuple[str, str], ...]


Block = Paragraph | Emphasis | Numbered | Rows


@dataclass(frozen=True)
class _Piece:
    """A part of a line: of the template itself, or filled in for a field."""

    words: str
    field: Field | None = None
    value: object = None


def blocks_of(body: str, values: Values) -> tuple[Block, ...]:
    """What a letter says, block by block. A day or time that is none is a mistake of the program, and rises."""
    lines = (line for line in _lines(_pieces(nodes_of(body), values)) if any(p.words.strip() or p.value for p in line))
    return tuple(_joined(block for line in lines for block in _blocks(line)))


def words_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Everything that the blocks print, line by line."""
    for block in blocks:
        match block:
            case Paragraph():
                yield f"{block.heading}：{block.words}" if block.heading else block.words
            case Emphasis():
                yield block.words
            case Numbered():
                for number, entry in enumerate(block.entries, start=1):
                    yield f"{number}.{entry.about}：{entry.words}" if entry.about else f"{number}.{entry.words}"
            case Rows():
                yield from (f"{label}：{answer}" for label, answer in block.rows)


def _pieces(nodes: Sequence[Node], values: Values) -> Iterator[_Piece]:
    for node in nodes:
        if isinstance(node, Text):
            yield _Piece(node.words)
        elif isinstance(node, Named):
            yield _filled(node.field, values.get(node.field.name))
        else:
            says = not is_empty(values.get(node.field.name))
            yield from _pieces(node.then if says else node.otherwise, values)


def _filled(named: Field, value: object) -> _Piece:
    if is_empty(value):
        return _Piece(named.default, named)
    if named.sort in LISTS:
        return _Piece("", named, value)
    if named.sort is Sort.DAY:
        return _Piece(day_in_figures(str(value)), named)
    if named.sort is Sort.MOMENT:
        return _Piece(moment_in_figures(str(value)), named)
    return _Piece(str(value), named)


def _lines(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    line: list[_Piece] = []
    for piece in pieces:
        if piece.field is None and piece.words == "\n":
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _blocks(line: list[_Piece]) -> Iterator[Block]:
    for piece in line:
        if piece.field and piece.value:
            yield Numbered(tuple(_entries(piece.field, cast("list[object]", piece.value))))
            return
    start = next((piece for piece in line if piece.words.strip()), None)
    own = start.words.lstrip() if start and start.field is None else ""
    if own.startswith("|"):
        yield _row(line)
    elif own.startswith("【"):
        yield from _headed(line)
    else:
        yield from _paragraphs(line)


def _entries(named: Field, items: Sequence[object]) -> Iterator[Entry]:
    """The entries of a list, in the way of its sort."""
    for item in items:
        if not isinstance(item, Mapping):
            yield Entry(str(item))
        elif named.sort is Sort.GAPS:
            yield Entry(str(item["problem"]), about=str(item["material"]))
        elif named.sort is Sort.FEES:
            yield Entry(str(item["amount"]), about=str(item["name"]))
        else:
            details = [str(item[name]) for name in ("form", "count") if not is_empty(item.get(name))]
            yield Entry(f"{item['name']}（{'，'.join(details)}）" if details else str(item["name"]))


def _row(line: list[_Piece]) -> Rows:
    """Only a bar of the template parts the columns; one that somebody typed into a field is a character.

    A condition may bring more bars than two columns have: nothing is lost then.
    """
    cells: list[list[_Piece]] = [[]]
    for piece in line:
        first, *others = [piece.words] if piece.field else piece.words.split("|")
        cells[-1].append(_Piece(first, piece.field))
        cells.extend([_Piece(other)] for other in others)
    label, *answer = [_said(cell) for cell in cells[1:]]
    return Rows(((label, "　".join(part for part in answer if part)),))


def _headed(line: list[_Piece]) -> Iterator[Block]:
    """【标题】 and what it heads; alone on its line, it is what the letter declares."""
    heading: list[_Piece] = []
    for index, piece in enumerate(line):
        before, mark, after = ("", "", "") if piece.field else piece.words.partition("】")
        if mark:
            title = _said([*heading, _Piece(before)]).removeprefix("【")
            rest = [_Piece(after), *line[index + 1 :]]
            yield from _paragraphs(rest, heading=title) if _said(rest) else [Emphasis(title)]
            return
        heading.append(piece)
    yield from _paragraphs(line)


def _paragraphs(line: list[_Piece], heading: str = "") -> Iterator[Paragraph]:
    """What people wrote keeps its paragraphs; the heading stands before the first."""
    ragged = any(piece.field.unbreakable for piece in line if piece.field)
    parts = [part for part in (part.strip() for part in _said(line).split("\n")) if part]
    for index, words in enumerate(parts):
        yield Paragraph(words, heading="" if index else heading, ragged=ragged)


def _said(pieces: Iterable[_Piece]) -> str:
    """The pieces in one; a full stop that was written into a field is not printed twice."""
    words = ""
    for piece in pieces:
        if piece.field is None and piece.words.startswith(STOP):
            words = words.rstrip(STOP)
        words += piece.words
    return words.strip()


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows that follow one another are one table."""
    rows: list[tuple[str, str]] = []
    for block in blocks:
        if isinstance(block, Rows):
            rows.extend(block.rows)
            continue
        if rows:
            yield Rows(tuple(rows))
            rows = []
        yield block
    if rows:
        yield Rows(tuple(rows))
