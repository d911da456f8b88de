"""The template by which item guides are imported: its columns, and what a line of it means."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from .codes import fault_of_code, scheme_of
from .definition import Audience, Definition, ItemType, Term
from .names import ITEM_TYPE_NAMES
from .publication import obstacles


@dataclass(frozen=True)
class ImportFault:
    """What is wrong in a file, and where: line 0 means the file as a whole."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Line:
    """A line of a file: its number and its cells by column key."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column: its key in JSONL, its heading in tables, the longest cell."""

    key: str
    heading: str
    longest: int
    required: bool = False


COLUMNS = (
    Column("item_code", "事项编码", 64, required=True),
    Column("name", "事项名称", 200, required=True),
    Column("item_type", "事项类型", 12, required=True),
    Column("department", "实施部门", 100, required=True),
    Column("department_code", "部门代码", 40, required=True),
    Column("area_code", "区划代码", 12, required=True),
    Column("main_item", "主项名称", 200),
    Column("audience", "服务对象", 20),
    Column("summary", "一句话说明", 500),
    Column("conditions", "受理条件", 4000),
    Column("keywords", "关键词", 500),
    Column("promised_days", "承诺时限", 4),
    Column("statutory_days", "法定时限", 4),
    Column("consult_phone", "咨询电话", 30),
    Column("supervise_phone", "监督电话", 30),
    Column("online_level", "网上办理实名等级", 2),
    Column("window_level", "窗口办理实名等级", 2),
    Column("mail_level", "邮寄办理实名等级", 2),
)
BY_KEY = {column.key: column for column in COLUMNS}
KEY_OF = {column.heading: column.key for column in COLUMNS} | {column.key: column.key for column in COLUMNS}

# A spreadsheet would run these as formulas when somebody opens an export of what was imported.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

DEPARTMENT_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
TYPES = {name: kind for kind, name in ITEM_TYPE_NAMES.items()} | {kind.value: kind for kind in ItemType}
AUDIENCES = {
    "个人": [Audience.PERSON],
    "法人": [Audience.ENTERPRISE],
    "个人和法人": [Audience.PERSON, Audience.ENTERPRISE],
}
LEVELS = frozenset("01234")
WAYS = ("online", "window", "mail")
SEPARATORS = str.maketrans({"；": ";", "、": ";", "，": ";", "\n": ";"})


@dataclass(frozen=True)
class GuideRow:
    """A line that can be taken: under which code, in which department, and what it says of the item."""

    line: int
    code: str
    department: str
    department_code: str
    area_code: str
    says: Mapping[str, object] = field(hash=False)  # fields of Definition; what the file leaves empty is left out
    levels: Mapping[str, int] = field(hash=False)  # fields of Assurances, in the same way

    def applied_to(self, known: Definition | None, *, department: str) -> Definition:
        """The definition after this line: what it says, over what was known."""
        if known:
            assurances = msgspec.structs.replace(known.assurances, **self.levels)
            return msgspec.structs.replace(known, **self.says, assurances=assurances)
        said = {**msgspec.to_builtins(self.says), "assurances": self.levels}
        return msgspec.convert({**said, "department": department}, Definition)


def row_of(line: Line) -> GuideRow | list[ImportFault]:
    """What a line means, or everything that is wrong with it."""
    row = read_row(line)
    if isinstance(row, list):
        return row
    return faults_of_definition(row.line, row.applied_to(None, department="new")) or row


def read_row(line: Line) -> GuideRow | list[ImportFault]:
    """What a line means, whether or not it could be published; or what in it cannot be read."""
    cells = {key: cell.strip() for key, cell in line.cells.items() if cell.strip()}
    faults = [*_faults_of_cells(line), *_faults_of_values(line.number, cells)]
    if faults:
        return faults
    return GuideRow(
        line=line.number,
        code=cells["item_code"],
        department=cells["department"],
        department_code=cells["department_code"],
        area_code=cells["area_code"],
        says=_says(cells),
        levels={way: int(cells[f"{way}_level"]) for way in WAYS if f"{way}_level" in cells},
    )


