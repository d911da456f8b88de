"""What tables keep of a definition beside the document itself: columns to list by, words to find by."""

from typing import TypedDict

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast

from ..models import SearchEntry
from ..rules.definition import Definition, Term, TermUnit
from ..rules.stars import is_online, star
from ..rules.words import initials_of, pinyin_of, words_of


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


def search_entry(item_id: int, *, definition: Definition) -> SearchEntry:
    """What the item is found by: its name weighs most, then its keywords, then its summary."""
    weighed: dict[str, str] = {}
    for weight, text in (
        ("C", f"{definition.summary} {definition.result_words}"),
        ("B", " ".join(definition.keywords)),
        ("A", definition.name),
    ):
        weighed |= dict.fromkeys(words_of(text), weight)
    words = " ".join(f"'{word}':{place}{weight}" for place, (word, weight) in enumerate(weighed.items(), start=1))
    return SearchEntry(
        item_id=item_id,
        words=Cast(Value(words), output_field=SearchVectorField()),
        pinyin=pinyin_of(definition.name),
        initials=initials_of(definition.name),
    )
