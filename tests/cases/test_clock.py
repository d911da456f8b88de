"""The clocks: vectors, a naive oracle, explanations."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citong.cases.rules.clock import (
    Extension,
    Limit,
    Pause,
    Stops,
    Unit,
    explain,
    in_words,
    last_day,
    paused_days,
    remaining,
    statutory_extensions,
    statutory_pauses,
)
from citong.kernel.workdays import WorkCalendar, days_off_between, next_working_day, working_days_between
from tests.cases.by_hand import CHINA, by_hand, calendars, starts


@pytest.mark.parametrize(
    ("why", "start", "days", "expected"),
    [
        ("a Saturday made up, then Spring Festival", date(2026, 2, 12), 5, date(2026, 2, 26)),
        ("twenty days over Spring Festival with two Saturdays made up", date(2026, 2, 12), 20, date(2026, 3, 18)),
        ("from a working Saturday over the festival", date(2026, 2, 14), 1, date(2026, 2, 24)),
        ("May holidays with a Saturday made up", date(2026, 4, 30), 5, date(2026, 5, 11)),
        ("Mid-Autumn and National Day", date(2026, 9, 24), 5, date(2026, 10, 9)),
        ("a Sunday made up before National Day", date(2025, 9, 26), 5, date(2025, 10, 10)),
        ("over the end of a year", date(2025, 12, 31), 1, date(2026, 1, 4)),
        ("over a leap day", date(2024, 2, 28), 2, date(2024, 3, 1)),
        ("decided on the spot: the day itself", date(2026, 9, 24), 0, date(2026, 9, 24)),
        ("decided on the spot, accepted on a holiday: the next working day", date(2026, 10, 1), 0, date(2026, 10, 8)),
    ],
)
def test_the_last_day_in_working_days(why, start, days, expected):
    assert last_day(start, Limit(days), pauses=[], calendar=CHINA) == expected


@pytest.mark.parametrize(
    ("why", "start", "limit", "expected"),
    [
        ("days run through weekends", date(2026, 9, 1), Limit(10, Unit.NATURAL_DAYS), date(2026, 9, 11)),
        ("a last day on a holiday rolls on", date(2026, 9, 21), Limit(10, Unit.NATURAL_DAYS), date(2026, 10, 8)),
        ("a month ends on the same day", date(2026, 3, 16), Limit(1, Unit.MONTHS), date(2026, 4, 16)),
        ("or on the last of the month", date(2025, 10, 31), Limit(4, Unit.MONTHS), date(2026, 2, 28)),
        ("which is a 29th in leap years", date(2023, 11, 30), Limit(3, Unit.MONTHS), date(2024, 2, 29)),
        ("and rolls on when that is a day off", date(2026, 8, 31), Limit(1, Unit.MONTHS), date(2026, 9, 30)),
        ("as here over National Day", date(2026, 9, 4), Limit(1, Unit.MONTHS), date(2026, 10, 8)),
        ("twelve months are a year", date(2024, 2, 29), Limit(12, Unit.MONTHS), date(2025, 2, 28)),
        (
            "hours of a day without its hour count from its end",
            date(2026, 9, 1),
            Limit(48, Unit.HOURS),
            date(2026, 9, 3),
        ),
        ("a part of a day is that day", date(2026, 9, 1), Limit(49, Unit.HOURS), date(2026, 9, 4)),
    ],
)
def test_the_last_day_in_other_units(why, start, limit, expected):
    assert last_day(start, limit, pauses=[], calendar=CHINA) == expected


@pytest.mark.parametrize(
    ("why", "pauses", "expected"),
    [
        ("one pause", [Pause(date(2026, 6, 2), date(2026, 6, 4))], date(2026, 6, 10)),
        ("overlapping", [Pause(date(2026, 6, 2), date(2026, 6, 4)), Pause(date(2026, 6, 3), date(2026, 6, 5))],
         date(2026, 6, 11)),
        ("nested", [Pause(date(2026, 6, 2), date(2026, 6, 5)), Pause(date(2026, 6, 3), date(2026, 6, 4))],
         date(2026, 6, 11)),
        ("adjacent", [Pause(date(2026, 6, 2), date(2026, 6, 4)), Pause(date(2026, 6, 4), date(2026, 6, 5))],
         date(2026, 6, 11)),
        ("begun and ended on one day", [Pause(date(2026, 6, 2), date(2026, 6, 2))], date(2026, 6, 8)),
        ("over a weekend only", [Pause(date(2026, 6, 5), date(2026, 6, 7))], date(2026, 6, 8)),
        ("begun on the last day", [Pause(date(2026, 6, 8), date(2026, 6, 12))], date(2026, 6, 12)),
        ("begun on the last day, ended on a day off", [Pause(date(2026, 6, 8), date(2026, 6, 13))], date(2026, 6, 15)),
        ("begun when the term had run out", [Pause(date(2026, 6, 9), date(2026, 6, 12))], date(2026, 6, 8)),
        ("lasting, begun when the term had run out", [Pause(date(2026, 6, 9), None)], date(2026, 6, 8)),
        ("before the start: a clock set back", [Pause(date(2026, 5, 25), date(2026, 5, 29))], date(2026, 6, 8)),
        ("from before the start on", [Pause(date(2026, 5, 25), date(2026, 6, 2))], date(2026, 6, 9)),
        ("ended before it began: a clock set back", [Pause(date(2026, 6, 4), date(2026, 6, 2))], date(2026, 6, 8)),
    ],
)  # fmt: skip
def test_a_pause_moves_the_last_day(why, pauses, expected):
    assert last_day(date(2026, 6, 1), Limit(5), pauses=pauses, calendar=CHINA) == expected


@pytest.mark.parametrize(
    ("why", "pauses", "expected"),
    [
        ("begun on the Sunday", [Pause(date(2026, 6, 7), date(2026, 6, 10))], date(2026, 6, 10)),
        ("begun on the Monday", [Pause(date(2026, 6, 8), date(2026, 6, 10))], date(2026, 6, 10)),
        ("begun on the Tuesday, too late", [Pause(date(2026, 6, 9), date(2026, 6, 10))], date(2026, 6, 8)),
        ("begun and ended on the days off", [Pause(date(2026, 6, 6), date(2026, 6, 7))], date(2026, 6, 8)),
    ],
)
def test_a_term_that_rolled_on_from_a_saturday_can_be_paused_until_its_monday(why, pauses, expected):
    limit = Limit(5, Unit.NATURAL_DAYS)

    assert last_day(date(2026, 6, 1), limit, pauses=pauses, calendar=CHINA) == expected


def test_an_open_pause_leaves_no_last_day():
    pauses = [Pause(date(2026, 9, 22), None)]

    assert last_day(date(2026, 9, 21), Limit(5), pauses=pauses, calendar=CHINA) is None
    assert explain(date(2026, 9, 21), Limit(5), pauses=pauses, calendar=CHINA) is None


def test_days_covered_twice_count_once():
    pauses = [Pause(date(2026, 9, 1), date(2026, 9, 4)), Pause(date(2026, 9, 3), date(2026, 9, 8))]

    assert paused_days(pauses, Unit.WORKING_DAYS, CHINA) == 5
    assert paused_days(pauses, Unit.NATURAL_DAYS, CHINA) == 7


@pytest.mark.parametrize(
    ("why", "limit", "expected"),
    [
        ("working days", Limit(20), date(2026, 7, 14)),
        ("days, from the working day on which they end", Limit(20, Unit.NATURAL_DAYS), date(2026, 7, 6)),
        ("months", Limit(1, Unit.MONTHS), date(2026, 7, 15)),
    ],
)
def test_an_extension_adds_working_days_to_a_limit_of_any_unit(why, limit, expected):
    extensions = [Extension(10)]

    assert last_day(date(2026, 6, 1), limit, pauses=[], extensions=extensions, calendar=CHINA) == expected


def test_only_article_45_stops_the_statutory_clock():
    local = Pause(date(2026, 9, 1), date(2026, 9, 4), Stops.PROMISED)
    legal = Pause(date(2026, 9, 7), date(2026, 9, 9), Stops.BOTH)

    assert statutory_pauses([local, legal]) == [legal]


def test_an_extension_of_the_promise_leaves_the_statutory_clock():
    own, legal = Extension(3, "", Stops.PROMISED), Extension(10)

    assert statutory_extensions([own, legal]) == [legal]


@pytest.mark.parametrize(
    ("why", "today", "pauses", "expected"),
    [
        ("on the first day", date(2026, 6, 1), [], 5),
        ("on the last", date(2026, 6, 8), [], 0),
        ("over a weekend", date(2026, 6, 7), [], 1),
        ("too late", date(2026, 6, 10), [], -2),
        ("a pause has just begun", date(2026, 6, 3), [Pause(date(2026, 6, 3), None)], 3),
        ("it lasts, and nothing runs off", date(2026, 8, 3), [Pause(date(2026, 6, 3), None)], 3),
        ("it has ended", date(2026, 6, 12), [Pause(date(2026, 6, 3), date(2026, 6, 12))], 3),
        ("today is before the pause: a clock set back", date(2026, 6, 2), [Pause(date(2026, 6, 3), None)], 4),
    ],
)
def test_what_is_left_of_a_term(why, today, pauses, expected):
    assert remaining(date(2026, 6, 1), Limit(5), today=today, pauses=pauses, calendar=CHINA) == expected


def test_what_is_left_of_days_is_days():
    limit = Limit(10, Unit.NATURAL_DAYS)

    assert remaining(date(2026, 6, 1), limit, today=date(2026, 6, 5), pauses=[], calendar=CHINA) == 6


def test_the_due_date_explains_itself():
    why = explain(date(2026, 9, 24), Limit(5), pauses=[], calendar=CHINA)

    assert why is not None
    assert in_words(why) == (
        "从 9 月 24 日的第二天起算 5 个工作日，周末和节假日不算（共 10 天），"
        "最后一天是 2026 年 10 月 9 日（《行政许可法》第四十二条）。"
    )
    assert why.days_off == tuple(days_off_between(date(2026, 9, 24), date(2026, 10, 9), CHINA))


@pytest.mark.parametrize(
    ("limit", "pauses", "extensions", "words"),
    [
        (Limit(20), [Pause(date(2026, 6, 2), date(2026, 6, 5))], [Extension(10)],
         "从 6 月 1 日的第二天起算 20 个工作日，另加停止计时的 3 个工作日，"
         "经批准延长 10 个工作日（《行政许可法》第四十二条），"
         "周末和节假日不算（共 13 天），最后一天是 2026 年 7 月 17 日（《行政许可法》第四十二条）。"),
        (Limit(5, Unit.NATURAL_DAYS, "本单位承诺"), [Pause(date(2026, 6, 2), date(2026, 6, 3))], [],
         "从 6 月 1 日的第二天起算 5 天，另加停止计时的 1 天，6 月 7 日不上班，顺延到下一个工作日，"
         "最后一天是 2026 年 6 月 8 日（本单位承诺）。"),
        (Limit(2, Unit.MONTHS, ""), [], [], "从 6 月 1 日的第二天起算 2 个月，8 月 1 日不上班，顺延到下一个工作日，"
         "最后一天是 2026 年 8 月 3 日。"),
        (Limit(48, Unit.HOURS, ""), [], [], "从 6 月 1 日起算 48 小时，最后一天是 2026 年 6 月 3 日。"),
        (Limit(0, article="本单位承诺"), [], [], "6 月 1 日当天办结，最后一天是 2026 年 6 月 1 日（本单位承诺）。"),
    ],
    ids=["paused and extended", "days that roll on", "months", "hours", "on the spot"],
)  # fmt: skip
def test_every_kind_of_term_explains_itself(limit, pauses, extensions, words):
    why = explain(date(2026, 6, 1), limit, pauses=pauses, extensions=extensions, calendar=CHINA)

    assert why is not None
    assert in_words(why) == words


def test_decided_on_the_spot_but_accepted_on_a_holiday_explains_itself():
    why = explain(date(2026, 10, 1), Limit(0, article=""), pauses=[], calendar=CHINA)

    assert why is not None
    assert in_words(why) == (
        "10 月 1 日当天办结，10 月 1 日不上班，顺延到下一个工作日，最后一天是 2026 年 10 月 8 日。"
    )


def test_a_date_in_a_year_without_notice_is_provisional():
    why = explain(date(2026, 12, 25), Limit(20), pauses=[], calendar=CHINA)

    assert why is not None
    assert why.is_provisional
    assert "2027 年放假安排还没有公布" in in_words(why)


def test_the_notice_of_the_next_year_makes_the_date_certain():
    known = {**CHINA.exceptions, date(2027, 1, 1): False}
    published = WorkCalendar(known, CHINA.official_years | {2027})

    why = explain(date(2026, 12, 25), Limit(20), pauses=[], calendar=published)

    assert why is not None
    assert not why.is_provisional
    assert why.due_on == date(2027, 1, 25)


limits = st.one_of(
    st.builds(Limit, st.integers(0, 60), st.sampled_from([Unit.WORKING_DAYS, Unit.NATURAL_DAYS])),
    st.builds(Limit, st.integers(0, 6), st.just(Unit.MONTHS)),
    st.builds(Limit, st.integers(0, 400), st.just(Unit.HOURS)),
)
# A pause begins so many days after the start, or before it, and lasts so many days, or is still on.
pause_spans = st.tuples(st.integers(-5, 120), st.one_of(st.integers(-2, 30), st.none()))
extension_days = st.lists(st.integers(1, 15), max_size=2)


def _pauses(start, spans):
    days = [(start + timedelta(days=begins), length) for begins, length in spans]
    return [Pause(day, None if length is None else day + timedelta(days=length)) for day, length in days]


@settings(max_examples=1000, deadline=None)
@given(start=starts, limit=limits, spans=st.lists(pause_spans, max_size=5), more=extension_days, calendar=calendars)
@example(date(2026, 6, 6), Limit(0), [(0, 2), (1, 1)], [], CHINA)
@example(date(2026, 6, 1), Limit(5, Unit.NATURAL_DAYS), [(6, 3)], [1], CHINA)
def test_the_clock_agrees_with_counting_day_by_day(start, limit, spans, more, calendar):
    pauses, extensions = _pauses(start, spans), [Extension(days) for days in more]

    due = last_day(start, limit, pauses=pauses, extensions=extensions, calendar=calendar)

    assert due == by_hand(start, limit, pauses=pauses, extensions=extensions, calendar=calendar)


@settings(deadline=None)
@given(start=starts, limit=limits, spans=st.lists(pause_spans, max_size=4), more=extension_days, calendar=calendars)
def test_an_explanation_names_the_day_it_explains(start, limit, spans, more, calendar):
    pauses, extensions = _pauses(start, spans), [Extension(days) for days in more]

    why = explain(start, limit, pauses=pauses, extensions=extensions, calendar=calendar)

    due = last_day(start, limit, pauses=pauses, extensions=extensions, calendar=calendar)
    assert (why.due_on if why else None) == due


@settings(deadline=None)
@example(start=date(2010, 2, 5), days=1, begins=3, lasts=5, more=[1])  # the pause ends on a day off
@given(
    start=starts.filter(CHINA.is_working_day),
    days=st.integers(1, 60),
    begins=st.integers(0, 30),
    lasts=st.integers(0, 30),
    more=extension_days,
)
def test_the_days_of_an_explanation_add_up(start, days, begins, lasts, more):
    # A pause that ends on a day off would carry a term that ends in it to the next working day.
    since = start + timedelta(days=begins)
    pauses = [Pause(since, next_working_day(since + timedelta(days=lasts), CHINA))]

    why = explain(start, Limit(days), pauses=pauses, extensions=[Extension(n) for n in more], calendar=CHINA)

    assert why is not None
    if not why.moved_from:
        assert days + why.paused_days + sum(more) + len(why.days_off) == (why.due_on - start).days


@settings(deadline=None)
@given(start=starts, days=st.integers(0, 60), spans=st.lists(pause_spans, max_size=4), calendar=calendars)
def test_a_longer_limit_never_ends_earlier(start, days, spans, calendar):
    pauses = [pause for pause in _pauses(start, spans) if pause.until]

    shorter = last_day(start, Limit(days), pauses=pauses, calendar=calendar)
    longer = last_day(start, Limit(days + 1), pauses=pauses, calendar=calendar)

    assert shorter is not None
    assert longer is not None
    assert longer >= shorter


@settings(deadline=None)
@given(start=starts, days=st.integers(1, 40), begins=st.integers(0, 20), waits=st.integers(0, 60), calendar=calendars)
def test_nothing_runs_off_while_a_pause_lasts(start, days, begins, waits, calendar):
    since = start + timedelta(days=begins)
    pauses = [Pause(since, None)]

    def left(today):
        return remaining(start, Limit(days), today=today, pauses=pauses, calendar=calendar)

    if working_days_between(start, since, calendar) < days:
        assert left(since + timedelta(days=waits)) == left(since)
