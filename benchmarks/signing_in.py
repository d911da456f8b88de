"""benchmarks/signin: sign-ins with a password through the web, against the bare hash of a password, in turns."""

import argparse
import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.load import percentile
from benchmarks.stage import Stage, driven, in_hall, played, served, stage
from launch.places import PYTHON, ROOT
from launch.steps import CannotGoOn, say, step

CONNECTIONS: Final = 8
CORES: Final = 2
PEOPLE: Final = 200


@dataclass(frozen=True)
class Length:
    """How long to measure."""

    rounds: int
    seconds: int


LONG = Length(rounds=5, seconds=10)
QUICK = Length(rounds=3, seconds=4)


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/signin", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK if wanted.quick else LONG))


def _measure(length: Length) -> Mapping[str, object]:
    with stage() as played_on:
        with step(f"开 {PEOPLE} 个账号"):
            laid = in_hall(played_on, f"benchmarks.newcomers.come(people={PEOPLE})")
        with served(played_on):
            return _rounds(played_on, laid, length)


def _rounds(stage: Stage, laid: Mapping[str, Any], length: Length) -> Mapping[str, object]:  # Any: JSON
    bare, rates, milliseconds = [], [], []
    for number in range(length.rounds):
        bare.append(_hashes_a_second(laid["rounds_of_hash"], seconds=length.seconds))
        found = _knocked(stage, laid, seconds=length.seconds)
        rates.append(len(found["milliseconds"]) / found["seconds"])
        milliseconds += found["milliseconds"]
        say(f"  第 {number + 1} 轮：每秒登录 {rates[-1]:.1f} 人，光算密码 {bare[-1]:.1f} 次")
        # A core that has been busy for long runs slower; both sides begin alike.
        time.sleep(1)
    return {
        "benchmark": "signin",
        "signins_per_s": round(median(rates), 1),
        "ratio_to_bare_hash": round(median(rates) / median(bare), 2),
        "bare_hashes_per_s": round(median(bare), 1),
        "hash": laid["hash"],
        "p50_ms": percentile(milliseconds, 0.50),
        "p95_ms": percentile(milliseconds, 0.95),
        "statements": laid["statements"],
        "cores": CORES,
        "connections": CONNECTIONS,
        "rounds": length.rounds,
    }


def _knocked(stage: Stage, laid: Mapping[str, Any], *, seconds: int) -> dict[str, Any]:
    plan = {**laid, "port": stage.port, "connections": CONNECTIONS, "seconds": seconds}
    return driven("benchmarks.knocking", plan, status=302)


def _hashes_a_second(rounds: int, *, seconds: int) -> float:
    """The same hash and nothing else, by as many processes as there are cores."""
    plan = json.dumps({"rounds": rounds, "seconds": seconds})
    command = [str(PYTHON), "-m", "benchmarks.hashing", plan]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(CORES)]
    told = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise CannotGoOn("光算密码的进程没有成功。")
    return sum(float(each) for each in told)
