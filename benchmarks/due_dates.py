"""benchmarks/terms: due dates with pauses, against bare arithmetic on dates and against walking day by day."""

import argparse
from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.stage import carried_out, played
from launch import environment
from launch.steps import say

ROUNDS = 5
SECONDS, QUICK_SECONDS = 1.0, 0.2


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/terms", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK_SECONDS if wanted.quick else SECONDS))


def _measure(seconds: float) -> Mapping[str, object]:
    environment.prepare("run")
    found = carried_out("benchmarks.counting", {"rounds": ROUNDS, "seconds": seconds})
    terms, floor, walking = (median(found[way]) for way in ("terms", "floor", "walking"))
    say(f"  每秒 {terms:,.0f} 个期限；只加日期 {floor:,.0f}，逐日数 {walking:,.0f}")
    return {
        "benchmark": "terms",
        "ratio": round(terms / floor, 3),
        "terms_per_s": round(terms),
        "floor_per_s": round(floor),
        "walking_per_s": round(walking),
        "times_walking": round(terms / walking, 1),
        "cases": found["cases"],
        "rounds": ROUNDS,
    }
