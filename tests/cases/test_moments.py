"""The moment at which a term ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citong.cases.rules.clock import Extension, Limit, Pause, Unit, last_day
from citong.cases.rules.moments import CHINA as CHINESE_TIME
from citong.cases.rules.moments import last_moment
from tests.cases.by_hand import CHINA, calendars, starts

TWO_DAYS = Limit(48, Unit.HOURS)


def china(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=CHINESE_TIME)


@pytest.mark.parametrize(
    ("why", "started_at", "limit", "expected"),
    [
        ("hours run on through the night", china(2026, 9, 1, 15, 30), TWO_DAYS, china(2026, 9, 3, 15, 30)),
        ("and through a weekend", china(2026, 9, 4, 15, 30), Limit(72, Unit.HOURS), china(2026, 9, 7, 15, 30)),
        ("ending on a Sunday: Monday is theirs", china(2026, 9, 4, 15, 30), TWO_DAYS, china(2026, 9, 8)),
        ("midnight is the end of a day", china(2026, 9, 2), TWO_DAYS, china(2026, 9, 4)),
        ("midnight of a Friday is not a Saturday", china(2026, 9, 3), TWO_DAYS, china(2026, 9, 5)),
        ("over National Day", china(2026, 9, 30, 9), Limit(24, Unit.HOURS), china(2026, 10, 9)),
        ("working days end at midnight", china(2026, 9, 24, 9), Limit(5), china(2026, 10, 10)),
        ("days too", china(2026, 9, 1, 9), Limit(2, Unit.NATURAL_DAYS), china(2026, 9, 4)),
    ],
)
def test_the_last_moment(why, started_at, limit, expected):
    assert last_moment(started_at, limit, pauses=[], calendar=CHINA) == expected


@pytest.mark.parametrize(
    ("why", "started_at", "expected"),
    [
        ("a minute before midnight in China", datetime(2026, 9, 20, 15, 59, tzinfo=UTC), china(2026, 9, 29)),
        ("midnight in China, afternoon in London", datetime(2026, 9, 20, 16, 0, tzinfo=UTC), china(2026, 9, 30)),
        ("the same moment told in New York", datetime(2026, 9, 20, 12, 0, tzinfo=ZoneInfo("America/New_York")),
         china(2026, 9, 30)),
        ("the last minute of a year", datetime(2025, 12, 31, 15, 59, tzinfo=UTC), china(2026, 1, 9)),
        ("the first of the next", datetime(2025, 12, 31, 16, 0, tzinfo=UTC), china(2026, 1, 9)),
    ],
)  # fmt: skip
def test_a_day_is_a_day_in_china(why, started_at, expected):
    assert last_moment(started_at, Limit(5), pauses=[], calendar=CHINA) == expected


@pytest.mark.parametrize(
    ("why", "pauses", "expected"),
    [
        ("a day of it is twenty-four hours", [Pause(date(2026, 9, 2), date(2026, 9, 3))], china(2026, 9, 4, 9)),
        ("it lasts", [Pause(date(2026, 9, 2), None)], None),
        ("begun too late", [Pause(date(2026, 9, 4), None)], china(2026, 9, 3, 9)),
        ("over before the start", [Pause(date(2026, 8, 3), date(2026, 8, 28))], china(2026, 9, 3, 9)),
    ],
)
def test_a_pause_moves_the_last_moment(why, pauses, expected):
    assert last_moment(china(2026, 9, 1, 9), TWO_DAYS, pauses=pauses, calendar=CHINA) == expected


def test_a_pause_on_the_days_off_that_the_end_moved_over_ends_first():
    pauses = [Pause(date(2026, 9, 6), date(2026, 9, 8))]

    assert last_moment(china(2026, 9, 3, 9), TWO_DAYS, pauses=pauses, calendar=CHINA) == china(2026, 9, 9)


def test_an_extension_adds_working_days_to_hours():
    extensions = [Extension(2), Extension(1)]

    moment = last_moment(china(2026, 9, 1, 9), TWO_DAYS, pauses=[], extensions=extensions, calendar=CHINA)

    assert moment == china(2026, 9, 9)


@settings(deadline=None)
@given(starts, st.integers(0, 40), st.integers(0, 24 * 60 - 1), st.sampled_from(["W", "N"]), calendars)
def test_a_term_in_days_ends_with_its_last_day_whatever_the_hour(start, days, minutes, unit, calendar):
    started_at = china(start.year, start.month, start.day) + timedelta(minutes=minutes)
    limit = Limit(days, Unit(unit))

    moment = last_moment(started_at, limit, pauses=[], calendar=calendar)

    due = last_day(start, limit, pauses=[], calendar=calendar)
    assert moment == china(due.year, due.month, due.day) + timedelta(days=1)


@settings(deadline=None)
@given(starts, st.integers(1, 400), st.integers(1, 24 * 60 - 1), calendars)
def test_hours_end_on_a_working_day_and_never_early(start, hours, minutes, calendar):
    started_at = china(start.year, start.month, start.day) + timedelta(minutes=minutes)

    moment = last_moment(started_at, Limit(hours, Unit.HOURS), pauses=[], calendar=calendar)

    assert moment >= started_at + timedelta(hours=hours)
    assert calendar.is_working_day((moment - timedelta(microseconds=1)).date())
