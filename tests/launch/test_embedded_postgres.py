import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from launch import cluster, folders, postgres


@pytest.fixture(autouse=True)
def _no_given_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user of the machine may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="hall-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def hall(reachable: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cluster, "ELSEWHERE", reachable / "lib")
    (reachable / "lib").mkdir()
    folders.claim(reachable / "var")
    return reachable / "var"


def test_rows_survive_a_stop_and_a_start(hall: Path) -> None:
    with postgres.database(hall, settings=postgres.FOR_TESTS) as first, psycopg.connect(first.url) as connection:
        connection.execute("create table person as select '陈' as name")

    with postgres.database(hall, settings=postgres.FOR_TESTS) as second, psycopg.connect(second.url) as connection:
        assert connection.execute("select name from person").fetchall() == [("陈",)]


def test_a_server_that_was_left_behind_is_ended_first(hall: Path) -> None:
    with postgres.database(hall, settings=postgres.FOR_TESTS) as left:
        with postgres.database(hall, settings=postgres.FOR_TESTS) as ours, psycopg.connect(ours.url) as connection:
            connection.execute("select 1")

        assert left.server is not None
        assert left.server.process.poll() == 0


def test_only_its_own_user_reaches_the_database(hall: Path) -> None:
    with postgres.database(hall, settings=postgres.FOR_TESTS):
        socket = cluster.cluster_of(hall).socket

        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
        assert stat.S_IMODE((socket / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_a_fresh_start_leaves_no_row(hall: Path) -> None:
    with postgres.database(hall, settings=postgres.FOR_TESTS) as first, psycopg.connect(first.url) as connection:
        connection.execute("create table person as select 'Ana' as name")

    postgres.forget(hall)

    with postgres.database(hall, settings=postgres.FOR_TESTS) as second, psycopg.connect(second.url) as connection:
        assert connection.execute("select to_regclass('person')").fetchone() == (None,)


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root keeps a folder from the database's own user.")
def test_root_with_a_closed_folder_finds_another_place(reachable: Path, hall: Path) -> None:
    reachable.joinpath("closed").mkdir(mode=0o700)
    closed = reachable / "closed" / "var"
    folders.claim(closed)

    with postgres.database(closed, settings=postgres.FOR_TESTS) as found, psycopg.connect(found.url) as connection:
        connection.execute("select 1")

    assert (cluster.elsewhere(closed) / "cluster" / "PG_VERSION").is_file()
    assert list(hall.iterdir()) == [hall / folders.MARK]


def test_a_strict_umask_does_not_lock_the_database_out(hall: Path) -> None:
    before = os.umask(0o077)
    try:
        with postgres.database(hall, settings=postgres.FOR_TESTS) as found, psycopg.connect(found.url) as connection:
            connection.execute("select 1")
    finally:
        os.umask(before)

    assert (hall / "postgres" / "cluster" / "PG_VERSION").is_file()


def test_a_given_database_is_used_as_it_is(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana@db.example/hall")

    with postgres.database(hall, settings=postgres.FOR_THE_HALL) as given:
        assert (given.url, given.server) == ("postgresql://ana@db.example/hall", None)

    assert not (hall / "postgres").exists()
