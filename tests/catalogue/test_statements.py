import pytest

from citong.catalogue import facade as catalogue
from tests.factories.catalogue import FIRST, RENEWAL, configured_definition, good_answers

FORM = configured_definition().form


def lines(situation, answers):
    pages = catalogue.stated(FORM, situation=situation, answers=answers)
    return {line.path: (line.label, line.words) for page in pages for line in page.statements}


def test_answers_are_read_page_by_page():
    pages = catalogue.stated(FORM, situation=FIRST, answers=good_answers())

    assert [(page.code, page.title, len(page.statements)) for page in pages] == [
        ("place", "场所", 7),
        ("people", "人员", 4),
    ]


def test_an_option_is_read_by_its_label_and_a_row_by_its_number():
    found = lines(FIRST, good_answers())

    assert found["air_conditioning"] == ("空调", "集中空调")
    assert found["staff-0-name"] == ("从业人员 1 · 姓名", "Ana")
    assert found["staff-0-certified"] == ("从业人员 1 · 有健康证明", "是")
    assert found["area"] == ("经营面积", "120.5")


def test_what_is_not_asked_is_not_read():
    assert "opens_on" not in lines(RENEWAL, good_answers())


def test_what_was_left_open_is_read_as_such():
    found = lines(FIRST, {"staff": "not rows"})

    assert found["place_name"] == ("场所名称", "")
    assert found["staff"] == ("从业人员", "not rows")


@pytest.mark.parametrize(
    ("schema", "answer", "expected"),
    [
        ({}, None, ""),
        ({}, False, "否"),
        ({}, 3, "3"),
        ({}, 3.0, "3"),
        ({"format": "date"}, "2026-09-01", "2026 年 9 月 1 日"),
        ({"format": "date"}, "明天", "明天"),
        ({"enum": ["a", "b"]}, "b", "b"),
        ({"oneOf": [{"const": "b", "title": "乙"}]}, "b", "乙"),
        ({"oneOf": [{"const": "b", "title": "乙"}]}, "z", "z"),
        ({"type": "array", "items": {"oneOf": [{"const": "b", "title": "乙"}]}}, ["b", "c"], "乙、c"),
    ],
)
def test_an_answer_is_put_in_words(schema, answer, expected):
    assert catalogue.in_words(schema, answer) == expected
