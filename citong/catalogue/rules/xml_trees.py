"""XML from outside, as a tree: no document type, hence no entities, nothing fetched, nothing that grows when read."""

from xml.etree import ElementTree as ET
from xml.parsers import expat

LARGEST = 2_000_000
DEEPEST = 50


class NotReadable(ValueError):
    """The text is not XML, or XML that we do not read; the message says why, for the person who sent it."""


def tree_of(content: bytes) -> ET.Element:
    """The root of the tree; elements are named as `{namespace}name`."""
    if len(content) > LARGEST:
        raise NotReadable("文件太大，最多 2 MB。")
    builder = _Builder()
    try:
        builder.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotReadable(f"不是完整的 XML 文件：第 {error.lineno} 行读不下去。") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable("文件的编码读不懂，请存成 UTF-8。") from error
    return builder.tree.close()


class _Builder:
    """Listens to the parser, and puts the tree together."""

    def __init__(self) -> None:
        self.tree = ET.TreeBuilder()
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.tree.data

    def _refuse(self, *_declared: object) -> None:
        raise NotReadable("文件里有文档类型声明（DOCTYPE），不能读入。请去掉这一段。")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotReadable("文件里一层套一层，太深了。")
        self.tree.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.tree.end(_named(name))


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name
