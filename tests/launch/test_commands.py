import os
import subprocess
from pathlib import Path

import pytest

from launch import folders
from launch.hall import hall_environment
from launch.places import ROOT
from launch.testing import pytest_arguments
from launch.wishes import wishes_from


@pytest.mark.parametrize("name", ["run", "test", "check"])
def test_each_command_explains_itself(name: str) -> None:
    told = subprocess.run([ROOT / name, "--help"], capture_output=True, text=True, check=True)

    assert f"./{name}" in told.stdout


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], []),
        (["fast"], ["-m", "not browser"]),
        (["fast", "-k", "clock"], ["-m", "not browser", "-k", "clock"]),
        (["tests/cases", "-x"], ["tests/cases", "-x"]),
    ],
)
def test_pytest_hears_what_it_was_told(given: list[str], told: list[str]) -> None:
    assert pytest_arguments(given) == told


def test_the_hall_learns_its_places_from_its_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CITONG_SECRET_KEY", raising=False)
    monkeypatch.delenv("CITONG_MASTER_KEY", raising=False)
    wishes = wishes_from(["--data", str(tmp_path), "--no-demo"])

    env = hall_environment(wishes, url="postgresql://postgres@/citong")

    assert env["CITONG_DATA"] == str(tmp_path)
    assert env["CITONG_DEMO"] == "no"
    assert env["DATABASE_URL"] == "postgresql://postgres@/citong"
    assert Path(env["CITONG_SECRET_KEY_FILE"]).parent == tmp_path
    master = Path(env["CITONG_MASTER_KEY_FILE"])
    assert (master.parent, master.stat().st_mode & 0o077) == (tmp_path, 0)
    assert len(bytes.fromhex(master.read_text(encoding="ascii"))) == 32


def test_the_master_key_is_made_once(tmp_path: Path) -> None:
    assert folders.master_key(tmp_path).read_bytes() == folders.master_key(tmp_path).read_bytes()


@pytest.mark.parametrize("given", ["CITONG_MASTER_KEY", "CITONG_MASTER_KEY_FILE"])
def test_a_master_key_that_the_operator_gave_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.delenv("CITONG_MASTER_KEY", raising=False)
    monkeypatch.setenv(given, "given")

    env = hall_environment(wishes_from(["--data", str(tmp_path)]), url=os.devnull)

    assert env[given] == "given"
    assert not (tmp_path / "master.key").exists()


def test_a_secret_that_the_operator_gave_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITONG_SECRET_KEY", "given")

    env = hall_environment(wishes_from(["--data", str(tmp_path)]), url=os.devnull)

    assert env["CITONG_SECRET_KEY"] == "given"
    assert "CITONG_SECRET_KEY_FILE" not in env
