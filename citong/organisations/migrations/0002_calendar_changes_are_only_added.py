from django.db import migrations

ONLY_ADDED = """
create function organisations_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger calendar_changes_are_only_added before update or delete on organisations_calendarchange
    for each row execute function organisations_refuse_change();
"""
UNDONE = """
drop trigger calendar_changes_are_only_added on organisations_calendarchange;
drop function organisations_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunSQL(ONLY_ADDED, UNDONE)]
