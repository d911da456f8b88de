import os
from pathlib import Path

import pytest

from config import env
from launch import cluster
from launch.accounts import Account

ANA = Account(1001, 1001, lent=False)


def test_the_socket_lies_beside_the_rows() -> None:
    assert cluster.socket_folder(Path("/srv/citong/var/postgres")) == Path("/srv/citong/var/postgres/socket")


def test_a_path_too_long_for_a_socket_gives_way_to_a_short_one() -> None:
    short = cluster.socket_folder(Path("/srv") / ("泉州市鲤城区" * 6) / "postgres")

    assert len(os.fsencode(short / ".s.PGSQL.5432.lock")) < 100
    assert short.name.startswith("citong-")


def test_two_long_paths_do_not_meet_in_one_socket() -> None:
    one = cluster.socket_folder(Path("/srv") / ("a" * 100))
    other = cluster.socket_folder(Path("/srv") / ("b" * 100))

    assert one != other


@pytest.mark.parametrize("socket", ["/srv/hall/socket", "/srv/大厅 一/socket", "/srv/50%&more?/socket"])
def test_django_finds_the_socket_by_the_url(socket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = cluster.Cluster(Path("/d"), Path(socket), Path("/p"), Path("/l"), ANA)
    monkeypatch.setenv("THE_URL", place.url)

    found = env.database("THE_URL")

    assert (found["HOST"], found["NAME"], found["USER"]) == (socket, "citong", "postgres")


def test_each_data_folder_has_its_own_place_elsewhere() -> None:
    assert cluster.elsewhere(Path("/srv/one")) != cluster.elsewhere(Path("/srv/two"))
