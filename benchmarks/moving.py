"""benchmarks/moves: whole stories through the verbs against the same rows as plain SQL, in one run."""

import argparse
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.floor import floor_tps
from benchmarks.load import percentile
from benchmarks.plain_stories import lay_plain
from benchmarks.stage import Stage, in_hall, played, stage
from launch.places import PYTHON, ROOT
from launch.steps import CannotGoOn, say, step

CONNECTIONS = 8
# More than any machine of ours tells in a second, so that a round never runs out of cases.
A_SECOND_AT_MOST = 250


@dataclass(frozen=True)
class Length:
    """How long to measure."""

    rounds: int
    seconds: int

    @property
    def stories(self) -> int:
        """As many as could be told at most; one more is told beforehand, to count statements."""
        return self.rounds * self.seconds * A_SECOND_AT_MOST + 1


LONG = Length(rounds=5, seconds=8)
QUICK = Length(rounds=3, seconds=3)


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/moves", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK if wanted.quick else LONG))


def _measure(length: Length) -> Mapping[str, object]:
    with stage() as played_on:
        with step(f"提交 {length.stories} 件申请"):
            laid = in_hall(played_on, f"benchmarks.stories.lay(stories={length.stories})")
        return _rounds(played_on, laid, length)


def _rounds(stage: Stage, laid: Mapping[str, Any], length: Length) -> Mapping[str, object]:
    script = lay_plain(stage)
    floors, rates, milliseconds = [], [], []
    share = (laid["last"] - laid["first"] + 1) // length.rounds
    for number in range(length.rounds):
        floors.append(floor_tps(stage, script=script, clients=CONNECTIONS, seconds=length.seconds))
        first = laid["first"] + number * share
        found = _told(stage, first=first, last=first + share - 1, seconds=length.seconds)
        rates.append(len(found) / length.seconds)
        milliseconds += found
        say(f"  第 {number + 1} 轮：每秒 {rates[-1]:.0f} 件从受理到决定，地板 {floors[-1]:.0f}")
    return {
        "benchmark": "moves",
        "stories_per_s": round(median(rates), 1),
        "ratio": round(median(rates) / median(floors), 3),
        "floor_per_s": round(median(floors), 1),
        "p50_ms": percentile(milliseconds, 0.50),
        "p95_ms": percentile(milliseconds, 0.95),
        "statements": laid["statements"],
        "connections": CONNECTIONS,
        "rounds": length.rounds,
        "told": len(milliseconds),
    }


def _told(stage: Stage, *, first: int, last: int, seconds: int) -> list[float]:
    """How long each story took, told by as many processes as there are connections, all beginning together."""
    tellers = [_teller(stage, first=first + place, last=last, seconds=seconds) for place in range(CONNECTIONS)]
    if any(_line_of(teller) != "ready" for teller in tellers):
        raise CannotGoOn("有一个进程没有准备好。")
    for teller in tellers:
        assert teller.stdin is not None  # noqa: S101 - it was opened with a pipe
        teller.stdin.write("go\n")
        teller.stdin.flush()
    found: list[float] = []
    for teller in tellers:
        said, _ = teller.communicate()
        if teller.returncode:
            raise CannotGoOn("有一个进程没有讲完。")
        found += json.loads(said.splitlines()[-1])["milliseconds"]
    in_hall(stage, f"benchmarks.stories.look_at(first={first}, last={last}, told={len(found)})")
    return found


def _teller(stage: Stage, *, first: int, last: int, seconds: int) -> subprocess.Popen[str]:
    call = f"benchmarks.stories.tell(first={first}, last={last}, every={CONNECTIONS}, seconds={seconds})"
    words = [str(PYTHON), "manage.py", "shell", "--no-imports", "-c", f"import benchmarks.stories; {call}"]
    return subprocess.Popen(words, cwd=ROOT, env=stage.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _line_of(teller: "subprocess.Popen[str]") -> str:
    assert teller.stdout is not None  # noqa: S101 - it was opened with a pipe
    return teller.stdout.readline().strip()
