"""Templates are text with named fields. Read here, and judged before anybody may keep them. Pure.

    {{事项名称}}                       what the field holds; days and times are written out by themselves
    {{如果有：依据}} … {{完}}           only when the field says something; {{否则}} for the opposite
    【依据】{{依据}}                    a heading before its paragraph; alone on its line, a line in bold
    | 受送达人 | {{受送达人}}           a row of a table
    {{材料清单}}                       a list, alone on its line

Each line is a paragraph. There is nothing else: no code, no calculation, nothing of another letter's.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .fields import BY_LABEL, LISTS, Field, labels_of
from .kinds import Kind, values_known, values_printed

LONGEST = 20_000
DEEPEST = 3
TAG = re.compile(r"{{([^{}\n]*)}}")
STRAY = re.compile(r"{{|}}")
IF, ELSE, END = "如果有", "否则", "完"
WHOLE = 0
# Of a row with two columns; the last one may be left out.
BARS = {2, 3}


@dataclass(frozen=True)
class Text:
    """Words that stand in the template."""

    words: str


@dataclass(frozen=True)
class Named:
    """A field, to be filled in."""

    field: Field


@dataclass(frozen=True)
class When:
    """Two ways to go on, by whether a field says something."""

    field: Field
    then: tuple["Node", ...]
    otherwise: tuple["Node", ...]


Node = Text | Named | When


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which line; line 0 is the whole text."""

    line: int
    words: str

    @property
    def where(self) -> str:
        """The line, as people say it."""
        return f"第 {self.line} 行" if self.line else "整份模板"


@dataclass
class _Open:
    """A condition that is not closed yet."""

    named: Field
    line: int
    then: list[Node] = field(default_factory=list)
    otherwise: list[Node] | None = None

    @property
    def nodes(self) -> list[Node]:
        return self.then if self.otherwise is None else self.otherwise


@dataclass
class _Reader:
    """What was read so far."""

    nodes: list[Node] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, node: Node) -> None:
        (self.open[-1].nodes if self.open else self.nodes).append(node)

    def blame(self, line: int, words: str) -> None:
        self.faults.append(Fault(line, words))


def nodes_of(body: str) -> tuple[Node, ...]:
    """A template that was judged good, read."""
    reader = _read(body)
    if reader.faults:
        raise ValueError(f"a template with faults was kept: {reader.faults[0].words}")
    return tuple(reader.nodes)


def faults_in(kind: Kind, body: str) -> list[Fault]:
    """Everything that is wrong with a template of this kind, line by line; the whole of it first."""
    if not body.strip():
        return [Fault(WHOLE, "模板是空的。")]
    if len(body) > LONGEST:
        return [Fault(WHOLE, f"模板太长，最多 {LONGEST} 个字。")]
    reader = _read(body)
    faults = [*reader.faults, *_faults_of_lines(body), *_strange_fields(kind, body)]
    if not faults:
        faults = [
            Fault(WHOLE, f"法律要求写明“{label}”，模板里没有，或者只在某种情况下才写。")
            for label in labels_of(_unprinted(kind, reader.nodes))
        ]
    return sorted(faults, key=lambda fault: fault.line)


def differences(older: str, newer: str) -> list[tuple[str, str]]:
    """Line by line what became of a text: ("same" | "gone" | "new", the line)."""
    signs = {" ": "same", "-": "gone", "+": "new"}
    compared = difflib.ndiff(older.splitlines(), newer.splitlines())
    return [(signs[line[0]], line[2:]) for line in compared if line[0] in signs]


def _read(body: str) -> _Reader:
    reader = _Reader()
    for number, line in enumerate(body.splitlines(), start=1):
        if number > 1:
            reader.add(Text("\n"))
        _read_line(reader, line, number)
    for left in reader.open:
        reader.blame(left.line, f"“如果有：{left.named.label}”没有用 {{{{完}}}} 结束。")
    return reader


def _read_line(reader: _Reader, line: str, number: int) -> None:
    at = 0
    for tag in TAG.finditer(line):
        _read_words(reader, line[at : tag.start()], number)
        _read_tag(reader, tag[1].strip(), number)
        at = tag.end()
    _read_words(reader, line[at:], number)


