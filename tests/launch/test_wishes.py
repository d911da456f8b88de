import socket
from pathlib import Path

import pytest

from launch.places import VAR
from launch.steps import CannotGoOn
from launch.wishes import assert_port_is_free, wishes_from


def test_without_options_the_hall_opens_with_demo_data_on_port_8000() -> None:
    wishes = wishes_from([])

    assert (wishes.port, wishes.data, wishes.fresh, wishes.demo) == (8000, VAR, False, True)
    assert wishes.address == "http://127.0.0.1:8000/"


def test_every_option_is_heard(tmp_path: Path) -> None:
    wishes = wishes_from(["--port", "8123", "--data", str(tmp_path), "--fresh", "--no-demo"])

    assert (wishes.port, wishes.data, wishes.fresh, wishes.demo) == (8123, tmp_path, True, False)


def test_the_data_folder_is_meant_from_where_the_person_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    wishes = wishes_from(["--data", "hall"])

    assert wishes.data == tmp_path / "hall"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", ""])
def test_what_is_no_port_is_refused_in_words(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        wishes_from([f"--port={port}"])

    assert refused.value.code == 2
    assert "端口应是 1 到 65535 之间的整数" in capsys.readouterr().err


def test_a_taken_port_is_refused_with_advice() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CannotGoOn, match=f"端口 {port} 已被占用.*--port {port + 1}"):
            assert_port_is_free(port)


def test_a_port_that_was_just_left_is_free_again() -> None:
    with socket.socket() as left:
        left.bind(("127.0.0.1", 0))
        port = left.getsockname()[1]

    assert_port_is_free(port)

    with socket.socket() as again:
        again.bind(("127.0.0.1", port))
        assert again.getsockname()[1] == port
