"""Which department each line of a file belongs to; departments that nobody knows yet are established."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex
from citong.organisations import facade as organisations

from ..rules.guides import GuideRow, ImportFault

DEPARTMENT = "department"
PLACEHOLDER_HEAD = "Y9"  # GB 32100: neither registered as an enterprise nor as a public body


@dataclass(frozen=True)
class Desk:
    """A department, known by its id, or to be established."""

    code: str
    name: str
    uscc: str
    area_code: str
    department_id: int | None = None
    has_placeholder: bool = False

    def establish(self, *, by: Actor, at: datetime) -> int:
        """The department begins to exist here, with what the file tells of it."""
        made = organisations.establish_department(
            code=self.code,
            uscc=self.uscc,
            name=self.name,
            short_name=self.name[:30],
            letter_word=self.name[:10],
            kind=DEPARTMENT,
            division=self.area_code,
            phone="",
            supervision_phone="",
            valid_from=timezone.localdate(at),
            by=by,
            at=at,
        )
        return made.pk


def departments_for(rows: Iterable[GuideRow], *, on: date) -> tuple[dict[int, Desk], list[ImportFault]]:
    """The department of each line, by line number. Known ones are found by credit code, by code, then by name."""
    known: dict[str, Desk] = {}
    for each in organisations.departments(on=on):
        desk = Desk(each.code, each.name, each.uscc, each.division_id, department_id=each.pk)
        known |= {each.uscc: desk, each.code: desk, f"{each.division_id} {each.name}": desk}
    desks: dict[int, Desk] = {}
    faults: list[ImportFault] = []
    areas: dict[str, bool] = {}
    for row in rows:
        name = f"{row.area_code} {row.department}"
        found = known.get(row.department_code) or known.get(_slug(row)) or known.get(name)
        if found is None and not areas.setdefault(row.area_code, _is_division(row.area_code)):
            faults.append(ImportFault(row.line, "区划代码", "行政区划表里没有这个代码，请先导入行政区划。"))
        desks[row.line] = known[name] = found or _new(row)
    return desks, faults


def _is_division(area_code: str) -> bool:
    try:
        organisations.division(area_code)
    except organisations.NoSuchDivision:
        return False
    return True


def _new(row: GuideRow) -> Desk:
    uscc = organisations.normal_credit_code(row.department_code)
    if organisations.valid_credit_code(uscc):
        return Desk(_slug(row), row.department, uscc, row.area_code)
    return Desk(_slug(row), row.department, _placeholder(row), row.area_code, has_placeholder=True)


def _placeholder(row: GuideRow) -> str:
    """A credit code that stands in until the real one is entered: always the same for the same department."""
    digits = int(sm3_hex(f"{row.area_code} {row.department}".encode()), 16) % 10**9
    return organisations.synthetic_credit_code(f"{PLACEHOLDER_HEAD}{row.area_code[:6]}{digits:09d}")


def _slug(row: GuideRow) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"d-{row.department_code.lower()}").strip("-")
