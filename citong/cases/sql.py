"""Hand-written statements: of filing an application, and of what every verb does.

`benchmarks/submit` and `benchmarks/moves` justify them: through the ORM, filing takes nine round trips and a third of
the speed, and a verb spends more on making the same few statements anew than the database on carrying them out.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection

from citong.kernel.actors import Actor
from citong.kernel.encrypted import encrypted_column
from citong.kernel.facts import handlers_of, name_of
from citong.kernel.refs import ref
from citong.kernel.statements import prepared

from .facts import CaseSubmitted
from .lifecycle import PENDING_HEARING
from .models import Case

# What four facades would be asked one after the other: the catalogue's version in force, the files handed in, and how
# old the working calendar is that this process remembers.
LOOK = """
select nextval('cases_case_serial'),
       (select id from cases_case where applicant = %(applicant)s::text and idempotency_key = %(key)s::text),
       coalesce((select jsonb_object_agg(key::text, id) from kernel_upload
                 where key = any(%(uploads)s::uuid[]) and owner = %(applicant)s::text), '{}')::text,
       coalesce((select max(id) from organisations_calendarchange), 0),
       version.id, version.number, version.is_online, item.department_id
from (values (%(item)s::text)) as asked (code)
left join catalogue_item item on item.code = asked.code
left join catalogue_itemversion version on version.item_id = item.id and version.status = 'published'
"""

# One statement, so one transaction and one round trip: the case, its materials, its history, what is told, the audit.
# An earlier submission under the same key wins: then nothing is written and no row comes back.
FILE = """
with filed as (
    insert into cases_case (number, item_version_id, department_id, state, awaited_post_id, due_on, applicant,
        idempotency_key, channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone,
        situation, answers, submitted_at, received_on)
    values (%(number)s, %(item_version)s, %(department)s, 'submitted', %(post)s, %(due_on)s, %(applicant)s,
        %(key)s, %(channel)s::text, %(party_kind)s, %(party_name)s, %(party_id_type)s, %(party_id_number)s,
        %(contact_name)s, %(contact_phone)s, %(situation)s, %(answers)s, %(at)s::timestamptz, %(received_on)s)
    on conflict (applicant, idempotency_key) do nothing
    returning id
), materials as (
    insert into cases_casematerial (case_id, code, upload_id)
    select filed.id, given.code, given.upload
    from filed, unnest(%(codes)s::text[], %(uploads)s::bigint[]) as given(code, upload)
), history as (
    insert into cases_step (case_id, move, from_state, to_state, at, actor, actor_name, details)
    select id, 'submit', 'draft', 'submitted', %(at)s::timestamptz, %(actor)s::text, %(actor_name)s::text,
        %(noted)s::jsonb from filed
), handed_in as (
    update cases_draft set case_id = filed.id from filed where cases_draft.id = %(draft)s::bigint
), fact as (
    insert into kernel_factrecord (name, values, recorded_at)
    select %(fact)s::text, jsonb_build_object('case_id', id), %(at)s::timestamptz from filed
    returning id
), deliveries as (
    insert into kernel_delivery (fact_id, handler, due_at)
    select fact.id, handler, %(at)s::timestamptz from fact, unnest(%(handlers)s::text[]) as handler
), audited as (
    insert into kernel_auditentry (at, actor, channel, action, subject, details)
    select %(at)s::timestamptz, %(actor)s::text, %(channel)s::text, 'cases.submit', 'case:' || id,
        %(noted)s::jsonb from filed
)
select id from filed
"""
# Written by hand, too: a statement of ours knows nothing of what a column does.
ENCRYPTED = ("party_id_number", "contact_phone", "answers")


def next_serial() -> int:
    """The next serial for a case number, from the same sequence that filing takes it from."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('cases_case_serial')")
        (serial,) = cursor.fetchone()
    return int(serial)


LOCK = "select * from cases_case where id = %s for update"
LOCK_WITH_REVIEW = """
select cases_case.* from cases_case join cases_review on cases_review.case_id = cases_case.id
where cases_review.id = %s for update of cases_case
"""
# A move is a line of history and an entry of the audit.
STEP = """
with audited as (
    insert into kernel_auditentry (at, actor, channel, action, subject, details)
    values (%(at)s, %(actor)s, %(channel)s, 'cases.' || %(move)s::text, %(subject)s, %(noted)s)
)
insert into cases_step (case_id, move, from_state, to_state, at, actor, actor_name, department_id, note, details)
values (%(case)s, %(move)s::text, %(from)s, %(to)s, %(at)s, %(actor)s, %(actor_name)s, %(department)s, %(note)s,
    %(details)s)
returning id
"""
HANDED_IN = "select exists (select from cases_step where case_id = %s and move = 'submit' and actor = %s)"
OWING = "select exists (select from cases_review where case_id = %s and stage = %s and ended_at is null)"
# What has to come before a decision, in the order in which it is told.
OWED = """
select exists (select from cases_hearing where case_id = %(case)s and state = any(%(pending)s)),
    exists (select from cases_inspection where case_id = %(case)s and recorded_at is null),
    exists (select from cases_interestedparty
            where case_id = %(case)s and heard_at is null and statement_by >= %(today)s),
    exists (select from cases_review
            where case_id = %(case)s and given_by = %(decider)s and given_at is not null and superseded_at is null)
"""


