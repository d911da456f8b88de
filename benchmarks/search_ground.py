"""The work of benchmarks/search: recall on the demonstration's own items, then times among many more.

Runs inside the hall's own environment (`manage.py shell`) and prints a JSON object for the benchmark. The many are
the demonstration's items again, each in the name of a street. The floor is one bare statement of the same shape: the
twenty best of those that hold one of the words, by `ts_rank`.
"""

import json
from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.db import connection

from citong.catalogue import facade as catalogue
from citong.catalogue.models import Item, ItemVersion, SearchEntry
from citong.catalogue.queries import definition_of
from citong.catalogue.rules.words import asked
from citong.catalogue.services.rows import search_entry
from demo.loading import items as loading
from demo.loading.offices import load_departments, load_divisions
from demo.loading.steps import LOADER, OPENED_AT
from tests.catalogue.relevance import questions, recall, table

ROUNDS: Final = 3
FLOOR: Final = """
select version.id from catalogue_searchentry entry
join catalogue_itemversion version on version.item_id = entry.item_id and version.status = 'published'
where entry.words @@ %(query)s::tsquery order by ts_rank(entry.words, %(query)s::tsquery) desc, version.id limit 21
"""


def measure(*, items: int) -> None:
    """Everything, told as JSON on the last line."""
    for load in (
        load_divisions,
        load_departments,
        loading.load_topics,
        loading.load_everyday_words,
        loading.load_items,
    ):
        load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)
    wanted = questions("hall")
    found = {each: recall(each) for each in wanted}
    _multiply(items)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    texts = [each.text for each in wanted]
    ours, counted, floor = (
        [_timed(way, text) for _ in range(ROUNDS) for text in texts] for way in (_ask, _count, _bare)
    )
    told = {
        "recall_at_5": round(sum(found.values()) / len(found), 3),
        "p50_ms": _percentile(ours, 0.5),
        "p95_ms": _percentile(ours, 0.95),
        "filters_p95_ms": _percentile(counted, 0.95),
        "floor_p95_ms": _percentile(floor, 0.95),
        "questions": len(wanted),
    }
    print(json.dumps({**told, "table": table(found).splitlines()}))


def _multiply(items: int) -> None:
    """The same items again and again, each in the name of a street."""
    known = list(ItemVersion.objects.select_related("item__department").filter(status="published").order_by("pk"))
    street = 0
    while (missing := items - SearchEntry.objects.count()) > 0:
        street += 1
        _copy(known[:missing], street)


def _copy(known: list[ItemVersion], street: int) -> None:
    made = Item.objects.bulk_create(
        Item(code=f"S{street}-{each.item.code}"[:64], scheme="local", department=each.item.department) for each in known
    )
    entries = []
    versions = []
    for each, item in zip(known, made, strict=True):
        definition = definition_of(each)
        entry = search_entry(item.pk, definition=definition, office=each.item.department.name)
        entries.append(entry)
        each.pk, each.item = None, item
        each.name = f"{definition.name}（第 {street} 街道）"
        versions.append(each)
    ItemVersion.objects.bulk_create(versions)
    SearchEntry.objects.bulk_create(entries)


def _ask(text: str) -> None:
    catalogue.find(text)


def _count(text: str) -> None:
    catalogue.counts_of(catalogue.found_rows(text))


def _bare(text: str) -> None:
    question = asked(text)
    query = " | ".join(f"'{word}'" for word in question.words or question.common or question.letters)
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, {"query": query})
        cursor.fetchall()


def _timed(way: Callable[[str], None], text: str) -> float:
    start = perf_counter()
    way(text)
    return (perf_counter() - start) * 1000


def _percentile(times: list[float], share: float) -> float:
    return round(sorted(times)[int(len(times) * share)], 1)
