"""Many simple applications looked through together, and taken up one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal

from .answers import sections_of
from .lights import applicant_of
from .papers import piles_of

MOST = 50
COLUMNS = 4
NOT_HERE = "不在可以一起办的里面了：已经有人办过，或者通知过补件、补正。"
MOVES: dict[str, tuple[str, Callable[..., object]]] = {
    "accept": ("受理", cases.accept),
    "pass_pre_review": ("预审通过，等收原件", cases.pass_pre_review),
}


@dataclass(frozen=True)
class Row:
    """An application in the table: what matters of it, under the same heads as all others."""

    case: cases.Case
    applicant: str
    answers: tuple[tuple[str, str], ...]
    papers: str
    is_missing: bool
    due_on: date | None
    is_ticked: bool


@dataclass(frozen=True)
class Outcome:
    """What became of one application, and why it did not go through where it did not."""

    case_id: int
    number: str
    went_through: bool
    words: str


def rows_of(found: Sequence[cases.Case], *, all_ticked: bool) -> list[Row]:
    """The table; all applications are of one version, so that they answer the same questions."""
    if not found:
        return []
    definition = catalogue.definition(found[0].item_version_id)
    heads = list(_answers(found[0], definition))[:COLUMNS]
    return [_row(case, definition, heads, is_ticked=all_ticked) for case in found]


def _row(case: cases.Case, definition: catalogue.Definition, heads: list[str], *, is_ticked: bool) -> Row:
    answers = _answers(case, definition)
    piles = [pile for pile in piles_of(case, definition, ticked=frozenset()) if pile.papers or pile.is_missing]
    brought = sum(bool(pile.papers) for pile in piles)
    return Row(
        case=case,
        applicant=applicant_of(case),
        answers=tuple((head, answers.get(head, "没有填")) for head in heads),
        papers=f"{brought} / {len(piles)} 样",
        is_missing=any(pile.is_missing and not pile.is_optional for pile in piles),
        due_on=case.due_on,
        is_ticked=is_ticked,
    )


def _answers(case: cases.Case, definition: catalogue.Definition) -> dict[str, str]:
    return {title: said for section in sections_of(case, definition, masked=True) for title, said in section.rows}


def take_up(wanted: Sequence[int], *, version: int, move: str, by: Actor, at: datetime) -> list[Outcome]:
    """Each application by itself: one that is refused keeps no other from going through."""
    found = {case.pk: case for case in cases.cases_alike(by, version=version, among=wanted)}
    gone = cases.numbers_of([pk for pk in wanted if pk not in found], viewer=by)
    done = [_taken_up(case, move, by=by, at=at) for case in found.values()]
    return done + [Outcome(pk, number, went_through=False, words=NOT_HERE) for pk, number in gone.items()]


def _taken_up(case: cases.Case, move: str, *, by: Actor, at: datetime) -> Outcome:
    words, verb = MOVES[move]
    try:
        verb(case.pk, by=by, at=at)
    except Refusal as refused:
        why = f"{refused.message}{refused.details.get('remedy', '')}"
        return Outcome(case.pk, case.number, went_through=False, words=why)
    return Outcome(case.pk, case.number, went_through=True, words=words)


def ids_in(values: Sequence[str]) -> list[int]:
    """The applications that were picked, no more than fit a page; what cannot be read is passed over."""
    read = [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19]
    return list(dict.fromkeys(read))[:MOST]
