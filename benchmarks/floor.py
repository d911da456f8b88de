"""The floor: what PostgreSQL itself does of the same inserts, with a client in C and nothing checked or worked out.

An application as a transaction of eleven round trips: begin, a number from one of many counter rows, the application
with its answers, three materials, a line of history, a fact, its delivery, an audit entry, commit. The tables have the
columns, indexes and foreign keys of ours.
"""

import json
import os
import re
import secrets
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks import item
from benchmarks.stage import DATA, Stage
from launch.accounts import PLAIN
from launch.steps import CannotGoOn

COUNTERS: Final = 1000
# What encryption adds to a text: form, number of the key, nonce and tag; and a digest with the number of its key.
PLAIN_SIZE: Final = 1 + 4 + 28
SEARCHABLE_SIZE: Final = PLAIN_SIZE + 4 + 32
LINKS: Final = (
    ("application", "item_version_id", "catalogue_itemversion"),
    ("application", "department_id", "organisations_department"),
    ("application", "awaited_post_id", "organisations_post"),
    ("material", "case_id", "floor_application"),
    ("material", "upload_id", "kernel_upload"),
    ("history", "case_id", "floor_application"),
    ("history", "department_id", "organisations_department"),
    ("delivery", "fact_id", "floor_fact"),
    ("audit", "seal_id", "kernel_auditseal"),
)
REFERENCES: Final = [
    f"alter table floor_{table} add foreign key ({column}) references {target} deferrable initially deferred;\n"
    for table, column, target in LINKS
]
TABLES: Final = f"""
create table floor_counter (series int primary key, value bigint not null);
insert into floor_counter select n, 0 from generate_series(1, {COUNTERS}) n;
create table floor_application (like cases_case including all);
create table floor_material (like cases_casematerial including all);
create table floor_history (like cases_step including all);
create table floor_fact (like kernel_factrecord including all);
create table floor_delivery (like kernel_delivery including all);
create table floor_audit (like kernel_auditentry including all);
{"".join(REFERENCES)}"""
SCRIPT: Final = """\\set series random(1, {counters})
begin;
update floor_counter set value = value + 1 where series = :series returning value \\gset
insert into floor_application (number, item_version_id, department_id, state, awaited_post_id, due_on, applicant,
        idempotency_key, channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone,
        situation, answers, submitted_at, received_on)
    values (:series || '-' || :value, 1, 1, 'submitted', 1, current_date, 'client:1', :series || '-' || :value,
        'openapi', 'person', '陈阿示', '111', '{number}', '陈阿示', '{phone}', '{situation}', '{answers}',
        now(), current_date)
    returning id \\gset
insert into floor_material (case_id, code, upload_id) values (:id, 'floor_plan', 1);
insert into floor_material (case_id, code, upload_id) values (:id, 'test_report', 2);
insert into floor_material (case_id, code, upload_id) values (:id, 'water_report', 3);
insert into floor_history (case_id, move, from_state, to_state, at, actor, actor_name)
    values (:id, 'submit', 'draft', 'submitted', now(), 'client:1', '测速系统');
insert into floor_fact (name, values, recorded_at) values ('submitted', '{{"case_id": 1}}', now())
    returning id as fact \\gset
insert into floor_delivery (fact_id, handler, due_at)
    values (:fact, 'citong.journeys.permit.acknowledge_receipt', now());
insert into floor_audit (at, actor, channel, action, subject, details)
    values (now(), 'client:1', 'openapi', 'cases.submit', 'case:' || :id, '{{}}');
commit;
"""


def lay_floor(stage: Stage) -> Path:
    """Make the floor's tables and its script."""
    script = DATA / "floor.sql"
    answers = json.dumps(item.answers(), ensure_ascii=False, separators=(",", ":"))
    values = {
        "situation": _quoted(item.SITUATION),
        "number": _bytes(len("11010519491231002X") + SEARCHABLE_SIZE),
        "phone": _bytes(len("13800001234") + SEARCHABLE_SIZE),
        "answers": _bytes(len(answers.encode()) + PLAIN_SIZE),
    }
    script.write_text(SCRIPT.format(counters=COUNTERS, **values), encoding="utf-8")
    run_program(stage, "psql", "-v", "ON_ERROR_STOP=1", "-qc", TABLES)
    return script


def floor_tps(stage: Stage, *, script: Path, clients: int, seconds: int) -> float:
    """Transactions a second."""
    said = run_program(
        stage, "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", str(script)
    )
    found = re.search(r"tps = ([0-9.]+)", said)
    if not found:
        raise CannotGoOn(f"pgbench 没有给出结果：\n{said}")
    return float(found[1])


def _bytes(count: int) -> str:
    """As many bytes as an encrypted column holds; the floor encrypts nothing."""
    return "\\\\x" + secrets.token_hex(count)


def _quoted(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False).replace("'", "''")


def run_program(stage: Stage, program: str, *arguments: str) -> str:
    """What one of PostgreSQL's own programs said, run against the benchmark's database."""
    connection = ["-h", str(stage.cluster.socket), "-U", "postgres"]
    done = subprocess.run(
        [str(stage.cluster.programs / program), *connection, *arguments, "citong"],
        env={**PLAIN, "HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotGoOn(f"{program} 没有成功：\n{done.stderr}")
    return done.stdout
