"""The lanes of a case's terms."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from citong.channels.kit import clocks
from citong.channels.kit.figures import Clock, Lane, Pause

START = date(2026, 9, 21)


def day(number: int) -> date:
    return START + timedelta(days=number)


def running(*lanes: Lane, today: int, **more: object) -> Clock:
    return Clock("", started_on=START, today=day(today), lanes=lanes, **more)


def test_today_and_the_last_days_stand_where_their_days_are():
    picture = clocks.drawn(running(Lane("承诺期限", day(20)), Lane("法定期限", day(40)), today=10))

    assert {mark.kind: mark.x for mark in picture.marks} == {"start": "0.00%", "today": "25.00%"}
    assert [lane.marks[0].x for lane in picture.lanes] == ["50.00%", "100.00%"]


def test_days_past_a_term_are_drawn_as_late_in_its_lane_alone():
    picture = clocks.drawn(running(Lane("承诺期限", day(10)), Lane("法定期限", day(20)), today=15))

    assert [lane.over for lane in picture.lanes] == [clocks.Stretch("50.00%", "25.00%", end="75.00%"), None]
    assert picture.is_late


def test_a_closed_case_no_longer_runs():
    picture = clocks.drawn(running(Lane("承诺期限", day(10)), today=90, closed_on=day(5)))

    assert not picture.is_late
    assert picture.lanes[0].marks[0].x == "100.00%"
    assert "9 月 26 日（星期六）办结" in picture.words
    assert not any("今天" in words for words in picture.words)


def test_a_pause_that_has_not_ended_reaches_today():
    stopped = Lane("承诺期限", day(20), pauses=(Pause(day(5), None, "现场踏勘"),))

    picture = clocks.drawn(running(stopped, Lane("法定期限", day(20)), today=10))

    assert picture.lanes[0].pauses == (clocks.Stretch("25.00%", "25.00%", end="50.00%"),)
    assert picture.lanes[1].pauses == ()
    assert any("还没恢复" in words for words in picture.words)


def test_the_days_of_an_extension_are_drawn_apart():
    picture = clocks.drawn(running(Lane("法定期限", day(40), extended_from=day(30)), today=10))

    assert picture.lanes[0].extended == clocks.Stretch("75.00%", "25.00%", end="100.00%")


def test_a_term_that_stands_still_has_no_last_day():
    picture = clocks.drawn(running(Lane("法定期限", None, pauses=(Pause(day(5), None, "检测"),)), today=10))

    assert [mark.kind for mark in picture.lanes[0].marks] == ["pause"]
    assert not any("最迟" in words for words in picture.words)


def test_the_statute_and_what_is_not_sure_yet_are_named_beside_the_day():
    lane = Lane("法定期限", day(30), basis="行政许可法第四十二条", is_provisional=True)

    picture = clocks.drawn(running(lane, today=0))

    assert picture.words[0] == "法定期限最迟 10 月 21 日（星期三），暂定（行政许可法第四十二条）"


def test_the_table_tells_everything_in_the_order_of_its_days_and_each_pause_once():
    visit = Pause(day(2), day(4), "检测")
    lanes = (Lane("承诺期限", day(12), pauses=(visit,)), Lane("法定期限", day(30), pauses=(visit,)))

    table = clocks.drawn(running(*lanes, today=20)).table

    assert [entry.what for entry in table] == ["受理，开始计时", "停止计时：检测", "最后一天", "今天", "最后一天"]
    assert table[1] == clocks.Entry("9 月 23 日（星期三）至 9 月 25 日（星期五）", "停止计时：检测", "两个期限")


@given(
    today=st.integers(0, 80),
    promised=st.integers(1, 60),
    statutory=st.integers(1, 120),
    pause=st.integers(0, 60),
    extension=st.integers(0, 30),
)
def test_no_two_words_share_a_place_and_none_leaves_the_picture(today, promised, statutory, pause, extension):
    pauses = (Pause(day(min(pause, today)), None, "检测"),)
    clock = running(
        Lane("承诺期限", day(promised + extension), pauses=pauses, extended_from=day(promised)),
        Lane("法定期限", day(statutory + extension), pauses=pauses, extended_from=day(statutory)),
        today=today,
    )

    picture = clocks.drawn(clock)

    for marks in (picture.marks, *(lane.marks for lane in picture.lanes)):
        said = [mark for mark in marks if mark.label]
        assert len({(mark.y, mark.x) for mark in said}) == len(said)
        assert all(0 <= float(mark.x.rstrip("%")) <= 100 for mark in marks)
        assert [mark.kind for mark in said][:1] == [marks[0].kind]
