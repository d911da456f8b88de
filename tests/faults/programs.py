"""The hall's own programs, running beside the tests, so that they can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30
BLINK_SECONDS = 0.05
GRANIAN = [sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application", "--host", "127.0.0.1"]
SIZE = ["--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]


@dataclass(frozen=True)
class Program:
    """A program of ours with all the processes that it started."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it and its processes as a power cut would: none of them can do anything more."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """Ask it to end, and wait until it has; then nothing of it is left."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def web(port: int, *, data: Path, **environment: str) -> Iterator[Program]:
    """The web server as the hall runs it, open; whatever is left of it at the end of the block is ended."""
    with _running([*GRANIAN, "--port", str(port), *SIZE], data=data, name="web", CITONG_POOL="4", **environment) as it:
        until(lambda: _is_open(port), of=it)
        yield it


@contextmanager
def worker(*, data: Path, name: str, **environment: str) -> Iterator[Program]:
    """A worker as the hall runs it."""
    command = [sys.executable, "manage.py", "work"]
    with _running(command, data=data, name=name, CITONG_POOL="0", **environment) as it:
        yield it


def until(come: Callable[[], bool], *, of: Program) -> None:
    """Wait for something to have come true; if it does not, show what the program said."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not come():
        assert time.monotonic() < give_up_at, of.log.read_text(encoding="utf-8")[-4000:]
        time.sleep(BLINK_SECONDS)


@contextmanager
def _running(command: list[str], *, data: Path, name: str, **environment: str) -> Iterator[Program]:
    log = data / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(data) | environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    program = Program(process, log)
    try:
        yield program
    finally:
        program.end()


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database_url(),
        "CITONG_SECRET_KEY": settings.SECRET_KEY,
        "CITONG_DATA": str(data),
    }


def database_url(name: str = "") -> str:
    """The database of the tests, or another one beside it, as another program is told of it."""
    at = connection.settings_dict
    secret = f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else ""
    place = urlencode({"host": at["HOST"], "port": at["PORT"]})
    return f"postgresql://{quote(at['USER'], safe='')}{secret}@/{quote(name or at['NAME'])}?{place}"


def _is_open(port: int) -> bool:
    talk = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        talk.request("GET", "/api/v1/openapi.json")
        return talk.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        talk.close()
