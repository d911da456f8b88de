"""The questions of `relevance.csv`: what somebody types, and the names that would help them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from citong.catalogue import facade as catalogue

FILE = Path(__file__).with_name("relevance.csv")
FIRST = 5


@dataclass(frozen=True)
class Question:
    """What somebody types; of each of `wanted` an item with this in its name is expected."""

    kind: str
    text: str
    wanted: tuple[str, ...]


def questions(place: str) -> list[Question]:
    """Those that have an answer in this list of items: `hall`, the demonstration's, or `district`, a real one."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Question(line["class"], line["question"], tuple(line[place].split("|")))
            for line in csv.DictReader(file)
            if line[place]
        ]


def recall(question: Question) -> float:
    """The share of what is wanted that stands among the first five."""
    names = [hit.version.name for hit in catalogue.find(question.text, size=FIRST).best[:FIRST]]
    return sum(any(wanted in name for name in names) for wanted in question.wanted) / len(question.wanted)


def by_class(found: Iterable[Question]) -> dict[str, list[Question]]:
    """The questions by their class."""
    kinds: dict[str, list[Question]] = {}
    for each in found:
        kinds.setdefault(each.kind, []).append(each)
    return kinds


def table(found: Mapping[Question, float]) -> str:
    """Recall at five by class."""
    lines = [f"{'class':<12}{'questions':>10}{'recall@5':>10}"]
    for kind, asked in [*by_class(found).items(), ("all", list(found))]:
        lines.append(f"{kind:<12}{len(asked):>10}{sum(found[each] for each in asked) / len(asked):>10.3f}")
    return "\n".join(lines)
