import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launch import children
from launch.steps import CannotGoOn

SLEEPER = "import time; print('awake', flush=True); time.sleep(60)"
# Starts a second process, tells its number and waits.
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {SLEEPER!r}])
print(child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "web.log"


def test_a_program_lives_as_long_as_the_block(log: Path) -> None:
    with children.kept_running([sys.executable, "-c", SLEEPER], name="网站", log=log, env={}) as child:
        children.assert_alive(child)

    assert child.process.poll() is not None


def test_a_program_that_dies_leaves_its_last_words(log: Path) -> None:
    crash = "import sys; print('out of paper'); sys.exit(7)"

    with children.kept_running([sys.executable, "-c", crash], name="网站", log=log, env={}) as child:
        child.process.wait()
        with pytest.raises(CannotGoOn, match=r"(?s)网站意外停止（退出码 7）.*out of paper"):
            children.assert_alive(child)


def test_nothing_of_a_killed_program_stays_behind(log: Path) -> None:
    with children.kept_running([sys.executable, "-c", PARENT], name="网站", log=log, env={}) as child:
        _wait_for(lambda: "awake" in log.read_text(encoding="ascii"))
        grandchild = log.read_text(encoding="ascii").split()[0]
        child.process.kill()

    _wait_for(lambda: not _runs(grandchild))
    assert not _runs(grandchild)


def test_the_log_of_the_last_time_is_kept(log: Path) -> None:
    log.write_text("yesterday", encoding="ascii")

    with children.kept_running([sys.executable, "-c", "print('today')"], name="网站", log=log, env={}) as child:
        child.process.wait()

    assert log.read_text(encoding="ascii") == "today\n"
    assert log.with_name("web.previous.log").read_text(encoding="ascii") == "yesterday"


def _wait_for(happened: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 10
    while not happened() and time.monotonic() < give_up_at:
        time.sleep(0.05)


def _runs(number: str) -> bool:
    status = Path(f"/proc/{number}/stat")
    return status.exists() and status.read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
