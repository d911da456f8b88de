"""benchmarks/search: how well and how fast items are found, in the demonstration's catalogue grown to 20,000 items."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.stage import in_hall, played, stage
from launch.steps import say, step

ITEMS: Final = 20_000
QUICK_ITEMS: Final = 2_000


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/search", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer items, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK_ITEMS if wanted.quick else ITEMS))


def _measure(items: int) -> Mapping[str, object]:
    with stage() as played_on, step(f"装入 {items} 个事项，逐条搜索"):
        found = in_hall(played_on, f"benchmarks.search_ground.measure(items={items})")
    for line in found.pop("table"):
        say(f"  {line}")
    return {"benchmark": "search", **found, "items": items}
