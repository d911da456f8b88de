"""The real list of items of a district that import and search are tried on. It lies outside this repository."""

from pathlib import Path

import pytest

from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from tests.factories.catalogue import MONDAY
from tests.factories.organisations import DivisionFactory

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "items-guangan.jsonl"


def import_real_items() -> catalogue.ImportReport:
    """Import the 800 real items; skip the test where the list is not at hand."""
    if not FILE.exists():
        pytest.skip("the list of real items is not at hand")
    DivisionFactory(code="511602000000", name="广安区")
    with FILE.open("rb") as stream:
        lines = catalogue.lines_in(stream, file_name=FILE.name)
        return catalogue.import_guides(lines, by=SYSTEM, at=MONDAY)
