"""Who may import whom: the contracts hold, and each is seen to catch a violation in a skeleton of the house."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, texts

# Contract, the file that breaks it, the line that breaks it.
VIOLATIONS = [
    ("Modules stand on one another in this order", "catalogue/queries/items.py", "from citong.cases import facade"),
    ("Modules stand on one another in this order", "notices/services.py", "from citong.documents import facade"),
    ("Modules stand on one another in this order", "kernel/outbox.py", "from citong.journeys import permit"),
    ("Modules stand on one another in this order", "cases/services/filing.py", "from citong.journeys import permit"),
    ("Modules stand on one another in this order", "parking/__init__.py", ""),
    ("A module is entered through its facade", "cases/services/filing.py", "from citong.catalogue import models"),
    ("A module is entered through its facade", "journeys/permit.py", "from citong.cases import services"),
    ("A module is entered through its facade", "channels/kit/faults.py", "from citong.cases.queries import cases"),
    ("Rooms of a module depend downwards", "cases/lifecycle.py", "from citong.cases.services import moves"),
    ("Rooms of a module depend downwards", "notices/queries.py", "from citong.notices import services"),
    ("Rooms of a module depend downwards", "cases/rules/clock.py", "from citong.cases import models"),
    ("Only adapters speak to the network", "notices/services.py", "import httpx"),
    ("Only adapters speak to the network", "channels/kit/faults.py", "import requests"),
    ("Channels do not know one another", "channels/portal/urls.py", "from citong.channels.desk import urls"),
    ("Channels do not know one another", "channels/kit/faults.py", "from citong.channels.portal import urls"),
]


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """The house with every room empty but for one import of the kernel, which one contract waits for."""
    for path, _ in texts("citong"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "citong/cases/services/moves.py").write_text("from citong.kernel import errors\n", encoding="utf-8")
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.importlinter]")
    (tmp_path / "pyproject.toml").write_text(contracts[1] + contracts[2], encoding="utf-8")
    return tmp_path


def test_the_house_keeps_every_contract():
    code, broken = _lint(ROOT)

    assert (code, broken) == (0, [])


def test_an_empty_house_breaks_nothing(skeleton: Path):
    assert _lint(skeleton) == (0, [])


@pytest.mark.parametrize(("contract", "path", "line"), VIOLATIONS, ids=[f"{v[1]}: {v[2]}" for v in VIOLATIONS])
def test_a_contract_catches_its_violation(skeleton: Path, contract: str, path: str, line: str):
    (skeleton / "citong" / path).parent.mkdir(exist_ok=True)
    (skeleton / "citong" / path).write_text(f"{line}\n", encoding="utf-8")

    code, broken = _lint(skeleton)

    assert code == 1
    assert contract in broken


def test_an_adapter_may_speak_to_the_network(skeleton: Path):
    (skeleton / "citong/notices/adapters/simulator.py").write_text("import httpx\n", encoding="utf-8")

    assert _lint(skeleton) == (0, [])


def _lint(folder: Path) -> tuple[int, list[str]]:
    """The exit code, and the names of the contracts that are broken."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    return done.returncode, re.findall(r"^(.+) BROKEN", done.stdout, re.M)
