"""How code is shaped: lengths, names, rooms, imports, what a layer may touch."""

import ast
import re
from pathlib import Path

from tests.architecture.house import NOT_MODULES, functions, public_functions

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
ROOMS = {
    "__init__", "apps", "facade", "services", "queries", "models", "sql", "lifecycle", "rules", "facts", "errors",
    "ports", "adapters", "jobs", "admin", "migrations", "management", "seed",
}  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "process", "handle", "data", "info"}
VAGUE_BEGINNINGS = ("do_", "process_", "handle_")
DJANGOS_NAMES = {"process_exception"}
TABLE_WORDS = {
    "objects", "save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "select_for_update", "cursor", "raw",
}  # fmt: skip
# A channel may say that the database does not answer.
OUTAGES = {"OperationalError", "InterfaceError"}
DOMAIN_WORDS = re.compile(
    r"\b(cases?|citizens?|applicants?|applications?(?!/)|certificates?|licen[cs]es?|permits?|payments?|hearings?)\b",
    re.I,
)


def long_files(_path: Path, source: str) -> list[str]:
    """A file has at most 400 lines."""
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines > LONGEST_FILE else []


def long_functions(_path: Path, source: str) -> list[str]:
    """A function has at most 40 lines."""
    lengths = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions(source)}
    return [f"{name} has {lines} lines" for name, lines in lengths.items() if lines > LONGEST_FUNCTION]


def late_imports(_path: Path, source: str) -> list[str]:
    """Nothing is imported inside a function."""
    return [
        f"{f.name} imports on line {node.lineno}"
        for f in functions(source)
        for node in ast.walk(f)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def vague_names(path: Path, source: str) -> list[str]:
    """Nothing is called by a word that fits everything."""
    names = [*path.with_suffix("").parts]
    classes = [n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ClassDef) and not _is_djangos(n)]
    vague = [name for name in names if set(name.split("_")) & VAGUE]
    vague += [f.name for f in functions(source) if f.name.startswith(VAGUE_BEGINNINGS) and f.name not in DJANGOS_NAMES]
    return vague + [name for name in classes if re.search(r"(Utils?|Helper|Manager|Info)$", name)]


def _is_djangos(node: ast.ClassDef) -> bool:
    """Whether Django asks for a manager here."""
    return any("Manager" in ast.unparse(base) for base in node.bases)


def unknown_rooms(path: Path, _source: str) -> list[str]:
    """A module has only the rooms that every module has."""
    if len(path.parts) < 3 or path.parts[0] != "citong" or path.parts[1] in NOT_MODULES:
        return []
    room = path.parts[2].removesuffix(".py")
    return [] if room in ROOMS else [f"{room} is no room"]


def unexplained(_path: Path, source: str) -> list[str]:
    """Whatever others may call says what it means for the people concerned."""
    return [f.name for f in public_functions(source) if not ast.get_docstring(f)]


def positional_arguments(source: str, *, names: set[str]) -> list[str]:
    """Of these functions, those that take more than their first argument by position."""
    return [f.name for f in public_functions(source) if f.name in names and len(f.args.args) > 1]


def verbs_without(source: str, *, verbs: set[str], argument: str) -> list[str]:
    """Of these verbs, those that do not take `by` (who) or `at` (when)."""
    taken = {f.name: {a.arg for a in f.args.kwonlyargs} for f in public_functions(source) if f.name in verbs}
    return [name for name, arguments in taken.items() if argument not in arguments]


def transactional(source: str) -> set[str]:
    """The public functions that open a transaction: verbs, even where only jobs call them."""
    return {f.name for f in public_functions(source) if any("atomic" in ast.unparse(d) for d in f.decorator_list)}


def facade_part(source: str, *, part: str) -> set[str]:
    """The names that a facade lists under one of its headings: done, kept, asked, told, refused."""
    body = source.partition("__all__")[2]
    section = re.split(r"^\s*# (?=done|kept|asked|told|refused)", body, flags=re.M)
    return {name for text in section if text.startswith(part) for name in re.findall(r'"(\w+)"', text)}


def tables_touched(_path: Path, source: str) -> list[str]:
    """Channels and journeys ask facades and call verbs; they touch no table and open no transaction."""
    tree = ast.parse(source)
    used = [n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in TABLE_WORDS]
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("django.db")]
    imported = [alias.name for n in imports for alias in n.names]
    return used + [name for name in imported if name not in OUTAGES]


# X.509 calls things by these names in every program of the world.
WORDS_OF_X509 = {"certificate", "certificates"}


def domain_words(path: Path, source: str) -> list[str]:
    """The kernel knows nothing of what government does."""
    words = WORDS_OF_X509 if path.parent == Path("citong/kernel/crypto/x509") else set()
    return [found.group() for found in DOMAIN_WORDS.finditer(source) if found.group().lower() not in words]


def signal_receivers(_path: Path, source: str) -> list[str]:
    """What follows from what is a line in journeys, never a signal."""
    return re.findall(r"django\.db\.models\.signals|django\.dispatch", source)


def broad_catches(path: Path, source: str) -> list[str]:
    """Only the edges that log what went wrong catch everything."""
    edges = {Path("citong/kernel/outbox.py"), Path("citong/kernel/jobs.py")}
    caught = [n.type.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ExceptHandler)
              if isinstance(n.type, ast.Name)]  # fmt: skip
    return [] if path in edges else [name for name in caught if name in {"Exception", "BaseException"}]
