"""Guides come in by the file: all of it, or, when anything is wrong, nothing of it and a list of what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

import msgspec
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish as tell
from citong.kernel.permissions import has_permission
from citong.kernel.scopes import EVERYWHERE
from citong.kernel.turns import take_turns
from citong.organisations import facade as organisations

from ..facts import ItemPublished
from ..models import Item, ItemVersion, SearchEntry
from ..queries import definition_of
from ..rules.codes import scheme_of
from ..rules.definition import Definition
from ..rules.guides import GuideRow, ImportFault, Line, faults_of_definition, row_of
from ..rules.permissions import P
from .import_departments import Desk, departments_for
from .permission import refuse_unless
from .rows import FOUND_BY, search_entry, summary_of

FAULTS_LISTED = 1000
MOST_LINES = 100_000
BATCH = 500


@dataclass(frozen=True)
class ImportReport:
    """What came of a file. When there are faults, nothing was written."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    departments: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    faults: list[ImportFault] = field(default_factory=list)
    more_faults: int = 0


@dataclass(frozen=True)
class _Change:
    """What a line leads to: an item, known or new, and what it is to say."""

    row: GuideRow
    desk: Desk
    definition: Definition
    item: Item | None = None
    current: ItemVersion | None = None


@transaction.atomic
def import_guides(lines: Iterable[Line | ImportFault], *, by: Actor, at: datetime) -> ImportReport:
    """Take over the guides of a file: new items appear, known ones get a new version where something changed."""
    refuse_unless(P.KEEP_ITEMS, by=by)
    take_turns("catalogue.import_guides")
    rows, faults = _read(lines)
    if faults:
        return _refusal(faults)
    desks, faults = departments_for(rows, on=timezone.localdate(at))
    faults += _departments_missing(desks, by=by)
    changes, more = _changes(rows, desks) if not faults else ([], [])
    if faults or more:
        return _refusal([*faults, *more])
    return _write(changes, len(rows), by=by, at=at)


def _departments_missing(desks: Mapping[int, Desk], *, by: Actor) -> list[ImportFault]:
    """A department that is not known yet is established with its guides by whoever may establish departments."""
    if has_permission(by, organisations.P.KEEP_STRUCTURE, on=EVERYWHERE):
        return []
    missing = {line: desk for line, desk in desks.items() if desk.department_id is None}
    words = "这个部门还没有设立，请系统管理员先设立。"
    return [ImportFault(line, "实施部门", f"{desk.name}：{words}") for line, desk in missing.items()]


def _refusal(faults: list[ImportFault]) -> ImportReport:
    listed = sorted(faults, key=lambda fault: fault.line)[:FAULTS_LISTED]
    return ImportReport(faults=listed, more_faults=len(faults) - len(listed))


def _read(lines: Iterable[Line | ImportFault]) -> tuple[list[GuideRow], list[ImportFault]]:
    rows: list[GuideRow] = []
    faults: list[ImportFault] = []
    line_of: dict[str, int] = {}
    for count, line in enumerate(lines, start=1):
        if count > MOST_LINES:
            faults.append(ImportFault(0, "", f"文件超过 {MOST_LINES} 行。请分成几个文件导入。"))
            break
        found = [line] if isinstance(line, ImportFault) else row_of(line)
        if isinstance(found, list):
            faults += found
        elif found.code in line_of:
            words = f"编码“{found.code}”在第 {line_of[found.code]} 行已经有了。"
            faults.append(ImportFault(found.line, "事项编码", words))
        else:
            line_of[found.code] = found.line
            rows.append(found)
    if not rows and not faults:
        faults.append(ImportFault(0, "", "文件里没有事项。"))
    return rows, faults


