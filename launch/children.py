"""The programs that a command keeps running beside itself, and that never outlive it."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from launch.accounts import Account
from launch.places import ROOT
from launch.steps import CannotGoOn, tail

PATIENCE_SECONDS = 20
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


@dataclass(frozen=True)
class Child:
    """A running program and the file in which it talks."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def kept_running(
    command: Sequence[str | Path],
    *,
    name: str,
    log: Path,
    env: Mapping[str, str],
    ends_on: signal.Signals = signal.SIGTERM,
    cwd: Path = ROOT,
    account: Account | None = None,
) -> Iterator[Child]:
    """Run a program until the block is left; then ask it to end, and insist if it does not."""
    if log.exists():
        log.replace(log.with_suffix(".previous.log"))
    user, group, groups = account.switch if account else (None, None, None)
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_dies_with_us(ends_on),
            user=user,
            group=group,
            extra_groups=groups,
        )
    try:
        yield Child(name, process, log)
    finally:
        _end(process, ends_on)


def assert_alive(child: Child) -> None:
    """Say which program has died, and its last words."""
    code = child.process.poll()
    if code is not None:
        raise CannotGoOn(f"{child.name}意外停止（退出码 {code}）。日志 {child.log} 的最后几行：\n{last_words(child)}")


def last_words(child: Child) -> str:
    """The end of what the program said."""
    return tail(child.log.read_bytes())


def _end(process: subprocess.Popen[bytes], ends_on: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(ends_on)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_SECONDS)
    # Whatever is left of its group goes too: the processes of a web server that was killed do not end by themselves.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _dies_with_us(ends_on: signal.Signals) -> Callable[[], None] | None:
    """If we are killed outright, the kernel passes the signal on (Linux), and nothing is left behind."""
    if not hasattr(LIBC, "prctl"):
        return None
    return lambda: LIBC.prctl(PR_SET_PDEATHSIG, int(ends_on))
