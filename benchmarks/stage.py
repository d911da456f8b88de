"""Where a benchmark plays: packages, a durable PostgreSQL of its own, and the production server as ./run starts it."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from launch import environment, folders, frontend, postgres
from launch.children import assert_alive, kept_running
from launch.cluster import Cluster, cluster_of
from launch.hall import PROCESSES, THREADS, hall_environment
from launch.places import PYTHON, ROOT, VAR
from launch.steps import CannotGoOn, carry_out, in_words
from launch.wishes import Wishes

DATA: Final = VAR / "benchmark"
READY_SECONDS: Final = 60
# The machine's proxy, if it has one, is not asked about our own address.
STRAIGHT: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Stage:
    """A database and the environment of the hall's programs."""

    cluster: Cluster
    port: int
    env: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where the hall answers while it is served."""
        return f"http://127.0.0.1:{self.port}"


def played(benchmark: Callable[[], Mapping[str, object]]) -> int:
    """Run a benchmark: what is going on goes to stderr, the figures are the last line of stdout."""
    figures: list[Mapping[str, object]] = []

    def play() -> int:
        figures.append(benchmark())
        return 0

    with contextlib.redirect_stdout(sys.stderr):
        code = in_words(play)
    for found in figures:
        print(json.dumps(found), flush=True)
    return code


@contextlib.contextmanager
def stage() -> Iterator[Stage]:
    """A new and empty database with the hall's tables; nothing of it is left afterwards."""
    # What is measured is a database that waits for the disk, on this machine: never the operator's own.
    os.environ.pop("DATABASE_URL", None)
    folders.claim(VAR)
    environment.prepare("run")
    frontend.build()
    DATA.mkdir(exist_ok=True)
    folders.claim(DATA)
    with folders.held(DATA):
        _clear()
        folders.furnish(DATA)
        try:
            with postgres.database(DATA, settings=postgres.FOR_THE_HALL) as database:
                wishes = Wishes(port=_free_port(), data=DATA, fresh=True, demo=False)
                env = hall_environment(wishes, url=database.url)
                carry_out([PYTHON, "manage.py", "migrate", "--no-input"], title="建立数据库结构", env=env)
                carry_out([PYTHON, "manage.py", "keys", "make"], title="备好密钥", env=env)
                yield Stage(cluster_of(DATA), wishes.port, env)
        finally:
            _clear()


def driven(program: str, plan: Mapping[str, object], *, status: int) -> dict[str, Any]:
    """Let a load generator, a process of its own, carry its plan out; what it found, if every answer was as meant."""
    found = carried_out(program, plan)
    if set(found["statuses"]) != {str(status)}:
        raise CannotGoOn(f"有的答复不是 {status}：{found['statuses']}")
    return found


def carried_out(program: str, plan: Mapping[str, object]) -> dict[str, Any]:
    """Let a process of its own carry a plan out; what it found."""
    done = subprocess.run(
        [str(PYTHON), "-m", program],
        cwd=ROOT,
        input=json.dumps(plan),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotGoOn(f"{program} 没有成功。")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextlib.contextmanager
def served(stage: Stage) -> Iterator[None]:
    """The web processes, with as many threads and connections as ./run gives them."""
    command: list[str | Path] = [PYTHON, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"]
    size = ["--workers", str(PROCESSES), "--blocking-threads", str(THREADS), "--log-level", "warning"]
    command += ["--host", "127.0.0.1", "--port", str(stage.port), *size]
    with kept_running(command, name="网站", log=DATA / "log" / "web.log", env=stage.env) as web:
        give_up_at = time.monotonic() + READY_SECONDS
        while not _answers(stage):
            assert_alive(web)
            if time.monotonic() > give_up_at:
                raise CannotGoOn(f"网站在 {READY_SECONDS} 秒内没有回应。")
            time.sleep(0.1)
        yield


def in_hall(stage: Stage, call: str) -> dict[str, Any]:  # Any: JSON
    """Call a function of ours inside the hall's environment and read the JSON object that it prints last."""
    module, _, _ = call.partition("(")
    module, _, _ = module.rpartition(".")
    words: list[str | Path] = [PYTHON, "manage.py", "shell", "--no-imports", "-c", f"import {module}; {call}"]
    done = subprocess.run(words, cwd=ROOT, env=stage.env, stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode:
        raise CannotGoOn(f"{call} 没有成功（退出码 {done.returncode}）。")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def _answers(stage: Stage) -> bool:
    try:
        with STRAIGHT.open(f"{stage.address}/api/v1/items", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _clear() -> None:
    postgres.forget(DATA)
    folders.empty(DATA)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
