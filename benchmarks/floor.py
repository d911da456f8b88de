"""The floor: what PostgreSQL itself does of the same writes, with a client in C and nothing checked or worked out.

An application as a transaction of nine round trips: begin, a number from one of many counter rows, the application
with its answers, three materials, an event, an outbox row, commit.
"""

import json
import os
import re
import subprocess
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
create table floor_application (
    id bigint generated always as identity primary key, number varchar(40) not null unique,
    applicant varchar(80) not null, department bigint not null, state varchar(16) not null, answers jsonb not null,
    submitted_at timestamptz not null
);
create index on floor_application (applicant, id desc);
create index on floor_application (department, state, id desc);
create table floor_material (
    id bigint generated always as identity primary key, application bigint not null references floor_application,
    code varchar(60) not null, upload bigint not null
);
create index on floor_material (application);
create table floor_event (
    id bigint generated always as identity primary key, application bigint not null references floor_application,
    move varchar(20) not null, at timestamptz not null
);
create index on floor_event (application);
create table floor_outbox (
    id bigint generated always as identity primary key, name varchar(200) not null, values jsonb not null,
    at timestamptz not null, done_at timestamptz
);
create index on floor_outbox (id) where done_at is null;
"""
SCRIPT: Final = """\\set series random(1, {counters})
begin;
update floor_counter set value = value + 1 where series = :series returning value \\gset
insert into floor_application (number, applicant, department, state, answers, submitted_at)
    values (:series || '-' || :value, 'client:1', :series % 40, 'submitted', '{answers}', now()) returning id \\gset
insert into floor_material (application, code, upload) values (:id, 'floor_plan', 1);
insert into floor_material (application, code, upload) values (:id, 'test_report', 2);
insert into floor_material (application, code, upload) values (:id, 'water_report', 3);
insert into floor_event (application, move, at) values (:id, 'submit', now());
insert into floor_outbox (name, values, at) values ('submitted', '{{"case_id": 1}}', now());
commit;
"""


def lay_floor(stage: Stage) -> Path:
    """Make the floor's tables and its script."""
    script = DATA / "floor.sql"
    answers = json.dumps(item.answers(), ensure_ascii=False).replace("'", "''")
    script.write_text(SCRIPT.format(counters=COUNTERS, answers=answers), encoding="utf-8")
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
