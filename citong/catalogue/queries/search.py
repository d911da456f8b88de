"""Finding items by what people type: words, spoken words, pinyin, initials.

Words and pairs of characters are lexemes of a tsvector, taken as they are and never parsed, so that what somebody types
cannot become an operator.
"""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, Case, F, FloatField, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from ..models import ItemVersion
from ..rules.words import letters_asked, words_asked
from .items import published_versions

LONGEST_QUESTION = 100
FARTHEST = 500
MEANT_COUNTS = 0.7
WORDS = F("item__search_entry__words")


@dataclass(frozen=True)
class Piece:
    """A part of a name, and whether it is what was asked for: screens mark it without building HTML from text."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Hit:
    """An item that was found."""

    version: ItemVersion
    pieces: list[Piece]


def search(text: str, *, audience: str | None = None, limit: int = 20, after: int = 0) -> list[Hit]:
    """The items that fit best, after the first `after` of them: the very name, all words, then some of the words."""
    question = " ".join(text.split())[:LONGEST_QUESTION].replace("\x00", "")
    own, _ = words_asked(question)
    found = _found(question)
    if audience:
        found = found.filter(audience__contains=[audience])
    start = min(max(after, 0), FARTHEST)
    return [Hit(each, _pieces(each.name, own)) for each in found[start : start + limit]]


def suggestions(text: str, *, limit: int = 8) -> list[Hit]:
    """What somebody may be about to type."""
    return search(text, limit=limit)


def _found(question: str) -> QuerySet[ItemVersion]:
    own, meant = words_asked(question)
    letters = letters_asked(question)
    if not (own or meant or letters):
        return published_versions().none()
    by_letters = (
        Q(item__search_entry__pinyin__startswith=letters) | Q(item__search_entry__initials__startswith=letters)
        if letters
        else Q(pk__in=[])
    )
    return (
        published_versions()
        .filter(Q(_matches(_any([*own, *meant]))) | by_letters)
        .annotate(
            closeness=_closeness(question, own, by_letters),
            score=_score(own) + _score(meant) * Value(MEANT_COUNTS),
        )
        .order_by("closeness", "-score", "name", "id")
    )


def _closeness(question: str, own: list[str], by_letters: Q) -> Case:
    return Case(
        When(name=question, then=Value(0)),
        When(name__startswith=question, then=Value(1)),
        When(by_letters, then=Value(1)),
        When(name__contains=question, then=Value(2)),
        When(Q(_matches(_all(own))), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )


def _score(words: list[str]) -> Func:
    return Func(WORDS, _query(_any(words)), Value(1), function="ts_rank", output_field=FloatField())


def _matches(query: str) -> Func:
    return Func(WORDS, _query(query), template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def _query(query: str) -> Cast:
    return Cast(Value(query), output_field=SearchQueryField())


def _any(words: list[str]) -> str:
    return " | ".join(f"'{word}'" for word in words)


def _all(words: list[str]) -> str:
    return " & ".join(f"'{word}'" for word in words)


def _pieces(name: str, words: list[str]) -> list[Piece]:
    lowered = name.lower()
    marked = [False] * len(name)
    for word in words:
        start = lowered.find(word)
        while start >= 0:
            marked[start : start + len(word)] = [True] * len(word)
            start = lowered.find(word, start + 1)
    pieces: list[Piece] = []
    for letter, is_match in zip(name, marked, strict=True):
        if pieces and pieces[-1].is_match == is_match:
            pieces[-1] = Piece(pieces[-1].text + letter, is_match)
        else:
            pieces.append(Piece(letter, is_match))
    return pieces
