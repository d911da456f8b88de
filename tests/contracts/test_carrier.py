"""What every carrier of text messages must do."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from citong.kernel.errors import Unavailable
from citong.notices.adapters.simulator import SimulatedCarrier
from citong.notices.errors import NumberRefused

MESSAGE = {"to": "13900000001", "text": "【示例大厅】已受理。"}


@pytest.fixture(params=[SimulatedCarrier])
def carrier_type(request, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return request.param


def test_the_carrier_gives_the_message_a_short_name(carrier_type):
    name = carrier_type().carry(**MESSAGE, reference="notice:1")

    assert name.isprintable()
    assert 0 < len(name) <= 80


def test_the_same_reference_is_the_same_message_even_after_a_restart(carrier_type):
    first = carrier_type().carry(**MESSAGE, reference="notice:1")

    restarted = carrier_type()

    assert restarted.carry(**MESSAGE, reference="notice:1") == first
    assert len(restarted.carried()) == 1


def test_a_message_that_another_process_handed_over_is_known(carrier_type):
    one, other = carrier_type(), carrier_type()
    one.carry(**MESSAGE, reference="notice:1")
    other.carry(**MESSAGE, reference="notice:2")

    one.carry(**MESSAGE, reference="notice:2")

    assert len(one.carried()) == 2


def test_another_reference_is_another_message(carrier_type):
    carrier = carrier_type()

    names = {carrier.carry(**MESSAGE, reference=f"notice:{n}") for n in (1, 2)}

    assert len(names) == len(carrier.carried()) == 2


def test_several_threads_may_hand_over_the_same_message(carrier_type):
    carrier = carrier_type()

    with ThreadPoolExecutor(4) as threads:
        names = set(threads.map(lambda _: carrier.carry(**MESSAGE, reference="notice:1"), range(8)))

    assert len(names) == len(carrier.carried()) == 1


def test_silence_is_told_as_such_and_carries_nothing(carrier_type):
    carrier = carrier_type(silences=1)

    with pytest.raises(Unavailable):
        carrier.carry(**MESSAGE, reference="notice:1")

    assert carrier.carried() == []


def test_a_number_that_is_never_served_is_refused(carrier_type):
    carrier = carrier_type(refused_numbers=frozenset({"13900000001"}))

    with pytest.raises(NumberRefused):
        carrier.carry(**MESSAGE, reference="notice:1")
