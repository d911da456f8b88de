import os
from pathlib import Path

import pytest

from launch import accounts
from launch.steps import CannotGoOn

BEN = 4242


def test_a_new_database_never_belongs_to_root(tmp_path: Path) -> None:
    account = accounts.account_for(tmp_path / "cluster")

    assert account.user != 0
    assert account.lent is (os.geteuid() == 0)


def test_a_program_really_runs_under_the_account(tmp_path: Path) -> None:
    account = accounts.account_for(tmp_path / "cluster")

    told = accounts.run_as(account, ["id", "-u"])

    assert told.stdout.strip() == str(account.user)


def test_the_database_of_somebody_else_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: BEN)

    with pytest.raises(CannotGoOn, match="属于另一个用户"):
        accounts.account_for(tmp_path)


def test_a_folder_open_to_others_is_not_used(tmp_path: Path) -> None:
    account = accounts.account_for(tmp_path / "cluster")
    socket = accounts.own(tmp_path / "socket", account=account)
    socket.chmod(0o777)

    with pytest.raises(CannotGoOn, match="别人也能打开"):
        accounts.own(socket, account=account)


def test_a_link_in_the_place_of_our_folder_is_not_followed(tmp_path: Path) -> None:
    account = accounts.account_for(tmp_path / "cluster")
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotGoOn):
        accounts.own(tmp_path / "socket", account=account)

    assert (tmp_path / "elsewhere").stat().st_uid == os.geteuid()
