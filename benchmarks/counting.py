"""The work of benchmarks/terms, in a process of its own: the same cases counted in three ways, in turns.

Each case is a term of twenty working days with three pauses, two of which overlap; every fourth is extended by ten.
The calendar is that of China with the holidays and make-up days of 2004 to 2026. First of all it is looked at whether
the program and walking agree on every case.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Final

from chinese_calendar.constants import holidays, workdays

from citong.cases.rules.clock import Extension, Limit, Pause, last_day
from citong.kernel.workdays import WorkCalendar

CASES: Final = 2000
CALENDAR: Final = WorkCalendar({**dict.fromkeys(holidays, False), **dict.fromkeys(workdays, True)})
DECISION: Final = Limit(20)
EXTENDED: Final = (Extension(10),)
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A case whose last day is asked for."""

    start: date
    pauses: Sequence[Pause]
    extensions: Sequence[Extension]


def term(asked: Asked) -> date | None:
    """As the program counts."""
    return last_day(asked.start, DECISION, pauses=asked.pauses, extensions=asked.extensions, calendar=CALENDAR)


def bare(asked: Asked) -> date:
    """The floor: the same days added as if every day counted, and no pause met another."""
    end = asked.start + timedelta(days=DECISION.amount + sum(each.days for each in asked.extensions))
    for pause in asked.pauses:
        if pause.until:
            end += pause.until - pause.since
    return end


def walked(asked: Asked) -> date:
    """One day after the other, which is what such programs commonly do."""
    left, day = DECISION.amount + sum(each.days for each in asked.extensions), asked.start
    while left:
        day += ONE_DAY
        if CALENDAR.is_working_day(day) and not any(p.until and p.since < day <= p.until for p in asked.pauses):
            left -= 1
    return day


def main() -> None:
    """Read the plan, measure, and hand over what was counted a second in each round."""
    plan = json.load(sys.stdin)
    random = Random(1)
    cases = [_drawn(random, extended=number % 4 == 0) for number in range(CASES)]
    for asked in cases:
        if term(asked) != walked(asked):
            sys.exit(f"The program and walking disagree about {asked}.")
    ways: dict[str, Callable[[Asked], date | None]] = {"terms": term, "floor": bare, "walking": walked}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(plan["rounds"]):
        for name, way in ways.items():
            found[name].append(_rate(way, cases, seconds=plan["seconds"]))
    json.dump({**found, "cases": CASES}, sys.stdout)


def _drawn(random: Random, *, extended: bool) -> Asked:
    start = date(2010, 1, 1) + timedelta(days=random.randrange(6000))
    first = start + timedelta(days=random.randint(1, 5))
    second = first + timedelta(days=random.randint(1, 3))
    third = start + timedelta(days=random.randint(12, 20))
    pauses = [
        Pause(since, since + timedelta(days=days))
        for since, days in ((first, 4), (second, random.randint(3, 8)), (third, random.randint(1, 10)))
    ]
    return Asked(start, pauses, EXTENDED if extended else ())


def _rate(way: Callable[[Asked], date | None], cases: Sequence[Asked], *, seconds: float) -> float:
    began, counted = perf_counter(), 0
    while (passed := perf_counter() - began) < seconds:
        for asked in cases:
            way(asked)
        counted += len(cases)
    return counted / passed


if __name__ == "__main__":
    main()
