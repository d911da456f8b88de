"""The bar of a case's terms."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from citong.channels.kit import clocks
from citong.channels.kit.figures import Clock, Pause

START = date(2026, 9, 21)


def test_today_promise_and_statute_stand_where_their_days_are():
    clock = Clock(
        "还剩 9 天",
        started_on=START,
        today=START + timedelta(days=10),
        promised_on=START + timedelta(days=20),
        statutory_on=START + timedelta(days=40),
    )

    places = {mark.kind: mark.x for mark in clocks.drawn(clock).marks}

    assert places == {"start": "0.00%", "today": "25.00%", "promised": "50.00%", "statutory": "100.00%"}


def test_days_past_the_promise_are_drawn_as_late():
    clock = Clock("超期", started_on=START, today=START + timedelta(days=20), promised_on=START + timedelta(days=10))

    over = clocks.drawn(clock).over

    assert over == clocks.Stretch("50.00%", "50.00%", end="100.00%")


def test_a_case_in_time_has_no_late_days():
    clock = Clock("正常", started_on=START, today=START + timedelta(days=10), promised_on=START + timedelta(days=10))

    assert clocks.drawn(clock).over is None


def test_a_closed_case_no_longer_runs():
    closed = START + timedelta(days=5)
    clock = Clock(
        "已办结",
        started_on=START,
        today=START + timedelta(days=90),
        promised_on=START + timedelta(days=10),
        closed_on=closed,
    )

    picture = clocks.drawn(clock)

    assert picture.over is None
    assert any("9 月 26 日（星期六）办结" in words for words in picture.words)
    assert not any("今天" in words for words in picture.words)


def test_a_pause_that_has_not_ended_reaches_today():
    clock = Clock(
        "停表",
        started_on=START,
        today=START + timedelta(days=10),
        promised_on=START + timedelta(days=20),
        pauses=(Pause(START + timedelta(days=5), None, "现场检验"),),
    )

    picture = clocks.drawn(clock)

    assert picture.pauses == (clocks.Stretch("25.00%", "25.00%", end="50.00%"),)
    assert any("还没恢复" in words for words in picture.words)


def test_the_statute_is_named_beside_its_day():
    clock = Clock("", START, START, statutory_on=START + timedelta(days=30), statute="行政许可法第四十二条")

    assert clocks.drawn(clock).words[-1] == "法定最迟 10 月 21 日（星期三）（行政许可法第四十二条）"


@given(
    today=st.integers(0, 80),
    promised=st.integers(1, 60),
    statutory=st.integers(1, 120),
    pause=st.integers(0, 60),
)
def test_no_two_words_of_the_bar_share_a_place(today, promised, statutory, pause):
    clock = Clock(
        "",
        started_on=START,
        today=START + timedelta(days=today),
        promised_on=START + timedelta(days=promised),
        statutory_on=START + timedelta(days=statutory),
        pauses=(Pause(START + timedelta(days=min(pause, today)), None, "检验"),),
    )

    marks = clocks.drawn(clock).marks

    assert len({(mark.y, mark.x) for mark in marks}) == len(marks)
    assert all(0 <= float(mark.x.rstrip("%")) <= 100 for mark in marks)
