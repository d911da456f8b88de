"""Arithmetic on working days holds for every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.kernel.workdays import (
    WorkCalendar,
    add_working_days,
    days_off_between,
    next_working_day,
    working_days_between,
)

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2028, 12, 31))
calendars = st.builds(
    lambda off, on: WorkCalendar({**dict.fromkeys(off, False), **dict.fromkeys(on, True)}, frozenset({2026})),
    st.sets(days, max_size=30),
    st.sets(days, max_size=30),
)
# The Spring Festival of 2026: off from the 15th to the 23rd of February, made up for on the 14th and the 28th.
SPRING_2026 = WorkCalendar(
    {
        date(2026, 2, 14): True,
        **{date(2026, 2, 15) + timedelta(days=n): False for n in range(9)},
        date(2026, 2, 28): True,
    },
    frozenset({2026}),
)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 24), 4, date(2026, 2, 28)),
        (date(2026, 2, 24), 5, date(2026, 3, 2)),
        (date(2026, 2, 16), 0, date(2026, 2, 16)),
    ],
    ids=["a Saturday made up", "over the festival", "ends on a Saturday made up", "over a Sunday", "no day"],
)
def test_a_term_over_a_festival_counts_the_days_worked(start, count, end):
    assert add_working_days(start, count, SPRING_2026) == end


@given(days, st.integers(0, 60), calendars)
def test_a_term_ends_on_a_day_worked_and_holds_as_many_as_it_should(start, count, calendar):
    end = add_working_days(start, count, calendar)

    assert working_days_between(start, end, calendar) == count
    assert count == 0 or calendar.is_working_day(end)


@given(days, st.integers(0, 30), st.integers(0, 30), calendars)
def test_two_terms_one_after_the_other_are_one_long_term(start, first, second, calendar):
    in_two = add_working_days(add_working_days(start, first, calendar), second, calendar)

    assert in_two == add_working_days(start, first + second, calendar)


@given(days, st.integers(0, 60), calendars)
def test_a_later_start_never_ends_earlier(start, count, calendar):
    tomorrow = start + timedelta(days=1)

    assert add_working_days(tomorrow, count, calendar) >= add_working_days(start, count, calendar)


@given(days, days, calendars)
def test_counting_backwards_is_negative(one, other, calendar):
    assert working_days_between(one, other, calendar) == -working_days_between(other, one, calendar)


@given(days, st.integers(0, 90), calendars)
def test_days_worked_and_days_off_are_all_the_days(start, length, calendar):
    end = start + timedelta(days=length)

    off = days_off_between(start, end, calendar)

    assert len(off) + working_days_between(start, end, calendar) == length
    assert not any(calendar.is_working_day(day) for day in off)


@given(days, calendars)
def test_the_next_day_worked_is_the_day_itself_or_the_first_after(day, calendar):
    following = next_working_day(day, calendar)

    assert calendar.is_working_day(following)
    assert days_off_between(day - timedelta(days=1), following - timedelta(days=1), calendar) == [
        day + timedelta(days=n) for n in range((following - day).days)
    ]


@given(days)
def test_without_exceptions_weekends_are_off(day):
    assert WorkCalendar().is_working_day(day) == (day.weekday() < 5)


def test_a_year_without_its_notice_is_provisional():
    assert not SPRING_2026.is_provisional(date(2026, 12, 31))
    assert SPRING_2026.is_provisional(date(2027, 1, 1))
