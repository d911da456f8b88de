"""References, log lines, adapters, refusals."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.kernel.errors import InvalidInput, Refusal
from citong.kernel.logs import LineFormatter
from citong.kernel.ports import adapter
from citong.kernel.refs import id_of, ref


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_reference_leads_back_to_its_row(pk: int):
    assert id_of("bell", ref("bell", pk)) == pk


@pytest.mark.parametrize("a_ref", ["tower:7", "bell", "bell:", "bell:seven", "bell:-7", "bell:7:8", "", "bells:7"])
def test_a_reference_to_something_else_is_refused(a_ref: str):
    with pytest.raises(ValueError, match="not a reference to a bell"):
        id_of("bell", a_ref)


def test_a_log_line_carries_its_ids():
    record = logging.makeLogRecord({"name": "citong.x", "levelname": "INFO", "msg": "rung %s", "args": ("twice",)})
    record.bell = "北"

    line = LineFormatter().format(record)

    assert "INFO citong.x rung twice " in line
    assert json.loads(line[line.index("{") :]) == {"bell": "北"}


def test_a_log_line_without_ids_ends_with_its_message():
    record = logging.makeLogRecord({"name": "citong.x", "levelname": "INFO", "msg": "rung"})

    assert LineFormatter().format(record).endswith("INFO citong.x rung")


def test_a_log_line_with_a_failure_keeps_ids_and_traceback():
    try:
        _ = 1 / 0
    except ZeroDivisionError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.makeLogRecord({"name": "citong.x", "levelname": "ERROR", "msg": "broken", "exc_info": info})
    record.bell = 7

    first, *others = LineFormatter().format(record).splitlines()

    assert first.endswith('broken {"bell": 7}')
    assert others[-1] == "ZeroDivisionError: division by zero"


@pytest.fixture
def clean_adapters():
    adapter.cache_clear()
    yield
    adapter.cache_clear()


@pytest.mark.usefixtures("clean_adapters")
def test_an_adapter_is_made_once_for_its_port(settings):
    settings.ADAPTERS = {"bells.tower": "collections.OrderedDict", "bells.clock": "collections.Counter"}

    assert adapter("bells.tower") is adapter("bells.tower")
    assert type(adapter("bells.clock")).__name__ == "Counter"


@pytest.mark.usefixtures("clean_adapters")
def test_a_port_that_nothing_is_set_for_is_a_mistake_of_the_operator(settings):
    settings.ADAPTERS = {}

    with pytest.raises(KeyError):
        adapter("bells.tower")


def test_a_refusal_keeps_what_the_screen_needs():
    refusal = InvalidInput("有 1 处要改。", faults={"name": "请填写名称。"}, remedy="改好再交。")

    assert isinstance(refusal, Refusal)
    assert (str(refusal), refusal.status, refusal.faults) == ("有 1 处要改。", 422, {"name": "请填写名称。"})
    assert refusal.details == {"remedy": "改好再交。"}
