"""What is left of names and numbers: enough to recognise one's own, never more than it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.identity import facade as identity


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳修远", "欧**"),
        ("阿卜杜拉·买买提", "阿**"),
        ("𠮷田", "𠮷*"),
        ("John Smith", "J**"),
        ("E\u0301mile", "E\u0301**"),
        ("张", "*"),
        ("E\u0301", "*"),
        ("  张三 ", "张*"),
        ("", ""),
    ],
    ids=[
        "two characters", "three", "a double family name", "a long name does not show its length", "a rare character",
        "a foreign name", "a letter of two code points", "one character alone is the whole name",
        "so is one with its accent", "blanks around it", "no name",
    ],
)  # fmt: skip
def test_a_name_keeps_its_first_character(name: str, shown: str):
    assert identity.masked_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("350200199001010014", "3502**********0014"),
        ("130503670401001", "130*********001"),
        ("E12345678", "E1*****78"),
        ("G1234", "G***4"),
        ("H12345678", "H1*****78"),
        ("H1234567890", "H1*******90"),
        ("12345678", "12****78"),
        ("0123456789A", "01*******9A"),
        ("ABC123456789012", "ABC*********012"),
        ("911124198108030024", "9111**********0024"),
        ("123", "***"),
        ("", ""),
    ],
    ids=[
        "resident", "resident of old", "passport", "the shortest passport", "Hong Kong and Macao",
        "Hong Kong and Macao with its issue", "Taiwan", "Taiwan with its issue", "foreign resident, old card",
        "foreign resident, new card", "too short to show anything", "none",
    ],
)  # fmt: skip
def test_a_number_keeps_its_ends(number: str, shown: str):
    assert identity.masked_number(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800001234", "138****1234"), ("0595-22355555", "059******5555"), ("22355555", "22****55"), ("12345", "1***5")],
)
def test_a_telephone_number_loses_its_middle(phone: str, shown: str):
    assert identity.masked_phone(phone) == shown


@given(st.text(alphabet=st.characters(exclude_characters="*"), max_size=40))
def test_a_masked_number_hides_at_least_its_half(number: str):
    shown = identity.masked_number(number)

    assert len(shown) == len(number)
    assert 2 * shown.count("*") >= len(number)
    assert all(before == after for before, after in zip(number, shown, strict=True) if after != "*")


@given(st.text(alphabet=st.characters(exclude_characters="*"), max_size=40))
def test_a_masked_phone_shows_seven_characters_at_most(phone: str):
    shown = identity.masked_phone(phone)

    assert len(shown) == len(phone)
    assert len(shown) - shown.count("*") <= 7


@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_names_that_begin_alike_and_are_long_look_alike(name: str):
    shown = identity.masked_name("张三" + name)

    assert shown in {"张*", "张**"}
