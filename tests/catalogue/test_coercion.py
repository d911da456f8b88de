import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import FIRST, configured_definition

FORM = configured_definition().form


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param({"area": "120"}, {"area": 120}, id="a whole number"),
        pytest.param({"area": " 120.50 "}, {"area": 120.5}, id="a number with blanks around it"),
        pytest.param({"area": "１２０"}, {"area": 120}, id="wide digits"),
        pytest.param({"area": "一百"}, {"area": "一百"}, id="what is no number stays as typed"),
        pytest.param({"area": "1e9"}, {"area": "1e9"}, id="no exponents"),
        pytest.param({"area": "9" * 40}, {"area": "9" * 40}, id="no number without end"),
        pytest.param({"area": ""}, {}, id="blank is no answer"),
        pytest.param({"promise": "on"}, {"promise": True}, id="a ticked box"),
        pytest.param({"promise": "false"}, {"promise": False}, id="no"),
        pytest.param({"promise": "perhaps"}, {"promise": "perhaps"}, id="neither yes nor no"),
        pytest.param({"uscc": "91350502ma0000001９"}, {"uscc": "91350502MA00000019"}, id="small and wide letters"),
        pytest.param({"contact_phone": "138 0000 1234"}, {"contact_phone": "13800001234"}, id="a phone in groups"),
        pytest.param({"place_name": " 刺桐\r\n客栈 "}, {"place_name": "刺桐\n客栈"}, id="line ends"),
        pytest.param({"place_name": ["旧", "新"]}, {"place_name": "新"}, id="the last of several"),
        pytest.param({"place_name": []}, {}, id="none of several"),
        pytest.param({"salary": "1"}, {}, id="what nobody asked"),
    ],
)
def test_what_was_typed_becomes_an_answer(typed, expected):
    assert catalogue.coerce(FORM, raw=typed) == expected


def test_rows_come_from_numbered_names_and_close_up():
    typed = {
        "staff-0-name": "Ana",
        "staff-0-certified": "true",
        "staff-3-name": "Ben",
        "staff-3-id_number": "11010519491231002x",
        "staff-7-name": " ",
        "staff-99999-name": "Chi",
        "staff-x-name": "Chi",
    }

    rows = catalogue.coerce(FORM, raw=typed)["staff"]

    assert rows == [{"name": "Ana", "certified": True}, {"name": "Ben", "id_number": "11010519491231002X"}]


def test_several_choices_are_a_list():
    schema = {"type": "object", "properties": {"kinds": {"type": "array", "items": {"type": "integer"}}}}
    pages = [{"code": "a", "title": "一", "fields": [{"name": "kinds"}]}]
    form = configured_definition(form={"schema": schema, "pages": pages}).form

    assert catalogue.coerce(form, raw={"kinds": ["1", "", "x"]}) == {"kinds": [1, "x"]}


def test_a_bad_number_is_faulted_as_such():
    answers = catalogue.coerce(FORM, raw={"area": "一百"})

    faults = catalogue.check(FORM, situation=FIRST, answers=answers)

    assert [fault.message for fault in faults if fault.path == "area"] == ["请填数字，例如 3 或 3.5。"]


@given(st.dictionaries(st.sampled_from(["area", "promise", "staff-0-name", "staff-1-id_number", "uscc"]), st.text()))
def test_anything_typed_can_be_coerced_and_checked(typed):
    answers = catalogue.coerce(FORM, raw=typed)

    assert isinstance(catalogue.check(FORM, situation=FIRST, answers=answers), list)
