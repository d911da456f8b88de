"""The hand-written statements of filing an application.

`benchmarks/submit` justifies them: through the ORM the same writes take nine round trips and a third of the speed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

from citong.kernel.actors import Actor
from citong.kernel.facts import handlers_of, name_of

from .facts import CaseSubmitted

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
    insert into cases_step (case_id, move, from_state, to_state, at, actor, actor_name)
    select id, 'submit', 'draft', 'submitted', %(at)s::timestamptz, %(actor)s::text, %(actor_name)s::text from filed
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
    select %(at)s::timestamptz, %(actor)s::text, %(channel)s::text, 'cases.submit', 'case:' || id, '{}' from filed
)
select id from filed
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
    with _prepared() as cursor:
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
        "answers": msgspec.json.encode(values["answers"]).decode(),
        "codes": [code for code, _ in materials],
        "uploads": [upload for _, upload in materials],
        "draft": draft,
        "received_on": received_on,
        "at": at,
        "actor": by.id,
        "actor_name": by.name,
        "channel": by.channel,
        "fact": name_of(CaseSubmitted),
        "handlers": handlers_of(CaseSubmitted),
    }
    with _prepared() as cursor:
        cursor.execute(FILE, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


@contextmanager
def _prepared() -> Iterator[CursorWrapper]:
    """A cursor whose statements the database plans once for each lasting connection (settings: prepare_threshold)."""
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(ServerBindingCursor(connection.connection)) as cursor:  # type: ignore[call-arg, arg-type]
        yield cursor
