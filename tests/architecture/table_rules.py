"""How tables and migrations are written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# From below upwards; modules on one line are strangers.
FLOORS = [
    {"kernel"},
    {"organisations"},
    {"identity"},
    {"catalogue"},
    {
        "appointments", "archives", "content", "datahub", "deliveries", "documents", "exchange", "intermediaries",
        "licences", "notices", "payments", "ratings",
    },
    {"cases", "enquiries", "grid", "office", "city"},
    {"supervision", "insight", "programme", "security"},
]  # fmt: skip
# Filing looks at these in one round trip; the benchmark of submitting is the reason (docs/adr/0006).
READ_BY_HAND = {"cases": {"catalogue_item", "catalogue_itemversion", "organisations_calendarchange"}}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def floor_of(module: str) -> int:
    """How high a module stands."""
    return next(height for height, floor in enumerate(FLOORS) if module in floor)


def strange_relations(path: Path, source: str) -> list[str]:
    """A relation to another module is named by a string, points down, protects, and is not seen from there."""
    module, tree = path.parts[1], ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    faults = []
    for call in _relations(tree):
        target = call.args[0] if call.args else ast.Constant("self")
        if isinstance(target, ast.Name):
            faults += [] if target.id in own else [f"line {call.lineno}: {target.id} is not named by a string"]
        elif isinstance(target, ast.Constant) and "." in str(target.value):
            faults += _faults_across(call, module, other=str(target.value).split(".", maxsplit=1)[0])
    return faults


def _relations(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RELATIONS:
            yield node


def _faults_across(call: ast.Call, module: str, *, other: str) -> list[str]:
    text, faults = ast.unparse(call), []
    if floor_of(other) >= floor_of(module):
        faults.append(f"line {call.lineno}: does not point down")
    if "related_name='+'" not in text:
        faults.append(f"line {call.lineno}: is seen from below")
    if "PROTECT" not in text:
        faults.append(f"line {call.lineno}: does not protect")
    return faults


def careless_tables(_path: Path, source: str) -> list[str]:
    """A table has a name for its rows, no default order, and no act hidden in saving or deleting."""
    return [
        f"{table.name}: {fault}"
        for table in ast.walk(ast.parse(source))
        if isinstance(table, ast.ClassDef) and _is_table(table)
        for fault in _carelessness(table)
    ]


def _is_table(node: ast.ClassDef) -> bool:
    return any(re.search(r"(models\.Model|AbstractBaseUser|AbstractUser)$", ast.unparse(base)) for base in node.bases)


def _carelessness(table: ast.ClassDef) -> list[str]:
    methods = {node.name for node in table.body if isinstance(node, ast.FunctionDef)}
    faults = [f"overrides {name}()" for name in ("save", "delete") if name in methods]
    if "__str__" not in methods:
        faults.append("has no __str__")
    if re.search(r"^\s+(ordering|get_latest_by) =", ast.unparse(table), re.M):
        faults.append("has a default order")
    return faults


def nameless_migrations(path: Path, source: str) -> list[str]:
    """A migration is named by hand and stands on its own feet."""
    faults = ["is not named by hand"] if re.search(r"_auto(_|$)|^\d{4}$", path.stem) else []
    if re.search(r"^\s*(from|import) citong", source, re.M):
        faults.append("imports the program as it is today")
    return faults


def strange_tables(path: Path, source: str) -> list[str]:
    """Hand-written statements read tables of their own module and of the kernel, and those that are listed."""
    module = path.parts[1]
    others = "|".join(name for floor in FLOORS for name in sorted(floor) if name not in {module, "kernel"})
    named = re.findall(rf"\b(?:from|join|update|into)\s+((?:{others})_[a-z]+)\b", source)
    return sorted(set(named) - READ_BY_HAND.get(module, set()))
