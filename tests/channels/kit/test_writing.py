"""How values are written for people."""

from datetime import UTC, date, datetime

import pytest

from citong.channels.kit import writing

TODAY = date(2026, 9, 29)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("35050220260921000417X", "350502 20260921 000417 X"),
        ("350502", "350502"),
        ("", ""),
    ],
    ids=["a case number", "only its beginning", "none"],
)
def test_a_case_number_is_grouped_for_reading(number, shown):
    assert writing.grouped(number) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 9, 21), "9 月 21 日（星期一）"),
        (date(2026, 12, 6), "12 月 6 日（星期日）"),
        (date(2027, 1, 4), "2027 年 1 月 4 日（星期一）"),
    ],
    ids=["this year", "a Sunday", "another year is said"],
)
def test_a_date_is_said_with_its_weekday(day, shown):
    assert writing.zh_date(day, today=TODAY) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 9, 21, 9, 5, tzinfo=UTC), "9 月 21 日 09:05"),
        (datetime(2025, 9, 21, 22, 14, tzinfo=UTC), "2025 年 9 月 21 日 22:14"),
    ],
    ids=["this year", "another year is said"],
)
def test_a_moment_is_said_with_its_time(moment, shown):
    assert writing.zh_datetime(moment, today=TODAY) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(1200, "¥\xa012.00"), (5, "¥\xa00.05"), (123_456_789, "¥\xa01,234,567.89"), (0, "不收费")],
)
def test_money_is_said_in_yuan_and_nothing_is_said_as_free(amount, shown):
    assert writing.cents(amount) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(200, "1 KB"), (830_000, "811 KB"), (1024 * 1024, "1.0 MB"), (3_400_000, "3.2 MB")]
)
def test_a_file_size_is_said_as_telephones_say_it(count, shown):
    assert writing.file_size(count) == shown
