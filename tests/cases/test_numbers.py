"""Case numbers and query codes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from citong.cases.rules.numbers import case_number, is_case_number, query_code, tidy_number

serials = st.integers(0, 10_000_000)


@given(serial=serials)
def test_a_number_proves_itself(serial):
    number = case_number("350502000000", date(2026, 9, 21), serial)

    assert is_case_number(number)
    assert number.startswith("35050220260921")


@given(serial=serials, place=st.integers(0, 19), digit=st.integers(1, 9))
def test_one_wrong_digit_is_noticed(serial, place, digit):
    number = case_number("350502000000", date(2026, 9, 21), serial)
    wrong = number[:place] + str((int(number[place]) + digit) % 10) + number[place + 1 :]

    assert not is_case_number(wrong)


def test_numbers_are_read_as_people_type_them():
    assert tidy_number(" 350502 20260921-000417 x ") == "35050220260921000417X"


def test_what_is_no_number_is_not_taken_for_one():
    assert not any(is_case_number(text) for text in ["", "0" * 20, "３５０５０２", "x" * 21, "1" * 21])


def test_a_query_code_has_six_digits_and_belongs_to_one_installation():
    code = query_code("35050220260921000417X", key="secret")

    assert len(code) == 6
    assert code.isdecimal()
    assert code == query_code("35050220260921000417X", key="secret")
    assert code != query_code("35050220260921000417X", key="another")
