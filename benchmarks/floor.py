"""The floor: what PostgreSQL itself does of the same writes, with a client in C and nothing checked or worked out.

An application as a transaction of nine round trips: begin, a number from one of many counter rows, the application
with its answers, three materials, an event, an outbox row, commit. The tables are plain ones with the columns and
indexes of ours, and without foreign keys.
"""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks import item
from benchmarks.stage import DATA, Stage
from launch.accounts import PLAIN
from launch.steps import CannotGoOn

COUNTERS: Final = 1000
TABLES: Final = f"""
create table floor_counter (series int primary key, value bigint not null);
insert into floor_counter select n, 0 from generate_series(1, {COUNTERS}) n;
create table floor_application (like cases_case including all);
create table floor_material (like cases_casematerial including all);
create table floor_event (like cases_step including all);
create table floor_outbox (like kernel_factrecord including all);
"""
SCRIPT: Final = """\\set series random(1, {counters})
begin;
update floor_counter set value = value + 1 where series = :series returning value \\gset
insert into floor_application (number, item_version_id, department_id, state, awaited_post_id, due_on, applicant,
        idempotency_key, channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone,
        situation, answers, submitted_at, received_on)
    values (:series || '-' || :value, 1, 1, 'submitted', 1, current_date, 'client:1', :series || '-' || :value,
        'openapi', 'person', '陈阿示', '111', '11010519491231002X', '陈阿示', '13800001234', '{situation}', '{answers}',
        now(), current_date)
    returning id \\gset
insert into floor_material (case_id, code, upload_id) values (:id, 'floor_plan', 1);
insert into floor_material (case_id, code, upload_id) values (:id, 'test_report', 2);
insert into floor_material (case_id, code, upload_id) values (:id, 'water_report', 3);
insert into floor_event (case_id, move, from_state, to_state, at, actor, actor_name)
    values (:id, 'submit', 'draft', 'submitted', now(), 'client:1', '测速系统');
insert into floor_outbox (name, values, recorded_at) values ('submitted', '{{"case_id": 1}}', now());
commit;
"""


def lay_floor(stage: Stage) -> Path:
    """Make the floor's tables and its script."""
    script = DATA / "floor.sql"
    situation, answers = _quoted(item.SITUATION), _quoted(item.answers())
    script.write_text(SCRIPT.format(counters=COUNTERS, situation=situation, answers=answers), encoding="utf-8")
    _run(stage, "psql", "-v", "ON_ERROR_STOP=1", "-qc", TABLES)
    return script


def floor_tps(stage: Stage, *, script: Path, clients: int, seconds: int) -> float:
    """Transactions a second."""
    said = _run(
        stage, "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", str(script)
    )
    found = re.search(r"tps = ([0-9.]+)", said)
    if not found:
        raise CannotGoOn(f"pgbench 没有给出结果：\n{said}")
    return float(found[1])


def _quoted(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False).replace("'", "''")


def _run(stage: Stage, program: str, *arguments: str) -> str:
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
