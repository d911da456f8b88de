"""What every test starts from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from citong.documents.adapters.simulator import SimulatedRenderer
from citong.kernel.ports import adapter
from tests.factories.documents import enter_texts
from tests.factories.keys import enter_first_keys


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path: Path) -> None:
    """Files go to a folder of the test's own."""
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture(autouse=True)
def texts(request: pytest.FixtureRequest) -> None:
    """The texts of letters come with the tables; a test that truncates the tables takes them from those after it."""
    if _uses_tables(request):
        request.getfixturevalue("db")
        enter_texts()


@pytest.fixture(autouse=True)
def first_keys(request: pytest.FixtureRequest, settings) -> None:
    """The first keys come with the tables, and are not read again while a test counts its queries."""
    settings.KEYS_REMEMBERED_SECONDS = 3600
    if _uses_tables(request):
        request.getfixturevalue("db")
        enter_first_keys()


@pytest.fixture
def renderer(settings) -> Iterator[SimulatedRenderer]:
    """Letters are set by the simulator."""
    settings.ADAPTERS = {
        **settings.ADAPTERS,
        "documents.renderer": "citong.documents.adapters.simulator.SimulatedRenderer",
    }
    adapter.cache_clear()
    yield adapter("documents.renderer")
    adapter.cache_clear()


def _uses_tables(request: pytest.FixtureRequest) -> bool:
    marked = request.node.get_closest_marker("django_db")
    return bool(marked or {"db", "transactional_db"} & {*request.fixturenames})
