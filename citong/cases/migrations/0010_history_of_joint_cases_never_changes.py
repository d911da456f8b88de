from django.db import migrations

GUARD = """
create trigger joint_step_is_immutable before update or delete on cases_jointstep
    for each row execute function cases_history_is_immutable();
"""
UNGUARD = "drop trigger joint_step_is_immutable on cases_jointstep;"


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_joint_cases")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
