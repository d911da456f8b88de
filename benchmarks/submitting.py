"""benchmarks/submit: applications over HTTP against the bare inserts, in one run on one PostgreSQL."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.floor import floor_tps, lay_floor
from benchmarks.load import percentile
from benchmarks.stage import Stage, driven, in_hall, played, served, stage
from launch.steps import say, step

CONNECTIONS = 32
# More than any machine of ours takes in a second, so that a round never runs out of applications.
A_SECOND_AT_MOST = 2500


@dataclass(frozen=True)
class Length:
    """How long to measure."""

    rounds: int
    seconds: int
    warm_up: int

    @property
    def applications(self) -> int:
        """As many as could be sent at most, in all rounds and the one before them."""
        return (self.rounds * self.seconds + self.warm_up) * A_SECOND_AT_MOST


LONG = Length(rounds=5, seconds=12, warm_up=6)
QUICK = Length(rounds=3, seconds=4, warm_up=2)


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/submit", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK if wanted.quick else LONG))


def _measure(length: Length) -> Mapping[str, object]:
    with stage() as played_on:
        with step("装入事项和材料"):
            laid = in_hall(played_on, f"benchmarks.ground.lay(applications={length.applications})")
        script = lay_floor(played_on)
        with served(played_on):
            return _rounds(played_on, laid, script, length)


def _rounds(stage: Stage, laid: Mapping[str, Any], script: Any, length: Length) -> Mapping[str, object]:
    sent = 0
    floors, rates, milliseconds = [], [], []
    _send(stage, laid, first=sent, seconds=length.warm_up)
    sent += length.warm_up * A_SECOND_AT_MOST
    for number in range(1, length.rounds + 1):
        floors.append(floor_tps(stage, script=script, clients=CONNECTIONS, seconds=length.seconds))
        found = _send(stage, laid, first=sent, seconds=length.seconds)
        sent += length.seconds * A_SECOND_AT_MOST
        rates.append(len(found["milliseconds"]) / found["seconds"])
        milliseconds += found["milliseconds"]
        say(f"  第 {number} 轮：每秒 {rates[-1]:.0f} 件，地板 {floors[-1]:.0f}")
    return {
        "benchmark": "submit",
        "ratio": round(median(rates) / median(floors), 3),
        "p50_ms": percentile(milliseconds, 0.50),
        "p95_ms": percentile(milliseconds, 0.95),
        "rps": round(median(rates), 1),
        "floor_tps": round(median(floors), 1),
        "statements": laid["statements"],
        "connections": CONNECTIONS,
        "rounds": length.rounds,
        "taken": len(milliseconds),
    }


def _send(stage: Stage, laid: Mapping[str, Any], *, first: int, seconds: int) -> dict[str, Any]:
    plan = {
        "port": stage.port,
        "token": laid["token"],
        "version": laid["version"],
        "first": first,
        "count": seconds * A_SECOND_AT_MOST,
        "connections": CONNECTIONS,
        "seconds": seconds,
    }
    return driven("benchmarks.sending", plan, status=201)
