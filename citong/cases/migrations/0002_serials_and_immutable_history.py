from django.db import migrations

GUARD = """
create sequence cases_case_serial start 1 cache 20;
create function cases_history_is_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'history is never changed or removed';
end $$;
create trigger step_is_immutable before update or delete on cases_step
    for each row execute function cases_history_is_immutable();
create trigger clock_event_is_immutable before update or delete on cases_clockevent
    for each row execute function cases_history_is_immutable();
create trigger decision_is_immutable before update or delete on cases_decision
    for each row execute function cases_history_is_immutable();
"""
UNGUARD = """
drop trigger decision_is_immutable on cases_decision;
drop trigger clock_event_is_immutable on cases_clockevent;
drop trigger step_is_immutable on cases_step;
drop function cases_history_is_immutable();
drop sequence cases_case_serial;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
