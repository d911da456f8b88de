"""Finding items by what people type: words, spoken words, pinyin, initials, and what is near to them.

Signs of a tsvector are taken as they are and never parsed, so that what somebody types cannot become an operator.
The order is by points: how much of the question is in the name and the keywords, and a little for the shorter name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, Case, F, FloatField, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Floor, Greatest, Length

from ..models import EverydayWord, Item, ItemVersion
from ..rules.sounds import pinyin_of
from ..rules.words import Asked, asked, near_of, parts_of, sounds_asked, telling, whole_of, words_of
from .items import published_versions
from .narrowing import Narrowing, narrowed

# How much a word counts in a department's name, a summary, a keyword, the item's name: D, C, B, A.
WEIGHTS = "{0.15,0.3,0.9,1.0}"
ONE_PLACE = 1.64493406685  # ts_rank divides by this what stands in one place
COMMON_COUNT = 0.25
MEANT_COUNTS = 0.9
WHOLE_COUNTS = 0.6
PHRASES = 8
# Under this the best item is no answer yet, and what is near may be a better one.
SURE = 5_000
NEAR_ENOUGH = 0.3
NEAR_SHOWN = 5
ENTRY = "item__search_entry"

Place = tuple[int, int]  # points and id of the last hit of a page


@dataclass(frozen=True)
class Piece:
    """A part of a name, and whether it is what was asked for: screens mark it without building HTML from text."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Hit:
    """An item that was found, and by which everyday word, when that was not in its name."""

    version: ItemVersion
    pieces: list[Piece]
    because: str = ""


@dataclass(frozen=True)
class Found:
    """A page of hits; the place from which the next is asked; and what the question may have meant to say."""

    hits: list[Hit] = field(default_factory=list)
    near: list[Hit] = field(default_factory=list)
    next_after: Place | None = None

    @property
    def best(self) -> list[Hit]:
        """Everything in the order in which it is shown: what is near comes first, where there is any."""
        return [*self.near, *self.hits]


@dataclass(frozen=True)
class Meaning:
    """What everyday words in a question stand for."""

    said: list[str]
    phrases: list[list[str]]
    items: list[int]


def find(text: str, *, narrowing: Narrowing | None = None, after: Place | None = None, size: int = 20) -> Found:
    """The items that fit best, a page at a time; on a first page that is not sure, also what is near to the words."""
    question = asked(text)
    if question.is_empty:
        return Found()
    meaning = meaning_of(question)
    rows: QuerySet[Any] = narrowed(_scored(question, meaning), narrowing)  # Any: the stubs do not know the points
    if after:
        rows = _after(rows, after)
    page = list(rows.order_by("-points", "pk")[: size + 1])
    shown = page[:size]
    hits = [_hit(each, question, meaning) for each in shown]
    unsure = not after and (not shown or _points(shown[0]) < SURE)
    return Found(
        hits=hits,
        near=_near(question, narrowing, known=shown) if unsure else [],
        next_after=(_points(shown[-1]), shown[-1].pk) if len(page) > size else None,
    )


def suggestions(text: str, *, limit: int = 8) -> list[Hit]:
    """What somebody may be about to type."""
    return find(text, size=limit).best[:limit]


def found_rows(text: str, *, narrowing: Narrowing | None = None) -> QuerySet[ItemVersion]:
    """All that fits, in no order: what there is to count of."""
    question = asked(text)
    if question.is_empty:
        return published_versions().none()
    return narrowed(_matching(question, meaning_of(question)), narrowing).order_by()


def meaning_of(question: Asked) -> Meaning:
    """What the everyday words in a question stand for; of two that overlap, the longer one."""
    parts, sounds = parts_of(question.text), [*question.letters, pinyin_of(question.text)]
    kept = list(EverydayWord.objects.filter(Q(said__in=parts) | Q(sound__in=sounds)).order_by("said"))
    said = [each for each in kept if each.said in parts]
    kept = said or kept  # what only sounds like it counts when nothing was said outright
    whole = [each for each in kept if not any(each.said in other.said and each != other for other in kept)]
    codes = [code for each in whole for code in each.items]
    return Meaning(
        said=[each.said for each in whole],
        phrases=[words for each in whole for phrase in each.meant if (words := words_of(phrase))][:PHRASES],
        items=list(Item.objects.filter(code__in=codes).order_by("pk").values_list("pk", flat=True)) if codes else [],
    )


def _matching(question: Asked, meaning: Meaning) -> QuerySet[ItemVersion]:
    own = question.words or question.common
    wanted = [*own, whole_of(question.text), *(word for phrase in meaning.phrases for word in telling(phrase))]
    fits = Q(_matches("words", _any(wanted)))
    if own:
        fits |= Q(_matches("body", _all(own)))
    if question.letters:
        fits |= Q(_matches("letters", _begun(question.letters))) | _begins(question.letters[0])
    sounds = _sounds(question)
    if sounds:
        fits |= Q(_matches("near", _all(sounds)))
    if meaning.items:
        fits |= Q(item__search_entry__in=meaning.items)
    return published_versions().filter(fits)


