from collections.abc import Iterator

import pytest

from citong.kernel.ports import adapter
from citong.notices.adapters.simulator import SimulatedCarrier


@pytest.fixture
def carrier(settings, tmp_path) -> Iterator[SimulatedCarrier]:
    """The simulated carrier, with a file of its own."""
    settings.DATA_DIR = tmp_path
    settings.ADAPTERS = {**settings.ADAPTERS, "notices.carrier": "citong.notices.adapters.simulator.SimulatedCarrier"}
    adapter.cache_clear()
    yield adapter("notices.carrier")
    adapter.cache_clear()
