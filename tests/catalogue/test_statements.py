import pytest

from citong.catalogue import facade as catalogue


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