def faults_of_definition(line: int, definition: Definition) -> list[ImportFault]:
    """What would stop the publication of what a line leads to."""
    return [ImportFault(line, fault.label, fault.message) for fault in obstacles(definition)]


def _faults_of_cells(line: Line) -> list[ImportFault]:
    faults = [
        ImportFault(line.number, column.heading, f"“{column.heading}”不能空着。")
        for column in COLUMNS
        if column.required and not line.cells.get(column.key, "").strip()
    ]
    for key, cell in line.cells.items():
        column = BY_KEY[key]
        if cell.startswith(FORMULA_SIGNS):
            words = "单元格不能以 =、+、-、@ 或制表符开头，这样的内容会被表格软件当成公式。"
            faults.append(ImportFault(line.number, column.heading, words))
        if len(cell.strip()) > column.longest:
            words = f"最多 {column.longest} 个字，现在是 {len(cell.strip())} 个。"
            faults.append(ImportFault(line.number, column.heading, words))
        if "\x00" in cell:
            faults.append(ImportFault(line.number, column.heading, "含有看不见的控制字符，请删掉。"))
    return faults


def _fault_of_area(cell: str) -> str | None:
    return None if len(cell) == 12 and cell.isascii() and cell.isdecimal() else "区划代码是 12 位数字。"


def _fault_of_days(cell: str) -> str | None:
    return None if cell.isascii() and cell.isdecimal() else "天数请填 0 或正整数，没有时限就空着。"


def _fault_of_level(cell: str) -> str | None:
    return None if cell in LEVELS else "实名等级请填 0 到 4：0 不要求，1 已注册，2 已实名，3 高级实名，4 数字证书。"


def _fault_of_type(cell: str) -> str | None:
    return None if cell.zfill(2) in TYPES else f"事项类型请填：{'、'.join(ITEM_TYPE_NAMES.values())}。"


def _fault_of_audience(cell: str) -> str | None:
    return None if cell in AUDIENCES else "服务对象请填：个人、法人、个人和法人。"


def _fault_of_item_code(cell: str) -> str | None:
    return fault_of_code(cell, scheme=scheme_of(cell))


def _fault_of_department_code(cell: str) -> str | None:
    return None if DEPARTMENT_CODE.fullmatch(cell) else "部门代码用字母、数字、点、横线或下划线，以字母或数字开头。"


FAULT_OF: dict[str, Callable[[str], str | None]] = {
    "item_code": _fault_of_item_code,
    "area_code": _fault_of_area,
    "department_code": _fault_of_department_code,
    "item_type": _fault_of_type,
    "audience": _fault_of_audience,
    "promised_days": _fault_of_days,
    "statutory_days": _fault_of_days,
    **dict.fromkeys(("online_level", "window_level", "mail_level"), _fault_of_level),
}


def _faults_of_values(number: int, cells: Mapping[str, str]) -> list[ImportFault]:
    found = [(key, fault_of(cells[key])) for key, fault_of in FAULT_OF.items() if key in cells]
    return [ImportFault(number, BY_KEY[key].heading, fault) for key, fault in found if fault]


def _says(cells: Mapping[str, str]) -> dict[str, object]:
    says: dict[str, object] = {"name": cells["name"], "item_type": TYPES[cells["item_type"].zfill(2)]}
    says |= {key: cells[key] for key in ("summary", "consult_phone", "supervise_phone") if key in cells}
    says |= {key.removesuffix("_days"): Term(days=int(cells[key])) for key in cells if key.endswith("_days")}
    if "conditions" in cells:
        says["conditions"] = [each.strip() for each in cells["conditions"].splitlines() if each.strip()]
    if "audience" in cells:
        says["audience"] = AUDIENCES[cells["audience"]]
    keywords = [each.strip() for each in cells.get("keywords", "").translate(SEPARATORS).split(";") if each.strip()]
    if keywords or "main_item" in cells:
        says["keywords"] = [*keywords, *([cells["main_item"]] if "main_item" in cells else [])]
    return says
