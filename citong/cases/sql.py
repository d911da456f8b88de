"""The hand-written statements of filing an application.

`benchmarks/submit` justifies them: through the ORM the same writes take nine round trips and a third of the speed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from citong.kernel.actors import Actor
from citong.kernel.facts import handlers_of, name_of

from .facts import CaseSubmitted

LOOK = """
select nextval('cases_case_serial'),
       (select id from cases_case where applicant = %(applicant)s and idempotency_key = %(key)s),
       coalesce((select jsonb_object_agg(key::text, id) from kernel_upload
                 where key = any(%(uploads)s::uuid[]) and owner = %(applicant)s), '{}')
"""

# One statement, so one transaction and one round trip: the case, its materials, its history, what is told, the audit.
# An earlier submission under the same key wins: then nothing is written and no row comes back.
FILE = """
with filed as (
    insert into cases_case (number, item_version_id, department_id, state, awaited_post_id, due_on, applicant,
        idempotency_key, channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone,
        situation, answers, submitted_at, received_on)
    values (%(number)s, %(item_version)s, %(department)s, 'submitted', %(post)s, %(due_on)s, %(applicant)s,
        %(key)s, %(channel)s, %(party_kind)s, %(party_name)s, %(party_id_type)s, %(party_id_number)s,
        %(contact_name)s, %(contact_phone)s, %(situation)s, %(answers)s, %(at)s, %(received_on)s)
    on conflict (applicant, idempotency_key) do nothing
    returning id
), materials as (
    insert into cases_casematerial (case_id, code, upload_id)
    select filed.id, given.code, given.upload
    from filed, unnest(%(codes)s::text[], %(uploads)s::bigint[]) as given(code, upload)
), history as (
    insert into cases_step (case_id, move, from_state, to_state, at, actor, actor_name)
    select id, 'submit', 'draft', 'submitted', %(at)s, %(actor)s, %(actor_name)s from filed
), handed_in as (
    update cases_draft set case_id = filed.id from filed where cases_draft.id = %(draft)s
), fact as (
    insert into kernel_factrecord (name, values, recorded_at)
    select %(fact)s, jsonb_build_object('case_id', id), %(at)s from filed
    returning id
), deliveries as (
    insert into kernel_delivery (fact_id, handler, due_at)
    select fact.id, handler, %(at)s from fact, unnest(%(handlers)s::text[]) as handler
), audited as (
    insert into kernel_auditentry (at, actor, channel, action, subject, details)
    select %(at)s, %(actor)s, %(channel)s, 'cases.submit', 'case:' || id, '{}' from filed
)
select id from filed
"""


@dataclass(frozen=True)
class Look:
    """What a submission has to know first: a serial, the case already filed under its key, whose uploads these are."""

    serial: int
    earlier: int | None
    uploads: dict[str, int]


def look(*, applicant: str, key: str, uploads: Sequence[str]) -> Look:
    """One question for the three; uploads that are not the applicant's own do not come back."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {"applicant": applicant, "key": key, "uploads": list(uploads)})
        serial, earlier, found = cursor.fetchone()
    return Look(serial, earlier, json.loads(found) if isinstance(found, str) else found)


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
        "situation": json.dumps(values["situation"]),
        "answers": json.dumps(values["answers"]),
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
    with connection.cursor() as cursor:
        cursor.execute(FILE, parameters)
        row = cursor.fetchone()
    return row[0] if row else None
