from django.db import migrations

GUARD = """
create function office_history_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'history is never changed or removed' using errcode = 'restrict_violation';
end $$;
create trigger countersigning_history_never_changes before update or delete on office_countersigningstep
    for each row execute function office_history_never_changes();
create trigger task_history_never_changes before update or delete on office_taskstep
    for each row execute function office_history_never_changes();
"""
UNGUARD = """
drop trigger task_history_never_changes on office_taskstep;
drop trigger countersigning_history_never_changes on office_countersigningstep;
drop function office_history_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("office", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
