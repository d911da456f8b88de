"""Taking over the official list of divisions."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput

from ..models import Division
from ..queries.structure import SIGNIFICANT_DIGITS
from ..rules import P
from .permission import refuse_unless

BATCH = 2000
NAME_LENGTH = 80
CODE = re.compile(r"[0-9]{12}")


@transaction.atomic
def load_divisions(rows: Iterable[Mapping[str, str]], *, by: Actor, at: datetime) -> int:
    """Take over divisions with `code`, `level`, `name` and `parent`: all of them or, when a line is wrong, none.

    Known divisions are renamed and moved as the rows say; those that the rows do not name stay. Returns how many
    rows were taken over; the first row is line 2, after the heading.
    """
    refuse_unless(P.KEEP_STRUCTURE, by=by)
    lines = {f"第 {number} 行": row for number, row in enumerate(rows, start=2)}
    faults = _faults(lines)
    if faults:
        raise InvalidInput(f"行政区划表里有 {len(faults)} 行不对，一行都没有导入。", faults=faults)
    divisions = [
        Division(code=row["code"], level=row["level"], name=row["name"], parent_id=row["parent"] or None)
        for row in lines.values()
    ]
    Division.objects.bulk_create(
        divisions,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["level", "name", "parent"],
    )
    audit.record("organisations.divisions_loaded", subject="divisions", by=by, at=at, count=len(divisions))
    return len(divisions)


def _faults(lines: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    levels = dict(Division.objects.order_by("code").values_list("code", "level"))
    levels.update({row.get("code", ""): row.get("level", "") for row in lines.values()})
    seen: set[str] = set()
    faults = {}
    for line, row in lines.items():
        reason = _fault_of(row, levels, seen)
        if reason:
            faults[line] = reason
        seen.add(row.get("code", ""))
    return faults


def _fault_of(row: Mapping[str, str], levels: Mapping[str, str], seen: set[str]) -> str | None:
    code, level, name = row.get("code", ""), row.get("level", ""), row.get("name", "")
    if not CODE.fullmatch(code):
        return f"代码“{code}”不是 12 位数字。"
    if code in seen:
        return f"代码 {code} 前面已经出现过。"
    if level not in Division.Level.values:
        return f"级别“{level}”不认识，只能是 {'、'.join(Division.Level.values)}。"
    if not 0 < len(name) <= NAME_LENGTH:
        return "名称没有填，或者太长。"
    return _fault_of_parent(code, Division.Level(level), row.get("parent", ""), levels)


def _fault_of_parent(code: str, level: Division.Level, parent: str, levels: Mapping[str, str]) -> str | None:
    if not parent:
        return None if level == Division.Level.PROVINCE else "没有填上级。"
    above = levels.get(parent)
    if above not in Division.Level.values:
        return f"上级 {parent} 不在表里。"
    digits = SIGNIFICANT_DIGITS[Division.Level(above)]
    if digits >= SIGNIFICANT_DIGITS[level]:
        return f"上级 {parent} 的级别不比它高。"
    if code[:digits] != parent[:digits]:
        return f"代码 {code} 不属于上级 {parent}。"
    return None