def _scored(question: Asked, meaning: Meaning) -> QuerySet[ItemVersion]:
    score: Combinable = Value(0.0) - Length("name") * Value(0.0005)
    every = len(question.words) + COMMON_COUNT * len(question.common)
    for words, counts in ((question.words, 1.0), (question.common, COMMON_COUNT)):
        if words:
            score += _share("words", words) * Value(counts * len(words) / every)
    meant: list[Combinable] = [_share("words", phrase) for phrase in meaning.phrases]
    if meant:
        score += Greatest(Value(0.0), *meant) * Value(MEANT_COUNTS)
    if meaning.items:
        score += _worth(Q(item__in=meaning.items), 2.0)
    whole = whole_of(question.text)
    if whole:
        score += _worth(Q(_matches("words", _any([whole]))), WHOLE_COUNTS)
        score += _worth(Q(name__startswith=whole[1:]), 0.2)
    for letters in question.letters[:1]:
        score += _worth(Q(_matches("letters", _begun([letters]))), 0.6)
        score += _worth(_begins(letters), 0.3)
    sounds = _sounds(question)
    if sounds:
        score += _share("near", sounds, weights="{1,1,1,1}") * Value(0.5)
    points = Cast(Floor(score * Value(10_000.0)), output_field=IntegerField())
    return _matching(question, meaning).annotate(points=points)


def _near(question: Asked, narrowing: Narrowing | None, *, known: Sequence[ItemVersion]) -> list[Hit]:
    """Items whose names and keywords share most pairs of characters, and of sounds, with the question."""
    signs = near_of(question.text) or _sounds(question)
    if not signs:
        return []
    closeness = _share("near", signs, weights="{1,1,1,1}") - Length("name") * Value(0.0005)
    rows = narrowed(published_versions(), narrowing).filter(_matches("near", _any(signs)))
    best = rows.annotate(closeness=closeness).filter(closeness__gt=NEAR_ENOUGH).order_by("-closeness", "pk")
    ids = {each.pk for each in known[:NEAR_SHOWN]}
    return [Hit(each, [Piece(each.name, False)]) for each in best[:NEAR_SHOWN] if each.pk not in ids]


def _sounds(question: Asked) -> list[str]:
    return sounds_asked(question.letters[0]) if question.letters else []


def _after(rows: QuerySet[Any], place: Place) -> QuerySet[Any]:  # Any: the stubs do not know what is annotated
    points, pk = place
    return rows.filter(Q(points__lt=points) | Q(points=points, pk__gt=pk))


def _begins(letters: str) -> Q:
    """Names that begin so, in pinyin or initials."""
    return Q(item__search_entry__pinyin__startswith=letters) | Q(item__search_entry__initials__startswith=letters)


def _points(row: ItemVersion) -> int:
    points: int = row.points  # type: ignore[attr-defined]  # annotated
    return points


def _worth(condition: Q, points: float) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0.0), output_field=FloatField())


def _share(column: str, signs: Sequence[str], *, weights: str = WEIGHTS) -> Combinable:
    """How much of these signs is there, from 0 to 1, by where it is."""
    rank = Func(
        Func(Value(weights), template="%(expressions)s::float4[]", output_field=FloatField()),
        F(f"{ENTRY}__{column}"),
        _query(_any(signs)),
        function="ts_rank",
        output_field=FloatField(),
    )
    return rank * Value(ONE_PLACE)


def _matches(column: str, query: str) -> Func:
    return Func(
        F(f"{ENTRY}__{column}"),
        _query(query),
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def _query(query: str) -> Cast:
    return Cast(Value(query), output_field=SearchQueryField())


def _any(signs: Sequence[str]) -> str:
    return " | ".join(f"'{sign}'" for sign in signs if sign)


def _all(signs: Sequence[str]) -> str:
    return " & ".join(f"'{sign}'" for sign in signs if sign)


def _begun(letters: Sequence[str]) -> str:
    return " | ".join(f"'{mark}{each}':*" for each in letters for mark in "=^")


def _hit(version: ItemVersion, question: Asked, meaning: Meaning) -> Hit:
    pieces = _pieces(version.name, [*question.words, *question.common])
    is_plain = any(piece.is_match for piece in pieces)
    return Hit(version, pieces, "" if is_plain or not meaning.said else meaning.said[0])


def _pieces(name: str, words: Sequence[str]) -> list[Piece]:
    lowered = name.lower()
    marked = [False] * len(name)
    for word in words:
        start = lowered.find(word)
        while start >= 0:
            marked[start : start + len(word)] = [True] * len(word)
            start = lowered.find(word, start + 1)
    pieces: list[Piece] = []
    for letter, is_match in zip(name, marked, strict=False):
        if pieces and pieces[-1].is_match == is_match:
            pieces[-1] = Piece(pieces[-1].text + letter, is_match)
        else:
            pieces.append(Piece(letter, is_match))
    return pieces
