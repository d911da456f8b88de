"""What tables keep of a definition beside the document itself: columns to list by, words to find by."""

from collections.abc import Iterator, Mapping
from typing import TypedDict

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from ..models import SearchEntry
from ..rules.definition import Definition, Term, TermUnit
from ..rules.sounds import initials_of, pinyin_of
from ..rules.stars import is_online, star
from ..rules.words import letters_of, near_of, whole_of, words_of

# Entries of an earlier edition are made anew: count on whenever what is found by what changes.
EDITION = 1
FOUND_BY = ["words", "pinyin", "initials", "letters", "near", "body", "level", "office", "edition"]
MOST_KEYWORDS = 20
MOST_IN_BODY = 600


class Summary(TypedDict):
    """The columns of a version that repeat what its definition says."""

    name: str
    item_type: str
    case_type: str
    audience: list[str]
    topics: list[str]
    star: int
    is_online: bool
    promised_days: int | None
    statutory_days: int | None


def summary_of(definition: Definition) -> Summary:
    """The columns for this definition; days are counted only where they are working days."""
    level = star(definition.entry_mode, definition.visits)
    return Summary(
        name=definition.name,
        item_type=definition.item_type.value,
        case_type=definition.case_type.value,
        audience=[each.value for each in definition.audience],
        topics=definition.topics,
        star=level,
        is_online=is_online(level),
        promised_days=_working_days(definition.promised),
        statutory_days=_working_days(definition.statutory),
    )


def _working_days(term: Term | None) -> int | None:
    return term.days if term and term.unit is TermUnit.WORKING_DAYS else None


def search_entry(item_id: int, *, definition: Definition, office: str) -> SearchEntry:
    """What the item is found by: its name weighs most, then its keywords, then what it says of itself in short."""
    named = [definition.name, *definition.keywords[:MOST_KEYWORDS]]
    return SearchEntry(
        item_id=item_id,
        words=_vector(_weighed(definition, office)),
        pinyin=pinyin_of(definition.name),
        initials=initials_of(definition.name),
        letters=_vector(dict.fromkeys(letters_of(named), "")),
        near=_vector(dict.fromkeys([sign for each in named for sign in near_of(each)], "")),
        body=_vector(dict.fromkeys(words_of(" ".join(_told(definition)))[:MOST_IN_BODY], "")),
        level=definition.exercise_level,
        office=office,
        edition=EDITION,
    )


def _weighed(definition: Definition, office: str) -> dict[str, str]:
    weighed: dict[str, str] = {}
    for weight, texts in (
        ("D", [office]),
        ("C", [definition.summary, definition.result_words, *(each.name for each in definition.results)]),
        ("B", definition.keywords),
        ("A", [definition.name]),
    ):
        weighed |= dict.fromkeys(words_of(" ".join(texts)), weight)
    wholes = {whole_of(each): "B" for each in definition.keywords} | {whole_of(definition.name): "A"}
    return {word: weight for word, weight in (weighed | wholes).items() if word}


def _told(definition: Definition) -> Iterator[str]:
    """All else that the guide says."""
    yield from (definition.who, *definition.conditions)
    for situation in definition.situations:
        yield from (situation.question, *(option.label for option in situation.options))
    for material in definition.materials:
        yield from (material.name, material.plain)
    for faq in definition.faqs:
        yield from (faq.question, faq.answer)
    yield from (law.law for law in definition.legal_basis)


def _vector(signs: Mapping[str, str]) -> Cast:
    """Signs are letters, digits and a few marks of our own: nothing in them needs to be escaped."""
    written = " ".join(f"'{sign}':{place}{weight}" for place, (sign, weight) in enumerate(signs.items(), start=1))
    return Cast(Value(written), output_field=SearchVectorField())
