"""The floor of benchmarks/moves: the rows that a story writes, as plain SQL, with a client in C and nothing worked out.

Five transactions, as the verbs make them: accept, three opinions, grant. Each locks the case first. The tables have
the columns, indexes and foreign keys of ours.
"""

from pathlib import Path
from typing import Final

from benchmarks.floor import REFERENCES, run_program
from benchmarks.stage import DATA, Stage

CASES: Final = 5000
TABLES: Final = f"""
create table floor_application (like cases_case including all);
insert into floor_application (number, item_version_id, department_id, state, awaited_post_id, due_on, applicant,
        idempotency_key, channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone,
        situation, answers, submitted_at, received_on)
    select 'F' || n, item_version_id, department_id, 'submitted', awaited_post_id, due_on, applicant, 'floor-' || n,
        channel, party_kind, party_name, party_id_type, party_id_number, contact_name, contact_phone, situation,
        answers, submitted_at, received_on
    from (select * from cases_case order by id limit 1) as one, generate_series(1, {CASES}) n;
create table floor_material (like cases_casematerial including all);
create table floor_history (like cases_step including all);
create table floor_clock (like cases_clockevent including all);
create table floor_review (like cases_review including all);
create table floor_decision (like cases_decision including all);
create table floor_fact (like kernel_factrecord including all);
create table floor_delivery (like kernel_delivery including all);
create table floor_audit (like kernel_auditentry including all);
{"".join(REFERENCES)}
alter table floor_clock add foreign key (case_id) references floor_application deferrable initially deferred;
alter table floor_review add foreign key (case_id) references floor_application deferrable initially deferred;
alter table floor_review add foreign key (post_id) references organisations_post deferrable initially deferred;
alter table floor_review add foreign key (department_id) references organisations_department
    deferrable initially deferred;
alter table floor_decision add foreign key (case_id) references floor_application deferrable initially deferred;
-- The floor comes back to its cases: what is unique to a case may stand there more than once.
do $$
declare found record;
begin
    for found in select indexrelid::regclass as name, conname from pg_index
        left join pg_constraint on conindid = indexrelid
        where indrelid in ('floor_review'::regclass, 'floor_decision'::regclass) and indisunique and not indisprimary
    loop
        if found.conname is null then
            execute 'drop index ' || found.name;
        else
            execute format('alter table %s drop constraint %I',
                (select indrelid::regclass from pg_index where indexrelid = found.name), found.conname);
        end if;
    end loop;
end $$;
"""
LOCK: Final = "begin;\nselect * from floor_application where id = :case for update;\n"
STEP: Final = """insert into floor_history (case_id, move, from_state, to_state, at, actor, actor_name, department_id)
    values (:case, '{move}', 'submitted', 'accepted', now(), 'account:1', '职工', 1);
"""
AUDIT: Final = """insert into floor_audit (at, actor, channel, action, subject, details)
    values (now(), 'account:1', 'desk', 'cases.{move}', 'case:' || :case, '{{}}');
"""
TOLD: Final = """insert into floor_fact (name, values, recorded_at) values ('{fact}', '{{"case_id": 1}}', now())
    returning id as fact \\gset
insert into floor_delivery (fact_id, handler, due_at)
    values (:fact, 'citong.journeys.permit.{fact}', now());
"""
REVIEW: Final = """insert into floor_review (case_id, stage, step, name, department_id, post_id, opened_at, due_on,
        opinion, points, given_by, given_by_name)
    values (:case, 'opinions', 'step', '意见', 1, 1, now(), current_date + 5, '', '{}', '', '')
    returning id as review{place} \\gset
"""


def _stepped(move: str) -> str:
    return STEP.format(move=move) + AUDIT.format(move=move)


def _script() -> str:
    accept = [
        LOCK,
        _stepped("accept"),
        'insert into floor_clock (case_id, kind, "on", at, actor, stops, procedure, reason)'
        " values (:case, 'start', current_date, now(), 'account:1', '', '', '');\n",
        *(REVIEW.replace("{place}", str(place)) for place in range(3)),
        _stepped("open_stage"),
        "update floor_application set state = 'in_review', stage = 'opinions', awaited_post_id = null,"
        " accepted_at = now(), accepted_on = current_date, promised_due_on = current_date + 8 where id = :case;\n",
        TOLD.format(fact="accepted"),
        "commit;\n",
    ]
    opinions = [
        LOCK + f"update floor_review set favourable = true, given_at = now(), ended_at = now(), opinion = '同意',"
        f" given_by = 'account:1', given_by_name = '职工' where id = :review{place};\n"
        + AUDIT.format(move="give_opinion")
        + (_decided_on() if place == 2 else "")
        + "commit;\n"
        for place in range(3)
    ]
    grant = [
        LOCK,
        _stepped("grant"),
        "insert into floor_decision (case_id, granted, reasons, basis, remedies, decided_at, decided_by,"
        " decided_by_name) values (:case, true, '符合条件', '', '', now(), 'account:1', '职工');\n",
        "update floor_application set state = 'granted', result = 'granted', decided_at = now(),"
        " awaited_post_id = null where id = :case;\n",
        TOLD.format(fact="decided"),
        "commit;\n",
    ]
    return "".join([f"\\set case random(1, {CASES})\n", *accept, *opinions, *grant])


def _decided_on() -> str:
    """The last opinion sends the case on to whoever decides."""
    return _stepped("finish_review") + (
        "update floor_application set state = 'to_decide', stage = '', awaited_post_id = 1, decided_at = null,"
        " result = '' where id = :case;\n"
    )


def lay_plain(stage: Stage) -> Path:
    """Make the floor's tables and its script."""
    script = DATA / "stories.sql"
    script.write_text(_script(), encoding="utf-8")
    run_program(stage, "psql", "-v", "ON_ERROR_STOP=1", "-qc", TABLES)
    run_program(stage, "psql", "-qc", "vacuum analyze")
    return script
