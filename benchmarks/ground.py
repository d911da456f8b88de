"""What the hall holds before it is measured: a department with its posts, an item, a system, files handed in.

Runs inside the hall's own environment (`manage.py shell`) and prints a JSON object for the benchmark.
"""

import json
import sys
from datetime import date

import msgspec
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import item
from benchmarks.bodies import FILES_EACH, body, key_of_file
from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import take
from citong.organisations import facade as organisations

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 2000
POSTS = {"window": "window", "site": "review", "approve": "approval"}
# Handles on files, as many as applications will be sent: what uploading costs is not measured here.
UPLOADS = """
    insert into kernel_upload (key, file_id, name, owner, uploaded_at)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %s, 'plan.png', %s, now()
    from generate_series(1, %s) n
"""


def lay(*, applications: int) -> None:
    """Everything that so many applications need; told as JSON on the last line."""
    now = timezone.now()
    found_hall()
    establish(item.DEPARTMENT, serial=1)
    version = catalogue.introduce(
        msgspec.convert(item.definition(), catalogue.Definition), code=item.CODE, by=SYSTEM, at=now
    )
    client, token = identity.register_client("测速系统", department_id=None, by=SYSTEM, at=now)
    actor = identity.actor_for_client(client)
    _hand_in_files(actor, count=applications * FILES_EACH)
    statements = _statements(token, version.number)
    print(json.dumps({"token": token, "version": version.number, "statements": statements}))


def found_hall() -> None:
    """Divisions and the working calendar."""
    call_command("load_divisions", stdout=sys.stderr)
    call_command("seed_calendar", stdout=sys.stderr)


def establish(code: str, *, serial: int) -> dict[str, int]:
    """A department; returns the ids of its posts by their codes."""
    now = timezone.now()
    department = organisations.establish_department(
        code=code,
        uscc=organisations.synthetic_credit_code(f"11350502MB{serial:07d}"),
        name=f"示例第{serial}局",
        short_name=f"第{serial}局",
        letter_word="示",
        kind="department",
        division="350502000000",
        phone="0595-00000001",
        supervision_phone="0595-00000002",
        valid_from=date(2019, 3, 1),
        by=SYSTEM,
        at=now,
    )
    return {
        post: organisations.create_post(department.pk, code=post, name=post, duty=duty, by=SYSTEM, at=now).pk
        for post, duty in POSTS.items()
    }


def _hand_in_files(actor: Actor, *, count: int) -> None:
    first = take([PNG], name="plan.png", by=actor, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(UPLOADS, [first.file_id, actor.id, count])
        # Only this table: of one that is analysed while it is empty, PostgreSQL expects that it stays so.
        cursor.execute("vacuum analyze kernel_upload")


def _statements(token: str, version: int) -> int:
    """How many statements one submission takes, once the process is warm: counted, not estimated."""
    client = Client(headers={"Authorization": f"Bearer {token}"}, SERVER_NAME="localhost")
    for key in ("warming-up", "counted-1"):
        with CaptureQueriesContext(connection) as captured:
            sent = body([key_of_file(1)] * FILES_EACH, version=version)
            answer = client.post(
                "/api/v1/cases", sent, content_type="application/json", headers={"Idempotency-Key": key}
            )
            if answer.status_code != 201:
                raise SystemExit(f"An application was not taken: {answer.content.decode()}")
    return len(captured)
