"""What the person at the terminal sees: one line for each step, with its time, and words when a step fails."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launch.places import ROOT

TAIL = 40
BLINK_SECONDS = 0.2


class CannotGoOn(Exception):
    """Something is in the way; the message says what, and what to do about it."""


def say(line: str = "") -> None:
    """One line, at once."""
    print(line, flush=True)


def carry_out(
    command: Sequence[str | Path], *, title: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run one command to its end under one line; its output is shown only when it fails."""
    with tempfile.TemporaryFile() as output, step(title):
        code = _wait(_begin(command, output=output, env=env, cwd=cwd), title=title)
        if code:
            output.seek(0)
            raise CannotGoOn(f"{title}没有成功（{command[0]} 的退出码是 {code}）：\n{tail(output.read())}")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Tell that a step has begun, and how long it took."""
    began = time.monotonic()
    print(f"  … {title}", end="" if _blinks() else "\n", flush=True)
    try:
        yield
    except BaseException:
        _end_line(f"  ✗ {title}")
        raise
    _end_line(f"  ✓ {title}  {time.monotonic() - began:.1f} 秒")


def hand_over(command: Sequence[str | Path], *, env: Mapping[str, str]) -> int:
    """Give the terminal to a command and return its exit code. Ctrl-C is the command's own affair."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    child = subprocess.Popen(_words(command), cwd=ROOT, env=env)
    try:
        code = child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
        if child.poll() is None:
            child.terminate()
            child.wait()
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    return code


def in_words(command: Callable[[], int]) -> int:
    """Run a whole command and return its exit code; what is in its way is said in words, not in a traceback.

    SIGTERM and a closed terminal end it in the same orderly way as Ctrl-C (which a shell withholds from what it
    starts in the background, unless it is asked for).
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return command()
    except CannotGoOn as reason:
        print(f"\n{reason}", file=sys.stderr)
    except PermissionError as error:
        print(f"\n没有权限：{error.filename}。它可能是另一个用户（例如 root）建立的。", file=sys.stderr)
    except KeyboardInterrupt:
        say("\n已中断。")
        return 130
    return 1


def tail(output: bytes, *, lines: int = TAIL) -> str:
    """The last lines of what a command said."""
    return "\n".join(output.decode("utf-8", "replace").rstrip().splitlines()[-lines:])


def box(lines: Sequence[str]) -> str:
    """The lines in a frame; a Chinese character is two columns wide."""
    room = max(map(width, lines))
    framed = [f"│ {line}{' ' * (room - width(line))} │" for line in lines]
    return "\n".join([f"╭{'─' * (room + 2)}╮", *framed, f"╰{'─' * (room + 2)}╯"])


def width(line: str) -> int:
    """How many terminal columns a line takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def _begin(
    command: Sequence[str | Path], *, output: IO[bytes], env: Mapping[str, str] | None, cwd: Path
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _words(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=cwd,
        start_new_session=True,
    )


def _wait(child: subprocess.Popen[bytes], *, title: str) -> int:
    began = time.monotonic()
    try:
        while True:
            try:
                return child.wait(BLINK_SECONDS)
            except subprocess.TimeoutExpired:
                if _blinks():
                    print(f"\r  … {title}  {time.monotonic() - began:.0f} 秒", end="", flush=True)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
            child.wait()


def _words(command: Sequence[str | Path]) -> list[str]:
    return [str(word) for word in command]


def _blinks() -> bool:
    return sys.stdout.isatty()


def _end_line(line: str) -> None:
    say(f"\r\033[K{line}" if _blinks() else line)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
