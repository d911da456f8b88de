"""The database: the one that DATABASE_URL names, or else a PostgreSQL of our own for as long as we run."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch import folders
from launch.accounts import PLAIN, run_as
from launch.children import Child, assert_alive, kept_running
from launch.cluster import DATABASE, Cluster, cluster_of, homes, initialise
from launch.steps import CannotGoOn, say, step

READY_SECONDS = 60
FOR_THE_HALL = {"shared_buffers": "256MB", "max_connections": "60"}
# Tests can begin again from nothing, so they need not wait for the disk.
FOR_TESTS = {
    "shared_buffers": "256MB",
    "max_connections": "60",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True)
class Database:
    """Where the database answers, and the program that serves it when it is our own."""

    url: str
    server: Child | None


@contextmanager
def database(data: Path, *, settings: Mapping[str, str]) -> Iterator[Database]:
    """A database that answers, until the block is left."""
    given = os.environ.get("DATABASE_URL")
    if given:
        say("  · 使用 DATABASE_URL 指定的 PostgreSQL，不启动自带的数据库")
        yield Database(given, None)
        return
    cluster = cluster_of(data)
    if not (cluster.data / "PG_VERSION").is_file():
        initialise(cluster)
    _stop_leftover(cluster)
    with _serving(cluster, settings) as server:
        yield Database(cluster.url, server)


def forget(data: Path) -> None:
    """Remove the embedded database of a data folder."""
    for home in homes(data):
        if (home / "cluster").is_dir():
            _stop_leftover(cluster_of(data))
        folders.remove(home)


def is_given() -> bool:
    """Whether the operator brought a PostgreSQL."""
    return bool(os.environ.get("DATABASE_URL"))


@contextmanager
def _serving(cluster: Cluster, settings: Mapping[str, str]) -> Iterator[Child]:
    all_settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.socket),
        "unix_socket_permissions": "0700",
        **settings,
    }
    options = [word for name, value in all_settings.items() for word in ("-c", f"{name}={value}")]
    with kept_running(
        [cluster.programs / "postgres", "-D", cluster.data, *options],
        name="数据库（PostgreSQL）",
        log=cluster.log,
        env=PLAIN,
        ends_on=signal.SIGINT,
        cwd=Path("/"),
        account=cluster.account,
    ) as server:
        with step("启动数据库（PostgreSQL 18）"):
            _wait_until_ready(cluster, server)
            _create_database(cluster)
        yield server


def _wait_until_ready(cluster: Cluster, server: Child) -> None:
    give_up_at = time.monotonic() + READY_SECONDS
    while run_as(cluster.account, [cluster.programs / "pg_isready", "-h", cluster.socket]).returncode:
        assert_alive(server)
        if time.monotonic() > give_up_at:
            raise CannotGoOn(f"数据库在 {READY_SECONDS} 秒内没有准备好。请看日志 {cluster.log}")
        time.sleep(0.1)


def _create_database(cluster: Cluster) -> None:
    connection: list[str | Path] = ["-h", cluster.socket, "-U", "postgres"]
    question = f"select 1 from pg_database where datname = '{DATABASE}'"  # noqa: S608 (a constant)
    found = run_as(cluster.account, [cluster.programs / "psql", *connection, "-tAc", question, "postgres"])
    if found.stdout.strip() == "1":
        return
    made = run_as(cluster.account, [cluster.programs / "createdb", *connection, DATABASE])
    if made.returncode:
        raise CannotGoOn(f"建立数据库没有成功：\n{made.stderr}")


def _stop_leftover(cluster: Cluster) -> None:
    """A server that an earlier run left behind is ended: its settings and its log are not ours."""
    if not (cluster.data / "postmaster.pid").is_file():
        return
    control: list[str | Path] = [cluster.programs / "pg_ctl", "-D", cluster.data, "--silent"]
    if run_as(cluster.account, [*control, "status"]).returncode:
        return
    with step("停止上次留下的数据库"):
        stopped = run_as(cluster.account, [*control, "--mode=fast", "--wait", "stop"])
        if stopped.returncode:
            raise CannotGoOn(f"停止上次留下的数据库没有成功：\n{stopped.stdout}{stopped.stderr}")