def _changes(rows: list[GuideRow], desks: Mapping[int, Desk]) -> tuple[list[_Change], list[ImportFault]]:
    items = {item.code: item for item in Item.objects.filter(code__in=[row.code for row in rows]).order_by("pk")}
    current = {
        version.item_id: version
        for version in ItemVersion.objects.filter(
            item__in=items.values(), status=ItemVersion.Status.PUBLISHED
        ).order_by("pk")
    }
    changes: list[_Change] = []
    faults: list[ImportFault] = []
    for row in rows:
        item, desk = items.get(row.code), desks[row.line]
        known = current.get(item.pk) if item else None
        before = definition_of(known) if known else None
        definition = row.applied_to(before, department=desk.code)
        found = [*_conflicts(row, item, desk), *faults_of_definition(row.line, definition)]
        faults += found
        if not found and definition != before:
            changes.append(_Change(row, desk, definition, item, known))
    return changes, faults


def _conflicts(row: GuideRow, item: Item | None, desk: Desk) -> list[ImportFault]:
    if item is None:
        return []
    if item.withdrawn_at:
        return [ImportFault(row.line, "事项编码", "这个编码的事项已经取消，不能再导入。")]
    if item.department_id != desk.department_id:
        return [ImportFault(row.line, "实施部门", "这个编码的事项属于另一个部门。")]
    return []


def _write(changes: list[_Change], lines: int, *, by: Actor, at: datetime) -> ImportReport:
    established = {change.desk.code: change.desk for change in changes if change.desk.department_id is None}
    ids = {code: desk.establish(by=by, at=at) for code, desk in established.items()}
    remaining = iter(changes)
    while batch := list(islice(remaining, BATCH)):
        _write_batch(batch, ids, by=by, at=at)
    added = sum(change.item is None for change in changes)
    report = ImportReport(
        added=added,
        updated=len(changes) - added,
        unchanged=lines - len(changes),
        departments=sorted(desk.name for desk in established.values()),
        placeholders=sorted(desk.name for desk in established.values() if desk.has_placeholder),
    )
    audit.record(
        "catalogue.guides_imported",
        subject="catalogue",
        by=by,
        at=at,
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        departments=sorted(ids.values()),
    )
    return report


def _write_batch(batch: list[_Change], ids: Mapping[str, int], *, by: Actor, at: datetime) -> None:
    items = _items(batch, ids)
    previous = {change.current.item_id: change.current.pk for change in batch if change.current}
    newest = _newest_numbers(previous.keys())
    ItemVersion.objects.filter(pk__in=previous.values()).update(status=ItemVersion.Status.SUPERSEDED)
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(
            item=item,
            number=newest.get(item.pk, 0) + 1,
            status=ItemVersion.Status.PUBLISHED,
            definition=msgspec.to_builtins(change.definition),
            published_at=at,
            published_by=by.id,
            **summary_of(change.definition),
        )
        for change, item in zip(batch, items, strict=True)
    )
    SearchEntry.objects.bulk_create(
        [
            search_entry(item.pk, definition=change.definition, office=change.desk.name)
            for change, item in zip(batch, items, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=FOUND_BY,
    )
    for version in versions:
        tell(ItemPublished(version.item_id, version.pk, previous.get(version.item_id)))


def _items(batch: list[_Change], ids: Mapping[str, int]) -> list[Item]:
    """The items of these changes, in their order; new ones are made."""
    new = [
        Item(
            code=change.row.code,
            scheme=scheme_of(change.row.code),
            department_id=change.desk.department_id or ids[change.desk.code],
        )
        for change in batch
        if change.item is None
    ]
    made = iter(Item.objects.bulk_create(new))
    return [change.item or next(made) for change in batch]


def _newest_numbers(item_ids: Iterable[int]) -> dict[int, int]:
    """The last number given to each of these items; a draft makes room for what is published before it."""
    versions = ItemVersion.objects.filter(item__in=list(item_ids))
    versions.filter(status=ItemVersion.Status.DRAFT).update(number=F("number") + 1)
    public = versions.exclude(status=ItemVersion.Status.DRAFT)
    return dict(public.values("item").annotate(newest=Max("number")).order_by("item").values_list("item", "newest"))
