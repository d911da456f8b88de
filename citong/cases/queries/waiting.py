"""Everything that waits for a post at once: the first page of the desk, and what it leads to after each step.

By hand: every official opens it all day, and through the ORM making these statements anew takes three times as long
as the database needs to carry them out (benchmarks/read).
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from citong.catalogue.facade import ItemVersion
from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.kernel.statements import prepared

from ..lifecycle import STATE_NAMES, State
from ..models import Case
from ..rules.permissions import P
from .work import CAP, Task

# What is shown of a case, in the order of its table.
SHOWN = ("id", "number", "item_version_id", "joint_id", "state", "party_kind", "party_name")
# The post's own cases, the opinions that it owes, and for the head of a department what it wants more days for; the
# names of the items are looked up only for what is shown.
AWAITED = """
with asked as (
    select id from catalogue_itemversion where item_id = %(item)s::bigint
), held as (
    select due_on, '' as what, id, false as asked from cases_case
    where awaited_post_id = any(%(posts)s::bigint[]) and state in ('submitted', 'to_receive', 'to_decide', 'issuing')
        and (%(item)s::bigint is null or item_version_id in (select id from asked))
    order by due_on, id limit %(size)s::int
), owed as (
    select owed.due_on, owed.name as what, owed.case_id as id, owed.awaits_id is not null as asked
    from cases_review owed
    where owed.ended_at is null and owed.post_id = any(%(posts)s::bigint[])
        and (owed.awaits_id is null or not %(pressing)s::bool)
        and (%(item)s::bigint is null
            or owed.case_id in (select id from cases_case where item_version_id in (select id from asked)))
    order by owed.due_on, owed.id limit %(size)s::int
), extended as (
    select cases_case.due_on, '批准延长 ' || extra.days || ' 个工作日' as what, cases_case.id, false as asked
    from cases_extension extra join cases_case on cases_case.id = extra.case_id
    where extra.approved is null and cases_case.department_id = %(heads)s::bigint
        and (%(item)s::bigint is null or cases_case.item_version_id in (select id from asked))
    order by cases_case.due_on, cases_case.id limit %(size)s::int
), found as (
    select * from held union all select * from owed union all select * from extended
    order by due_on, id limit %(size)s::int
)
select found.due_on, found.what, found.asked, about.id, about.number, about.item_version_id, about.joint_id,
    about.state, about.party_kind, about.party_name, version.name
from found
join cases_case about on about.id = found.id
join catalogue_itemversion version on version.id = about.item_version_id
order by found.due_on, found.id
"""
# What applicants are waited for is the department's, whoever asked for it.
ITEMS = """
select version.item_id, version.name
from (select item_version_id from cases_case where awaited_post_id = any(%(posts)s::bigint[])
      union
      select held.item_version_id from cases_review owed join cases_case held on held.id = owed.case_id
      where owed.ended_at is null and owed.post_id = any(%(posts)s::bigint[])
      union
      select item_version_id from cases_case
      where closed_at is null and department_id = %(department)s::bigint
        and state in ('pre_supplement', 'correction', 'fee_pending')) as waiting
join catalogue_itemversion version on version.id = waiting.item_version_id
order by version.name, version.item_id
"""
COUNTS = """
with held as not materialized (
    select state, due_on from cases_case where awaited_post_id = any(%(posts)s::bigint[])
), owed as not materialized (
    select case_id, due_on, awaits_id from cases_review where ended_at is null and post_id = any(%(posts)s::bigint[])
), timed as not materialized (
    select owed.due_on from owed join cases_case on cases_case.id = owed.case_id
    where cases_case.state <> 'suspended' and owed.awaits_id is null
), extra as not materialized (
    select from cases_extension asked join cases_case on cases_case.id = asked.case_id
    where asked.approved is null and cases_case.department_id = %(heads)s::bigint
)
select
    (select count(*) from (select from held where state in ('submitted', 'to_receive') limit %(cap)s) as few),
    (select count(*) from (select from owed limit %(cap)s) as few),
    (select count(*) from (select from held where state = 'to_decide' limit %(cap)s) as few),
    (select count(*) from (select from held where state = 'issuing' limit %(cap)s) as few),
    (select count(*) from (select from extra limit %(cap)s) as few),
    (select count(*) from ((select from held where due_on < %(today)s::date limit %(cap)s) union all
        (select from timed where due_on < %(today)s::date limit %(cap)s) limit %(cap)s) as few),
    (select count(*) from ((select from held where due_on = %(today)s::date limit %(cap)s) union all
        (select from timed where due_on = %(today)s::date limit %(cap)s) limit %(cap)s) as few)
"""


@dataclass(frozen=True)
class Counts:
    """How much waits, each counted no further than the cap."""

    to_receive: int
    to_review: int
    to_decide: int
    to_issue: int
    to_extend: int
    late: int
    due_today: int


def tasks_awaited_from(viewer: Actor, *, item: int | None = None, size: int = 20) -> list[Task]:
    """Everything that the viewer is to do, of all kinds, most urgent first; of one item, if asked. One query."""
    return _awaited(viewer, item=item, size=size, pressing=False)


def next_task(viewer: Actor) -> Task | None:
    """What the viewer should take up first of all; not while the applicant is asked for it. One query."""
    return next(iter(_awaited(viewer, item=None, size=1, pressing=True)), None)


def items_awaited_from(viewer: Actor) -> dict[int, str]:
    """The names of the items of everything that waits for the viewer or their department's applicants, by item id."""
    with prepared() as cursor:
        cursor.execute(ITEMS, {**_part_of(viewer), "department": viewer.department})
        return dict(cursor.fetchall())


def counts(viewer: Actor, *, today: date) -> Counts:
    """How much waits for the viewer's posts; no count goes beyond a hundred. One query."""
    with prepared() as cursor:
        cursor.execute(COUNTS, {**_part_of(viewer), "today": today, "cap": CAP})
        return Counts(*cursor.fetchone())


def _awaited(viewer: Actor, *, item: int | None, size: int, pressing: bool) -> list[Task]:
    with prepared() as cursor:
        cursor.execute(AWAITED, {**_part_of(viewer), "item": item, "size": size, "pressing": pressing})
        return [_task(*row) for row in cursor.fetchall()]


def _part_of(viewer: Actor) -> dict[str, list[int] | int | None]:
    """Which posts are the viewer's, and which department's head they are."""
    return {"posts": list(viewer.posts), "heads": viewer.department if has_permission(viewer, P.LEAD) else None}


def _task(due_on: date | None, what: str, asked: bool, *row: object) -> Task:
    """A row of the statement: the case has what lists show of it, all else is asked for when it is wanted."""
    *of_case, item = row
    found = Case.from_db(connection.alias, SHOWN, of_case)
    found.item_version = ItemVersion.from_db(connection.alias, ("id", "name"), [found.item_version_id, item])
    return Task(found, due_on, what or STATE_NAMES[State(found.state)], applicant_asked=asked)
