from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from citong.identity import facade as identity
from tests.factories.identity import resident_number

TODAY = date(2026, 11, 22)
RESIDENTS = st.builds(
    lambda serial, born: resident_number(serial, born=f"{born:%Y%m%d}"),
    st.integers(0, 999_999),
    st.dates(date(1900, 1, 1), TODAY),
)


def check(id_type, number):
    return identity.check_id_number(id_type, number, today=TODAY)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "350502199003070014"])
def test_a_resident_number_that_fits_is_taken(number):
    assert check("111", number) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("110105194912310021", "校验位"),
        ("350502199002300014", "不存在"),
        ("350502202611230013", "还没有到"),
        ("3505021990030700", "现在是 16 位"),
        ("", "现在是 0 位"),
        ("350502900307001", "15 位的老号码"),
        ("35050219900307001x", "最后一位可以是 X"),
        ("35050219900307００14", "最后一位可以是 X"),
    ],
    ids=["check digit", "30 February", "tomorrow", "short", "nothing", "old number", "small x", "full-width"],
)
def test_what_is_wrong_with_a_resident_number_is_said_in_words(number, reason):
    assert reason in check("111", number)


def test_who_was_born_today_has_a_number_that_fits():
    assert check("111", resident_number(1, born="20261122")) is None


@given(RESIDENTS)
def test_every_number_with_its_check_digit_fits(number):
    assert check("111", number) is None


@given(RESIDENTS, st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_noticed(number, place, digit):
    mistyped = number[:place] + digit + number[place + 1 :]

    assert (check("111", mistyped) is None) == (mistyped == number)


@given(st.text(max_size=24), st.sampled_from(["111", "414", "516", "511", "553", "001", "999"]))
def test_whatever_is_typed_gets_an_answer(number, id_type):
    assert check(id_type, number) is None or check(id_type, number).endswith("。")


@pytest.mark.parametrize(
    ("id_type", "number", "fits"),
    [
        ("414", "E12345678", True),
        ("414", "EJ1234567", True),
        ("414", "护照", False),
        ("516", "H01234567", True),
        ("516", "M0123456701", True),
        ("516", "A01234567", False),
        ("511", "01234567", True),
        ("511", "0123456701A", True),
        ("511", "H1234567", False),
        ("553", "USA110000000001", True),
        ("553", "911124198108030024", True),
        ("553", "911124198108030025", False),
        ("001", "91350502MA00000019", False),
        ("999", "1", False),
    ],
)
def test_other_documents_have_layouts_of_their_own(id_type, number, fits):
    assert (check(id_type, number) is None) == fits


def test_a_birth_date_is_read_from_the_number():
    assert identity.birth_date("11010519491231002X") == date(1949, 12, 31)
    assert identity.birth_date("110105194913310020") is None
    assert identity.birth_date("E1234") is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
    ],
)
def test_a_mobile_number_is_kept_in_one_way(typed, kept):
    assert identity.normal_mobile(typed) == kept
    assert identity.check_mobile(kept) is None


@pytest.mark.parametrize("phone", ["", "1380013800", "12800138000", "059522123456", "1380013800a", "138001380000"])
def test_what_is_not_a_mobile_number_is_refused(phone):
    assert "11 位" in identity.check_mobile(phone)


@pytest.mark.parametrize("name", ["张三", "欧阳娜娜", "阿卜杜·热合曼", "𠮷野", "Ana O'Neill", "Chi-Ming Lee"])
def test_a_name_is_taken_as_it_is(name):
    assert identity.check_name(identity.normal_name(name)) is None


@pytest.mark.parametrize("name", ["", "   ", "张3", "长" * 61, "张\u202e三", "张<三"])
def test_what_cannot_be_a_name_is_refused(name):
    assert identity.check_name(identity.normal_name(name)).endswith("。")


def test_the_dot_within_a_name_is_always_the_same_one():
    assert identity.normal_name(" 阿卜杜•热合曼 ") == "阿卜杜·热合曼"


def test_a_number_is_kept_in_capitals_without_spaces():
    assert identity.normal_number(" 110105 19491231 002x ") == "11010519491231002X"


def test_the_check_digit_of_a_permanent_residence_card_is_the_one_of_residents():
    assert ric.calc_check_digit("911124198108030024") == "4"
