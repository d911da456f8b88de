"""benchmarks/tokens: token requests of other sites over HTTP, against the bare signatures that they need."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.load import percentile
from benchmarks.stage import Stage, driven, in_hall, played, served, stage
from launch.steps import say, step

CONNECTIONS: Final = 8
ALGORITHMS: Final = ("RS256", "ES256")


@dataclass(frozen=True)
class Length:
    """How many refresh tokens are prepared, each good for one request, and how long is measured."""

    tokens: int
    seconds: int


LONG = Length(tokens=40_000, seconds=15)
QUICK = Length(tokens=5_000, seconds=3)


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/tokens", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK if wanted.quick else LONG))


def _measure(length: Length) -> Mapping[str, object]:
    figures: dict[str, object] = {"benchmark": "tokens", "connections": CONNECTIONS}
    with stage() as played_on:
        for algorithm in ALGORITHMS:
            with step(f"准备 {length.tokens} 个刷新令牌（{algorithm}）"):
                laid = in_hall(
                    played_on, f"benchmarks.token_ground.lay(tokens={length.tokens}, algorithm='{algorithm}')"
                )
            with served(played_on):
                figures |= _figures(played_on, laid, length, algorithm=algorithm)
    return figures


def _figures(
    stage: Stage, laid: Mapping[str, Any], length: Length, *, algorithm: str
) -> dict[str, object]:  # Any: JSON
    plan = {**laid, "port": stage.port, "connections": CONNECTIONS}
    warm, tokens = laid["tokens"][:50], laid["tokens"][50:]
    driven("benchmarks.fetching", {**plan, "way": "refresh", "tokens": warm, "seconds": 30}, status=200)
    found = driven(
        "benchmarks.fetching", {**plan, "way": "refresh", "tokens": tokens, "seconds": length.seconds}, status=200
    )
    asked = driven("benchmarks.fetching", {**plan, "way": "userinfo", "seconds": length.seconds}, status=200)
    name, rate = algorithm.lower(), len(found["milliseconds"]) / found["seconds"]
    say(f"  {algorithm}：每秒 {rate:.0f} 次")
    return {
        f"{name}_tokens_per_s": round(rate, 1),
        f"{name}_p95_ms": percentile(found["milliseconds"], 0.95),
        f"{name}_bare_signatures_per_s": laid["signatures_per_s"],
        f"{name}_ratio_to_bare_signature": round(rate / laid["signatures_per_s"], 3),
        f"{name}_userinfo_per_s": round(len(asked["milliseconds"]) / asked["seconds"], 1),
    }
