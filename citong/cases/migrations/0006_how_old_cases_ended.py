from django.db import migrations

FILL = """
update cases_case set accepted_on = (accepted_at at time zone 'Asia/Shanghai')::date where accepted_at is not null;
update cases_case set result = case state when 'withdrawn' then 'withdrawn' else 'not_accepted' end
    where closed_at is not null and result = '';
"""


class Migration(migrations.Migration):
    """Cases that ended before endings had names, and the days on which cases were accepted."""

    dependencies = [("cases", "0005_whole_lifecycle")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
