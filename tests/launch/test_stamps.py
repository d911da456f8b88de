from pathlib import Path

import pytest

from launch import stamps


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "run.txt"
    file.write_text("django==5.2.19", encoding="ascii")
    return file


def test_the_same_files_have_the_same_fingerprint_in_any_order(lock: Path, tmp_path: Path) -> None:
    other = tmp_path / "test.txt"
    other.write_text("pytest==9.2.0", encoding="ascii")

    there = stamps.fingerprint([lock, other], root=tmp_path)
    back = stamps.fingerprint([other, lock], root=tmp_path)

    assert there == back


def test_a_changed_content_changes_the_fingerprint(lock: Path, tmp_path: Path) -> None:
    before = stamps.fingerprint([lock], root=tmp_path)

    lock.write_text("django==5.2.20", encoding="ascii")

    assert stamps.fingerprint([lock], root=tmp_path) != before


def test_a_changed_name_changes_the_fingerprint(lock: Path, tmp_path: Path) -> None:
    before = stamps.fingerprint([lock], root=tmp_path)

    renamed = lock.rename(tmp_path / "renamed.txt")

    assert stamps.fingerprint([renamed], root=tmp_path) != before


def test_a_stamp_is_current_only_for_its_own_content(tmp_path: Path) -> None:
    stamps.put("run", mark="one", folder=tmp_path / "stamps")

    assert stamps.is_current("run", mark="one", folder=tmp_path / "stamps")
    assert not stamps.is_current("run", mark="two", folder=tmp_path / "stamps")
    assert not stamps.is_current("test", mark="one", folder=tmp_path / "stamps")
