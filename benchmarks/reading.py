"""benchmarks/read: guides, progress, and the desk's lists and cases, in a hall with hundreds of thousands of cases."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.load import percentile
from benchmarks.stage import Stage, driven, in_hall, played, served, stage
from launch.steps import say, step

CONNECTIONS: Final = 8
WAYS: Final = ("guide", "progress", "desk", "work", "case")


@dataclass(frozen=True)
class Length:
    """How many cases, and how long each page is asked for."""

    cases: int
    seconds: int


LONG = Length(cases=200_000, seconds=15)
QUICK = Length(cases=20_000, seconds=2)


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/read", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer cases and a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK if wanted.quick else LONG))


def _measure(length: Length) -> Mapping[str, object]:
    with stage() as played_on:
        with step(f"装入 {length.cases} 个办件"):
            gathered = in_hall(played_on, f"benchmarks.crowd.gather(cases_wanted={length.cases})")
        with served(played_on):
            return {
                "benchmark": "read",
                **_pages(played_on, gathered, length),
                "queries": gathered["queries"],
                "cases": length.cases,
                "connections": CONNECTIONS,
            }


def _pages(stage: Stage, gathered: Mapping[str, Any], length: Length) -> dict[str, object]:  # Any: JSON
    figures: dict[str, object] = {}
    for way in WAYS:
        _ask(stage, gathered, way=way, seconds=1)
        found = _ask(stage, gathered, way=way, seconds=length.seconds)
        times = found["milliseconds"]
        figures[f"{way}_p95_ms"] = percentile(times, 0.95)
        figures[f"{way}_p50_ms"] = percentile(times, 0.50)
        figures[f"{way}_rps"] = round(len(times) / found["seconds"], 1)
        say(f"  {way}：p95 {figures[f'{way}_p95_ms']} 毫秒，每秒 {figures[f'{way}_rps']} 次")
    return figures


def _ask(stage: Stage, gathered: Mapping[str, Any], *, way: str, seconds: int) -> dict[str, Any]:
    plan = {**gathered, "way": way, "port": stage.port, "connections": CONNECTIONS, "seconds": seconds}
    return driven("benchmarks.asking", plan, status=200)
