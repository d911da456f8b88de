"""The clocks: vectors, a naive oracle, explanations."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.cases.rules.clock import (
    Limit,
    Pause,
    Stops,
    Unit,
    explain,
    in_words,
    last_day,
    paused_days,
    statutory_pauses,
)
from citong.kernel.workdays import WorkCalendar, days_off_between

YEARS = range(2024, 2027)
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2024, 1, 1)).days + 1)]
CALENDAR = WorkCalendar({day: chinese_calendar.is_workday(day) for day in DAYS}, frozenset(YEARS))


@pytest.mark.parametrize(
    ("why", "start", "days", "expected"),
    [
        ("a Saturday made up, then Spring Festival", date(2026, 2, 12), 5, date(2026, 2, 26)),
        ("twenty days over Spring Festival with two Saturdays made up", date(2026, 2, 12), 20, date(2026, 3, 18)),
        ("from a working Saturday over the festival", date(2026, 2, 14), 1, date(2026, 2, 24)),
        ("May holidays with a Saturday made up", date(2026, 4, 30), 5, date(2026, 5, 11)),
        ("Mid-Autumn and National Day", date(2026, 9, 24), 5, date(2026, 10, 9)),
        ("a Sunday made up before National Day", date(2025, 9, 26), 5, date(2025, 10, 10)),
        ("decided on the spot: the day itself", date(2026, 9, 24), 0, date(2026, 9, 24)),
    ],
)
def test_the_last_day_in_working_days(why, start, days, expected):
    assert last_day(start, Limit(days), pauses=[], calendar=CALENDAR) == expected


@pytest.mark.parametrize(
    ("why", "start", "days", "expected"),
    [
        ("natural days run through weekends", date(2026, 9, 1), 10, date(2026, 9, 11)),
        ("a last day on a holiday rolls on to the next working day", date(2026, 9, 21), 10, date(2026, 10, 8)),
    ],
)
def test_the_last_day_in_natural_days(why, start, days, expected):
    assert last_day(start, Limit(days, Unit.NATURAL_DAYS), pauses=[], calendar=CALENDAR) == expected


def test_an_open_pause_leaves_no_last_day():
    pauses = [Pause(date(2026, 9, 22), None)]

    assert last_day(date(2026, 9, 21), Limit(5), pauses=pauses, calendar=CALENDAR) is None


def test_days_covered_twice_count_once():
    pauses = [Pause(date(2026, 9, 1), date(2026, 9, 4)), Pause(date(2026, 9, 3), date(2026, 9, 8))]

    assert paused_days(pauses, Unit.WORKING_DAYS, CALENDAR) == 5


def test_only_article_45_stops_the_statutory_clock():
    local = Pause(date(2026, 9, 1), date(2026, 9, 4), Stops.PROMISED)
    legal = Pause(date(2026, 9, 7), date(2026, 9, 9), Stops.BOTH)

    assert statutory_pauses([local, legal]) == [legal]


def test_the_due_date_explains_itself():
    why = explain(date(2026, 9, 24), Limit(5), pauses=[], calendar=CALENDAR)

    assert why is not None
    assert in_words(why) == (
        "从 9 月 24 日的第二天起算 5 个工作日，周末和节假日不算（共 10 天），"
        "最后一天是 2026 年 10 月 9 日（《行政许可法》第四十二条）。"
    )
    assert why.days_off == tuple(days_off_between(date(2026, 9, 24), date(2026, 10, 9), CALENDAR))


def test_a_date_in_a_year_without_notice_is_provisional():
    why = explain(date(2026, 12, 25), Limit(20), pauses=[], calendar=CALENDAR)

    assert why is not None
    assert why.is_provisional
    assert "2027 年放假安排还没有公布" in in_words(why)


starts = st.dates(date(2024, 1, 1), date(2025, 12, 31))
pause_spans = st.tuples(starts, st.integers(0, 20))


@given(start=starts, days=st.integers(0, 60), spans=st.lists(pause_spans, max_size=4))
def test_the_clock_agrees_with_counting_day_by_day(start, days, spans):
    pauses = [Pause(since, since + timedelta(days=length)) for since, length in spans]

    due = last_day(start, Limit(days), pauses=pauses, calendar=CALENDAR)

    assert due == _by_hand(start, days, pauses)


def _by_hand(start: date, days: int, pauses: list[Pause]) -> date:
    """One day after the other: first the paused working days, counted as a set, then those of the limit."""
    covered = {
        pause.since + timedelta(days=n)
        for pause in pauses
        if pause.until is not None
        for n in range(1, (pause.until - pause.since).days + 1)
    }
    left = days + sum(CALENDAR.is_working_day(day) for day in covered)
    day = start
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working_day(day)
    return day
