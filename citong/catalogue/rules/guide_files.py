"""Files of guides, read line by line: JSONL, CSV, XLSX. Bytes in; lines, and what cannot be read, out."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import msgspec
import python_calamine

from .guides import BY_KEY, COLUMNS, KEY_OF, ImportFault, Line

LARGEST_BYTES = 100 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 3 * LARGEST_BYTES
LONGEST_LINE = 64 * 1024
NOT_UTF8 = "文件不是 UTF-8 编码。请用表格软件打开，另存为“CSV UTF-8（逗号分隔）”，再导入。"
FORMULA = re.compile(rb'<c [^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<f[ >/]')
# What zipfile and calamine raise for files that are damaged, locked, or no workbooks.
UNREADABLE = (python_calamine.CalamineError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError)

Found = Iterator[Line | ImportFault]


def lines_in(stream: BinaryIO, *, file_name: str) -> Found:
    """The lines of a file, by the ending of its name, and what is wrong with it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    read = READERS.get(file_name.rpartition(".")[2].lower())
    if read is None:
        yield ImportFault(0, "", "只能导入 .jsonl、.csv、.xlsx 文件。")
    elif size > LARGEST_BYTES:
        yield ImportFault(0, "", "文件超过 100 MB。请分成几个文件导入。")
    elif size == 0:
        yield ImportFault(0, "", "文件是空的。")
    else:
        yield from read(stream)


def _jsonl(stream: BinaryIO) -> Found:
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            yield ImportFault(number, "", "这一行太长，文件可能不是 JSONL：应当一行一个事项。")
            return
        if raw.strip():
            yield from _object(number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw)


def _object(number: int, raw: bytes) -> Found:
    try:
        value = msgspec.json.decode(raw.decode())
    except UnicodeDecodeError:
        yield ImportFault(number, "", "这一行不是 UTF-8 编码。")
        return
    except (msgspec.DecodeError, RecursionError):
        yield ImportFault(number, "", "这一行不是完整的 JSON，文件可能没有传完整。")
        return
    if not isinstance(value, dict):
        yield ImportFault(number, "", "这一行应当是一个 JSON 对象。")
        return
    unknown = [ImportFault(number, key, f"没有“{key}”这一列。") for key in value if key not in BY_KEY]
    odd = [
        ImportFault(number, BY_KEY[key].heading, "请填文字或数字。")
        for key, cell in value.items()
        if key in BY_KEY and not isinstance(cell, str | int | None)
    ]
    yield from [*unknown, *odd]
    if not unknown and not odd:
        yield Line(number, {key: "" if cell is None else str(cell) for key, cell in value.items()})


def _csv(stream: BinaryIO) -> Found:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    is_readable = True
    try:
        yield from _table((reader.line_num, row) for row in reader)
    except UnicodeDecodeError:
        is_readable = False
    except csv.Error:
        yield ImportFault(reader.line_num, "", "这一行的引号没有配对，或者单元格太长。请检查文件是否完整。")
    finally:
        text.detach()  # else the wrapper would close the file of whoever called
    if not is_readable:
        yield ImportFault(_first_line_in_another_encoding(stream), "", NOT_UTF8)


def _first_line_in_another_encoding(stream: BinaryIO) -> int:
    stream.seek(0)
    for number, raw in enumerate(stream, start=1):
        try:
            raw.decode()
        except UnicodeDecodeError:
            return number
    return 0


def _xlsx(stream: BinaryIO) -> Found:
    try:
        yield from _formulas(stream)
        stream.seek(0)
        workbook = python_calamine.load_workbook(stream)
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except UNREADABLE:
        yield ImportFault(0, "", "这个文件打不开：不是 XLSX 表格，或者已经损坏、加了密码。")
        return
    yield from _table((number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=1))


def _formulas(stream: BinaryIO) -> Found:
    with zipfile.ZipFile(stream) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED_BYTES:
            raise zipfile.LargeZipFile
        for entry in archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                for column, row in FORMULA.findall(archive.read(entry)):
                    yield ImportFault(int(row), column.decode(), "单元格里有公式。请先粘贴成数值，再导入。")


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _table(rows: Iterable[tuple[int, Sequence[str]]]) -> Found:
    keys: list[str] = []
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if keys:
            yield _line(number, keys, row)
            continue
        faults = list(_faults_of_heading(number, row))
        yield from faults
        if faults:
            return
        keys = [KEY_OF[cell.strip()] for cell in row]
    if not keys:
        yield ImportFault(0, "", "文件里没有内容：第一行要有列名。")


def _line(number: int, keys: Sequence[str], row: Sequence[str]) -> Line | ImportFault:
    if len(row) != len(keys):
        return ImportFault(number, "", f"这一行有 {len(row)} 列，列名有 {len(keys)} 个，对不上。")
    cells: Mapping[str, str] = dict(zip(keys, row, strict=True))
    return Line(number, cells)


def _faults_of_heading(number: int, row: Sequence[str]) -> Iterator[ImportFault]:
    headings = [cell.strip() for cell in row]
    for heading in headings:
        if heading not in KEY_OF:
            yield ImportFault(number, heading, f"没有“{heading}”这一列。" if heading else "列名不能空着。")
    known = [KEY_OF[heading] for heading in headings if heading in KEY_OF]
    for key in sorted({key for key in known if known.count(key) > 1}):
        yield ImportFault(number, BY_KEY[key].heading, f"“{BY_KEY[key].heading}”这一列出现了不止一次。")
    for column in COLUMNS:
        if column.required and column.key not in known:
            yield ImportFault(number, column.heading, f"缺少“{column.heading}”这一列。")


READERS = {"jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx}