@dataclass(frozen=True)
class Offer:
    """The version of an item that is in force."""

    version_id: int
    number: int
    is_online: bool
    department_id: int


@dataclass(frozen=True)
class Look:
    """What a submission has to know first: a serial, the case already filed under its key, whose uploads these are,
    what is on offer under the item's code, and the version of the working calendar."""

    serial: int
    earlier: int | None
    uploads: dict[str, int]
    calendar: int
    offer: Offer | None


def look(*, applicant: str, key: str, uploads: Sequence[str], item: str) -> Look:
    """One question for them all; uploads that are not the applicant's own do not come back."""
    with prepared() as cursor:
        cursor.execute(LOOK, {"applicant": applicant, "key": key, "uploads": list(uploads), "item": item})
        serial, earlier, found, calendar, *offer = cursor.fetchone()
    return Look(serial, earlier, msgspec.json.decode(found), calendar, Offer(*offer) if offer[0] else None)


def serials(count: int) -> list[int]:
    """So many serials for numbers of cases, for applications that are handed in together."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('cases_case_serial') from generate_series(1, %s)", [count])
        return [serial for (serial,) in cursor.fetchall()]


def file_case(
    values: dict[str, Any],  # Any: column values of several types
    *,
    materials: Sequence[tuple[str, int]],
    draft: int | None,
    received_on: date,
    by: Actor,
    at: datetime,
) -> int | None:
    """File the case and return its id; None when another submission under the same key was faster."""
    parameters = {
        **values,
        "situation": msgspec.json.encode(values["situation"]).decode(),
        **_encrypted(values),
        "codes": [code for code, _ in materials],
        "uploads": [upload for _, upload in materials],
        "draft": draft,
        "received_on": received_on,
        "at": at,
        "actor": by.id,
        "actor_name": by.name,
        "channel": by.channel,
        "noted": json.dumps(by.noted),
        "fact": name_of(CaseSubmitted),
        "handlers": handlers_of(CaseSubmitted),
    }
    with prepared() as cursor:
        cursor.execute(FILE, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def write_step(
    case_id: int,
    move: str,
    *,
    states: tuple[str, str],
    note: str,
    details: Mapping[str, object],
    by: Actor,
    at: datetime,
) -> int:
    """A line of history, from one state to another, and its entry in the audit; returns the line's id."""
    written: dict[str, Any] = {  # Any: column values of several types
        "case": case_id,
        "subject": ref("case", case_id),
        "move": move,
        "from": str(states[0]),
        "to": str(states[1]),
        "at": at,
        "actor": by.id,
        "actor_name": by.name,
        "channel": by.channel,
        "department": by.department,
        "note": note,
        "details": json.dumps({**details, **by.noted}, ensure_ascii=False),
        "noted": json.dumps(by.noted),
    }
    with connection.cursor() as cursor:
        cursor.execute(STEP, written)
        (pk,) = cursor.fetchone()
    return int(pk)


def has_handed_in(case_id: int, *, actor: str) -> bool:
    """Whether it was this very person who handed the application in."""
    with connection.cursor() as cursor:
        cursor.execute(HANDED_IN, [case_id, actor])
        (handed_in,) = cursor.fetchone()
    return bool(handed_in)


def is_stage_owing(case_id: int, *, stage: str) -> bool:
    """Whether somebody still owes an opinion in this stage."""
    with connection.cursor() as cursor:
        cursor.execute(OWING, [case_id, stage])
        (owing,) = cursor.fetchone()
    return bool(owing)


def owed_before_decision(case_id: int, *, today: date, decider: str) -> tuple[bool, bool, bool, bool]:
    """Whether a hearing, the record of an inspection, or the statement of somebody told is still to come; and whether
    this very person, who is to decide, has given an opinion that counts."""
    pending = [state.value for state in PENDING_HEARING]
    with connection.cursor() as cursor:
        cursor.execute(OWED, {"case": case_id, "pending": pending, "today": today, "decider": decider})
        hearing, inspection, statement, examined = cursor.fetchone()
    return hearing, inspection, statement, examined


def _encrypted(values: Mapping[str, Any]) -> dict[str, bytes]:  # Any: column values of several types
    """What is personal of a case, as its columns hold it."""
    texts = {**values, "answers": msgspec.json.encode(values["answers"]).decode()}
    columns = [encrypted_column(Case, name) for name in ENCRYPTED]
    return {column.name: column.written(texts[column.name]) for column in columns}
