from pathlib import Path

import pytest

from launch import folders
from launch.steps import CannotGoOn


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    data = tmp_path / "var"
    folders.claim(data)
    return data


def test_a_new_folder_becomes_ours_and_shows_others_nothing(tmp_path: Path) -> None:
    folders.claim(tmp_path / "new" / "hall")

    assert folders.is_ours(tmp_path / "new" / "hall")
    assert (tmp_path / "new" / "hall").stat().st_mode & 0o777 == 0o711


def test_an_empty_folder_becomes_ours(tmp_path: Path) -> None:
    folders.claim(tmp_path)

    assert folders.is_ours(tmp_path)


def test_our_folder_is_recognised_with_all_that_is_in_it(ours: Path) -> None:
    (ours / "secret.key").write_text("kept", encoding="ascii")

    folders.claim(ours)

    assert (ours / "secret.key").read_text(encoding="ascii") == "kept"


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()

    with pytest.raises(CannotGoOn, match="不是刺桐的数据文件夹"):
        folders.claim(tmp_path)

    assert not folders.is_ours(tmp_path)


def test_a_folder_without_our_mark_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()

    with pytest.raises(CannotGoOn, match="不会清空它"):
        folders.empty(tmp_path)

    assert (tmp_path / "files").is_dir()


def test_only_what_a_hall_put_there_is_removed(ours: Path) -> None:
    (ours / "files" / "ab").mkdir(parents=True)
    (ours / "files" / "ab" / "upload").touch()
    (ours / "letter-to-ana.txt").touch()
    folders.secret_key(ours)

    folders.empty(ours)

    assert {path.name for path in ours.iterdir()} == {folders.MARK, "letter-to-ana.txt"}


def test_a_link_is_removed_and_not_what_it_points_at(ours: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "old").touch()
    (ours / "files").symlink_to(tmp_path / "archive")

    folders.empty(ours)

    assert not (ours / "files").is_symlink()
    assert (tmp_path / "archive" / "old").exists()


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(ours: Path) -> None:
    first = folders.secret_key(ours).read_text(encoding="ascii")

    second = folders.secret_key(ours)

    assert second.read_text(encoding="ascii") == first
    assert len(first) >= 50
    assert second.stat().st_mode & 0o777 == 0o600


def test_two_halls_never_share_a_folder(ours: Path) -> None:
    with folders.held(ours), pytest.raises(CannotGoOn, match="正由另一个"), folders.held(ours):
        pytest.fail("The folder was given away twice.")


def test_a_folder_that_was_left_can_be_taken_again(ours: Path) -> None:
    with folders.held(ours):
        pass

    with folders.held(ours):
        assert (ours / "run.lock").exists()
