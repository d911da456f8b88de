from collections.abc import Iterator

import pytest

from citong.documents.adapters.simulator import SimulatedRenderer
from citong.kernel.ports import adapter


@pytest.fixture
def renderer(settings, tmp_path) -> Iterator[SimulatedRenderer]:
    """The simulator in the renderer's place, with a folder of its own for files."""
    settings.FILES_DIR = tmp_path
    settings.ADAPTERS = {
        **settings.ADAPTERS,
        "documents.renderer": "citong.documents.adapters.simulator.SimulatedRenderer",
    }
    adapter.cache_clear()
    yield adapter("documents.renderer")
    adapter.cache_clear()
