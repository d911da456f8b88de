"""What the viewer may do with a case besides its main form: the next thing first, the rest folded by subject."""

from dataclasses import dataclass

from django.urls import reverse

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.actors import Actor

from . import consequences
from .consequences import NEXT, STEPS, Step

USUAL = frozenset({"决定", "补件、补正"})


@dataclass(frozen=True)
class Move:
    """A move that has a page of its own: where it is made, and what it will cause."""

    url: str
    label: str
    then: str
    subject: str


@dataclass(frozen=True)
class Group:
    """The moves of one subject."""

    subject: str
    moves: tuple[Move, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is shown unfolded: what is as usual as the main form itself."""
        return self.subject in USUAL


@dataclass(frozen=True)
class OnOpinion:
    """An opinion that was given, and where it can be taken back."""

    review: cases.Review
    reopen_url: str


def moves_on(
    case: cases.Case, definition: catalogue.Definition, moves: frozenset[str], *, viewer: Actor, has_work: bool
) -> dict[str, object]:
    """The next thing to do, where no form of the page itself is to be filled in; and everything else by subject."""
    possible = _sensible(case, definition, moves)
    open_ones = [move for move in STEPS if move in possible]
    following = next((move for move in NEXT if move in open_ones), "")
    main = "" if has_work and following != "extend" else following
    others = _once([_move(case, STEPS[move], consequences.after(move, definition)) for move in open_ones])
    first = _move(case, STEPS[main], consequences.after(main, definition)) if main else None
    rest = [move for move in others if first is None or move.url != first.url]
    rest += _directing(case, viewer=viewer)
    return {"next_move": first, "groups": _by_subject(rest), "can_do": bool(first or rest)}


def opinions_on(case: cases.Case, *, viewer: Actor) -> list[OnOpinion]:
    """The opinions that were given."""
    mine = {review.pk for review in cases.reviews_to_reopen(case, viewer=viewer)}
    return [
        OnOpinion(review, reverse("desk:reopening", args=[case.pk, review.pk]) if review.pk in mine else "")
        for review in case.reviews.all()
        if review.given_at
    ]


def _sensible(case: cases.Case, definition: catalogue.Definition, moves: frozenset[str]) -> set[str]:
    """Of the moves that are open, those that make sense for this item."""
    found = set(moves)
    if not definition.special_procedures:
        found.discard("suspend")
    if not catalogue.fees_for(definition, situation=case.situation, answers=case.answers):
        found.discard("ask_for_fee")
    return found


def _directing(case: cases.Case, *, viewer: Actor) -> list[Move]:
    """Giving the work to another post."""
    step, then = consequences.REASSIGNING, "转到本单位做同样工作的另一个岗位，期限不变。"
    own = [_move(case, step, then)] if cases.may_reassign(case, viewer=viewer) else []
    return own + [
        Move(
            reverse("desk:review_reassignment", args=[case.pk, review.pk]),
            f"{step.label}：{review.name}",
            then,
            step.subject,
        )
        for review in cases.reviews_to_reassign(case, viewer=viewer)
    ]


def _move(case: cases.Case, step: Step, then: str) -> Move:
    return Move(reverse(f"desk:{step.url}", args=[case.pk]), step.label, then, step.subject)


def _once(moves: list[Move]) -> list[Move]:
    """Two moves with one page are one line."""
    return list({move.url: move for move in reversed(moves)}.values())[::-1]


def _by_subject(moves: list[Move]) -> list[Group]:
    subjects = dict.fromkeys(move.subject for move in moves)
    return [Group(subject, tuple(move for move in moves if move.subject == subject)) for subject in subjects]
