"""Conditions, as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import configured_definition


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("", "总是"),
        ("situation.kind == 'first'", "“办理哪一种”选“第一次办”"),
        ('situation.kind != "renewal"', "“办理哪一种”不选“到期延续”"),
        ("answers.area > 50.0", "“经营面积”超过 50.0"),
        ("answers.area == 50.0", "“经营面积”是 50.0"),
        ("answers.air_conditioning == 'central'", "“空调”是“集中空调”"),
        ("answers.promise == true", "“以上内容属实”是“是”"),
        (
            "situation.kind == 'first' && (answers.area <= 9.5 || answers.air_conditioning != 'none')",
            "“办理哪一种”选“第一次办”，并且(“经营面积”不超过 9.5，或者“空调”不是“没有”)",
        ),
        ("size(answers.staff) > 2", "size(answers.staff) > 2"),
        ("situation.nothing == 'x'", "situation.nothing == 'x'"),
    ],
)
def test_a_condition_is_said_in_words(when, words):
    assert catalogue.condition_in_words(configured_definition(), when) == words


@given(st.text(max_size=60))
def test_whatever_stands_there_can_be_said(when: str):
    assert isinstance(catalogue.condition_in_words(configured_definition(), when), str)
