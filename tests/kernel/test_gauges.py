"""How far a long piece of work is."""

import pytest

from citong.kernel import gauges

pytestmark = pytest.mark.django_db


def test_a_gauge_stands_at_nought_until_it_is_set():
    assert gauges.read("made") == 0


def test_a_gauge_is_set_advanced_and_read():
    gauges.put("made", 5)
    gauges.advance("made")

    assert gauges.read("made") == 6


def test_a_gauge_that_was_never_set_can_be_advanced():
    gauges.advance("made")

    assert gauges.read("made") == 1
