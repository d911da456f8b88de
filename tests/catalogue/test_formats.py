import re

import pytest

from citong.catalogue.rules.formats import FAULT_OF


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("cn-id", "11010519491231002X"),
        ("cn-id", "440524188001010014"),
        ("cn-id", "350502199003070014"),
        ("cn-mobile", "13800001234"),
        ("uscc", "11370800MB28559184"),
        ("uscc", "11440100007482575H"),
        ("uscc", "91350502MA00000019"),
        ("date", "2028-02-29"),
    ],
)
def test_a_good_value_has_no_fault(kind, value):
    assert FAULT_OF[kind](value) is None


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        pytest.param("cn-id", "1101051949123100", "18 位，现在是 16 位", id="too short"),
        pytest.param("cn-id", "110105194912310021", "互相对不上", id="a digit is wrong"),
        pytest.param("cn-id", "11010519491331002X", "出生日期不存在", id="there is no thirteenth month"),
        pytest.param("cn-id", "X1010519491231002X", "只能是数字", id="a letter at the front"),
        pytest.param("cn-id", "１１０１０５１９４９１２３１００２X", "只能是数字", id="wide digits"),
        pytest.param("cn-mobile", "12800001234", "11 位", id="no such prefix"),
        pytest.param("cn-mobile", "138000012345", "11 位", id="one digit too many"),
        pytest.param("uscc", "11370800MB28559185", "互相对不上", id="the check digit is wrong"),
        pytest.param("uscc", "11370800MB2855918", "现在是 17 位", id="a character is missing"),
        pytest.param("uscc", "1137080OMB28559184", "没有 I、O", id="the letter O"),
        pytest.param("date", "2026-02-29", "没有这一天", id="not a leap year"),
        pytest.param("date", "2026年9月21日", "请这样写日期", id="written in words"),
        pytest.param("date", "20260921", "请这样写日期", id="without dashes"),
    ],
)
def test_a_bad_value_is_explained(kind, value, words):
    assert re.search(words, FAULT_OF[kind](value))