def _read_words(reader: _Reader, words: str, number: int) -> None:
    if STRAY.search(words):
        reader.blame(number, "大括号不成对，字段要写成 {{字段}}。")
    elif words:
        reader.add(Text(words))


def _read_tag(reader: _Reader, tag: str, number: int) -> None:
    word, colon, label = (part.strip() for part in tag.replace(":", "：").partition("："))
    if tag == END:
        _close(reader, number)
    elif tag == ELSE:
        _turn(reader, number)
    elif colon and word != IF:
        reader.blame(number, f"不认识“{word}”。条件要写成 {{{{如果有：字段}}}}。")
    elif (found := BY_LABEL.get(label if colon else tag)) is None:
        reader.blame(number, _unknown(label if colon else tag))
    elif colon:
        _open(reader, found, number)
    else:
        reader.add(Named(found))


def _open(reader: _Reader, named: Field, number: int) -> None:
    if len(reader.open) == DEEPEST:
        reader.blame(number, f"条件套得太深，最多 {DEEPEST} 层。")
    reader.open.append(_Open(named, number))


def _turn(reader: _Reader, number: int) -> None:
    if not reader.open:
        reader.blame(number, "“否则”前面没有“如果有”。")
    elif reader.open[-1].otherwise is not None:
        reader.blame(number, "同一个条件里写了两次“否则”。")
    else:
        reader.open[-1].otherwise = []


def _close(reader: _Reader, number: int) -> None:
    if not reader.open:
        reader.blame(number, "“完”前面没有“如果有”。")
        return
    done = reader.open.pop()
    reader.add(When(done.named, tuple(done.then), tuple(done.otherwise or ())))


def _unknown(label: str) -> str:
    nearest = difflib.get_close_matches(label, BY_LABEL, n=1, cutoff=0.5)
    hint = f"是不是“{nearest[0]}”？" if nearest else "能用的字段见旁边的清单。"
    return f"没有“{label}”这个字段。{hint}" if label else "大括号里没有写字段。"


def _faults_of_lines(body: str) -> Iterator[Fault]:
    for number, line in enumerate(body.splitlines(), start=1):
        lists = [label for label in _labels_in(line) if label in BY_LABEL and BY_LABEL[label].sort in LISTS]
        said = TAG.sub(lambda tag: "" if _is_condition(tag[1]) else tag[0], line).strip()
        if lists and said not in {f"{{{{{label}}}}}" for label in lists}:
            yield Fault(number, f"“{lists[0]}”是一张清单，要单独写一行。")
        if said.startswith("【") and "】" not in said:
            yield Fault(number, "标题要写成【标题】，这里没有“】”。")
        if said.startswith("|") and said.count("|") not in BARS:
            yield Fault(number, "表格的一行要写成 | 项目 | 内容 |，正好两栏。")


def _strange_fields(kind: Kind, body: str) -> Iterator[Fault]:
    known = values_known(kind)
    for number, line in enumerate(body.splitlines(), start=1):
        for tag in TAG.finditer(line):
            label = tag[1].replace(":", "：").rpartition("：")[2].strip()
            if label in BY_LABEL and BY_LABEL[label].name not in known:
                yield Fault(number, f"这种文书没有“{label}”，请删去，或者换一个字段。")


def _labels_in(line: str) -> Iterable[str]:
    return [tag[1].strip() for tag in TAG.finditer(line) if not _is_condition(tag[1])]


def _is_condition(tag: str) -> bool:
    return tag.strip() in {ELSE, END} or tag.strip().startswith(IF)


def _unprinted(kind: Kind, nodes: Iterable[Node]) -> list[str]:
    """What has to be printed and is not, in some letter that the template would make."""
    printed = _always_printed(nodes)
    return [name for name in values_printed(kind) if name not in printed]


def _always_printed(nodes: Iterable[Node]) -> set[str]:
    """What is printed on every way through; a condition on a field that is always given goes one way only."""
    printed: set[str] = set()
    for node in nodes:
        if isinstance(node, Named):
            printed.add(node.field.name)
        elif isinstance(node, When):
            then = _always_printed(node.then)
            printed |= {node.field.name} & then | then & _always_printed(node.otherwise)
    return printed
