"""Arithmetic on working days holds for every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.kernel.workdays import (
    WorkCalendar,
    add_working_days,
    days_off_between,
    next_working_day,
    subtract_working_days,
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


# The same questions answered by walking, one day after the other.
any_day = st.dates(min_value=date(1970, 1, 1), max_value=date(2120, 12, 31))


def _walk(start: date, count: int, calendar: WorkCalendar) -> date:
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def _walked(start: date, end: date, calendar: WorkCalendar) -> int:
    return sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@settings(max_examples=400)
@given(any_day, st.integers(0, 400), calendars)
def test_adding_agrees_with_walking(start, count, calendar):
    assert add_working_days(start, count, calendar) == _walk(start, count, calendar)


@settings(max_examples=400)
@given(any_day, st.integers(0, 900), calendars)
def test_counting_agrees_with_walking(start, length, calendar):
    end = start + timedelta(days=length)

    assert working_days_between(start, end, calendar) == _walked(start, end, calendar)


@given(days, calendars)
def test_the_next_day_worked_agrees_with_walking(day, calendar):
    walked = day
    while not calendar.is_working_day(walked):
        walked += timedelta(days=1)

    assert next_working_day(day, calendar) == walked


@given(days, st.integers(0, 60), calendars)
def test_counting_back_leaves_that_many_days_ahead_and_no_later_date_does(end, count, calendar):
    start = subtract_working_days(end, count, calendar)

    assert _walked(start, end, calendar) == count
    assert not count or _walked(start + timedelta(days=1), end, calendar) == count - 1


def test_years_without_a_day_worked_are_walked_over():
    closed = WorkCalendar({date(2026, 1, 1) + timedelta(days=n): False for n in range(2 * 365)})

    assert add_working_days(date(2025, 12, 31), 1, closed) == date(2028, 1, 3)
    assert working_days_between(date(2025, 12, 31), date(2028, 1, 2), closed) == 0


def test_the_first_and_the_last_days_of_time_are_counted():
    assert working_days_between(date.min, date(1, 1, 31), WorkCalendar()) == 22
    assert next_working_day(date.max, WorkCalendar()) == date.max


def test_a_year_without_its_notice_is_provisional():
    assert not SPRING_2026.is_provisional(date(2026, 12, 31))
    assert SPRING_2026.is_provisional(date(2027, 1, 1))
