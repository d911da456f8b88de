import signal
import sys

import pytest

from launch import steps


def test_a_box_is_straight_whatever_script_is_in_it() -> None:
    lines = steps.box(["大厅已开放：http://127.0.0.1:8000/", "", "Ana 陈"]).splitlines()

    assert {steps.width(line) for line in lines} == {4 + steps.width("大厅已开放：http://127.0.0.1:8000/")}


def test_a_step_that_goes_well_says_only_its_name_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    steps.carry_out([sys.executable, "-c", "print('chatter')"], title="安装")

    told = capsys.readouterr().out
    assert "✓ 安装" in told
    assert "chatter" not in told


def test_a_step_that_fails_shows_what_the_command_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(steps.CannotGoOn, match=r"(?s)安装没有成功.*退出码是 3.*no such package"):
        steps.carry_out([sys.executable, "-c", "print('no such package'); exit(3)"], title="安装")

    assert "✗ 安装" in capsys.readouterr().out


def test_only_the_end_of_a_long_story_is_told() -> None:
    assert steps.tail(b"one\ntwo\nthree\n", lines=2) == "two\nthree"


def test_an_obstacle_is_said_in_words_and_fails_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    def obstructed() -> int:
        raise steps.CannotGoOn("端口已被占用")

    assert steps.in_words(obstructed) == 1
    assert "端口已被占用" in capsys.readouterr().err


def test_a_closed_door_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    def locked_out() -> int:
        raise PermissionError(13, "denied", "/srv/hall")

    assert steps.in_words(locked_out) == 1
    assert "没有权限：/srv/hall" in capsys.readouterr().err


def test_sigterm_ends_a_command_like_ctrl_c() -> None:
    def told_to_end() -> int:
        signal.raise_signal(signal.SIGTERM)
        return 0

    assert steps.in_words(told_to_end) == 130


def test_a_command_that_gets_the_terminal_answers_with_its_own_code() -> None:
    assert steps.hand_over([sys.executable, "-c", "exit(5)"], env={}) == 5


@pytest.fixture(autouse=True)
def _signals_as_before() -> object:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, meaning in before.items():
        signal.signal(number, meaning)
