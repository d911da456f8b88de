"""What anybody may read and install: reasons beside dependencies, locks with hashes, nothing of anybody's machine."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, found, texts

TEXTS = (".py", ".html", ".md", ".toml", ".txt", ".json", ".js", ".css", ".yaml", ".typ", ".service", ".conf", ".npmrc")
FOLDERS = (
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE", "pyproject.toml", "run", "test",
    "check", "manage.py", "citong", "config", "demo", "launch", "benchmarks", "deploy", "docs", "frontend",
    "requirements", "tests",
)  # fmt: skip
# Written apart, so that this file does not break its own rule.
MACHINE_PATHS = re.compile(
    "|".join(["/wo" + "rk/main", "/wo" + "rk/shared", r"(?<!\w)/t" + "mp/", r"(?<!\w)/home/" + r"\w+/"])
)
REGISTRIES = re.compile(r"https?://[^\s)\"']*(" + "|".join(["py" + "pi", "npm" + "js", "artifact", "nexus"]) + ")")
REQUIREMENT = re.compile(r'^\s+"[A-Za-z][\w\-\[\],.~=<>! ]*"\s*,')


def traces_of_a_machine(_path: Path, source: str) -> list[str]:
    """No path of a machine and no address of a registry."""
    return [match.group() for match in (*MACHINE_PATHS.finditer(source), *REGISTRIES.finditer(source))]


def requirements_without_reason(_path: Path, source: str) -> list[str]:
    """Every dependency says what it is for."""
    project = source.partition("[project]")[2].partition("[tool.")[0]
    return [line.strip() for line in project.splitlines() if REQUIREMENT.match(line) and "#" not in line]


def loose_locks(_path: Path, source: str) -> list[str]:
    """A lock pins exact versions with hashes and names no registry."""
    joined = re.sub(r"\\\n\s*", " ", source)
    pins = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [line[:80] for line in pins if "==" not in line or "--hash=sha256:" not in line or "://" in line]


@pytest.mark.parametrize("text", ["see /wo" + "rk/main/run", "in /t" + "mp/x", "https://py" + "pi.org/simple"])
def test_a_trace_of_a_machine_is_seen(text: str):
    assert traces_of_a_machine(Path("a.md"), text)


def test_nothing_tells_of_a_machine_or_a_registry():
    present = [folder for folder in FOLDERS if (ROOT / folder).exists()]

    assert found(traces_of_a_machine, texts(*present, suffixes=(*TEXTS, ""))) == []


def test_a_dependency_without_its_reason_is_seen():
    text = '[project]\ndependencies = [\n    "django~=5.2.0",\n    "tzdata",   # zones\n]\n'

    assert requirements_without_reason(Path("pyproject.toml"), text) == ['"django~=5.2.0",']


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert requirements_without_reason(Path("pyproject.toml"), text) == []
    assert len(re.findall(REQUIREMENT.pattern, text, re.M)) > 20


@pytest.mark.parametrize(
    "text",
    [
        "django==5.2.1\n",
        "django>=5.2 --hash=sha256:00\n",
        "-i https://somewhere/simple\n",
        "x @ https://somewhere/x.whl --hash=sha256:00\n",
    ],
)
def test_a_loose_lock_is_seen(text: str):
    assert loose_locks(Path("requirements/run.txt"), text)


def test_locks_are_tight():
    assert loose_locks(Path("a.txt"), "a==1 \\\n    --hash=sha256:00\n    # via b\n") == []
    assert found(loose_locks, texts("requirements", suffixes=(".txt",))) == []


def test_the_front_ends_lock_names_no_registry_and_has_checksums():
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    foreign = {name: package for name, package in packages.items() if name}

    assert [name for name, package in foreign.items() if "resolved" in package] == []
    assert [name for name, package in foreign.items() if "integrity" not in package] == []
