"""What was answered before a correction is taken out of the history's details and encrypted beside it."""

from django.core.management import call_command
from django.db import migrations

TABLES = [
    ("cases_step", "cases_formeranswers", "step_is_immutable"),
    ("cases_jointstep", "cases_jointformeranswers", "joint_step_is_immutable"),
]
COPY = """
insert into {answers} (step_id, plain) select id, details -> 'answers_before' from {history}
where details ? 'answers_before' and not exists (select from {answers} where step_id = {history}.id);
"""
# The one time that history is touched: what it says of a person moves to where it can be encrypted.
STRIP = """
alter table {history} disable trigger {guard};
update {history} set details = details - 'answers_before' where details ? 'answers_before';
alter table {history} enable trigger {guard};
update {answers} set plain = null where answers is not null;
"""
PUT_BACK = """
alter table {history} disable trigger {guard};
update {history} set details = details || jsonb_build_object('answers_before', plain)
from {answers} where {answers}.step_id = {history}.id;
alter table {history} enable trigger {guard};
"""


def _take_out(_apps, editor):
    for history, answers, guard in TABLES:
        editor.execute(COPY.format(history=history, answers=answers))
        call_command("encrypt_column", answers, "plain", "answers", f"{answers}.answers", "--json")
        editor.execute(STRIP.format(history=history, answers=answers, guard=guard))


def _put_back(_apps, editor):
    for history, answers, guard in TABLES:
        call_command("encrypt_column", answers, "plain", "answers", f"{answers}.answers", "--json", "--back")
        editor.execute(PUT_BACK.format(history=history, answers=answers, guard=guard))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0020_room_for_former_answers")]

    operations = [migrations.RunPython(_take_out, _put_back)]
