"""The files of the repository, for the rules that are held against them."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CITONG = ROOT / "citong"
NOT_MODULES = {"kernel", "journeys", "channels", "__pycache__"}
BUILT = {".venv", ".node", "node_modules", "dist", "var", "__pycache__", ".git"}

# What a rule finds in one file, given its path within the repository and its text; empty when the rule is kept.
Rule = Callable[[Path, str], list[str]]


def module_names() -> list[str]:
    """The modules that exist today."""
    return sorted(path.name for path in CITONG.iterdir() if path.is_dir() and path.name not in NOT_MODULES)


def texts(*folders: str, suffixes: tuple[str, ...] = (".py",), migrations: bool = False) -> Iterator[tuple[Path, str]]:
    """Path within the repository and text of each file below these folders."""
    for folder in folders:
        start = ROOT / folder
        for path in [start] if start.is_file() else sorted(start.rglob("*")):
            inside = path.relative_to(ROOT)
            if not path.is_file() or path.suffix not in suffixes or BUILT & set(inside.parts):
                continue
            if migrations or "migrations" not in inside.parts:
                yield inside, path.read_text(encoding="utf-8")


def found(rule: Rule, files: Iterator[tuple[Path, str]]) -> list[str]:
    """Every violation of a rule, with the file it is in."""
    return [f"{path}: {violation}" for path, text in files for violation in rule(path, text)]


def functions(source: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, wherever it is defined."""
    return [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def public_functions(source: str) -> list[ast.FunctionDef]:
    """The functions at the top of a file that others may call."""
    return [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
