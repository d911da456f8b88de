"""How far the proof of the clock reaches: one large drawn set of cases, always the same, counted as it is tried."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from citong.cases.rules.clock import Extension, Limit, Pause, Unit, last_day
from tests.cases.by_hand import CHINA, by_hand

CASES = 20_000
FIRST, SPAN = date(2010, 1, 1), 6400  # days, into 2027, for which there is no notice
LONGEST = {Unit.WORKING_DAYS: 60, Unit.NATURAL_DAYS: 90, Unit.MONTHS: 6, Unit.HOURS: 720}
LEAP_DAYS = [date(year, 2, 29) for year in (2012, 2016, 2020, 2024)]
PROOF = Path(__file__).parents[2] / "docs/legal/proof.md"


def test_thousands_of_cases_end_on_the_day_that_living_through_them_ends_on():
    random, reach = Random(42), Counter()

    for _ in range(CASES):
        start, limit, pauses, extensions = _case(random)
        due = last_day(start, limit, pauses=pauses, extensions=extensions, calendar=CHINA)
        assert due == by_hand(start, limit, pauses=pauses, extensions=extensions, calendar=CHINA)
        reach.update(_kinds(start, limit, pauses, extensions, due))

    assert _published_reach() == {kind: f"{count:,}" for kind, count in reach.items()}


def _published_reach() -> dict[str, str]:
    """The table under the heading of the proof that tells of this test."""
    section = PROOF.read_text(encoding="utf-8").partition("## Twenty thousand cases")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return {kind: count for kind, count in rows[1:] if not kind.startswith("---")}


def _case(random: Random) -> tuple[date, Limit, list[Pause], list[Extension]]:
    start = FIRST + timedelta(days=random.randrange(SPAN))
    unit = random.choice(list(Unit))
    pauses = [_pause(random, start) for _ in range(random.choice([0, 0, 1, 2, 3, 4]))]
    extensions = [Extension(random.randint(1, 15)) for _ in range(random.choice([0, 0, 1]))]
    return start, Limit(random.randint(0, LONGEST[unit]), unit), pauses, extensions


def _pause(random: Random, start: date) -> Pause:
    since = start + timedelta(days=random.randint(-5, 90))
    return Pause(since, None if random.random() < 0.05 else since + timedelta(days=random.randint(0, 40)))


def _kinds(start: date, limit: Limit, pauses: list[Pause], extensions: list[Extension], due: date | None) -> Counter:
    """What a case is an example of, and for how many days it is lived through."""
    kinds = Counter({"cases": 1, f"limits in {limit.unit.name.lower().replace('_', ' ')}": 1})
    kinds["with overlapping or nested pauses"] = _overlap(pauses)
    kinds["with an extension"] = bool(extensions)
    kinds["standing still under a pause"] = due is None
    if due:
        kinds["days lived through"] = (due - start).days
        kinds["over the end of a year"] = start.year < due.year
        kinds["over a leap day"] = any(start < day <= due for day in LEAP_DAYS)
        kinds["ending in a year without notice"] = CHINA.is_provisional(due)
    return kinds


def _overlap(pauses: list[Pause]) -> bool:
    spans = sorted((pause.since, pause.until or date.max) for pause in pauses)
    return any(later[0] < earlier[1] for earlier, later in pairwise(spans))
