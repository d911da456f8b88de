"""The plain values go; the encrypted ones take their names."""

from django.core.management import call_command
from django.db import migrations, models
from django.db.models.functions import Substr

COLUMNS = [
    ("notices_notice", "phone", []),
]
TABLES = sorted({table for table, *_ in COLUMNS})
# What a program of before has written since: few, while nobody else writes.
LOCK = "set constraints all immediate;" + "".join(f"lock table {table} in access exclusive mode;" for table in TABLES)


def _encrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options)


def _guards(table: str, plain: str) -> tuple[str, str]:
    """While both columns are there, a plain value that is written anew makes the encrypted one be filled again."""
    name = f"{table}_{plain}_sealed"
    guard = f"""
        create function {name}() returns trigger language plpgsql as $$
        begin
            if new.{plain} is distinct from old.{plain} then new.{plain}_sealed := null; end if;
            return new;
        end $$;
        create trigger {name} before update on {table} for each row execute function {name}();
    """
    return guard, f"drop trigger {name} on {table}; drop function {name}();"


def _digest(plain: str) -> models.GeneratedField:
    # Where the digest stands in a value: kernel/ciphertexts.
    return models.GeneratedField(expression=Substr(plain, 10, 32), output_field=models.BinaryField(), db_persist=True)


class Migration(migrations.Migration):
    dependencies = [("notices", "0012_personal_values_are_encrypted")]

    operations = [
        migrations.RunSQL(LOCK, migrations.RunSQL.noop),
        migrations.RunPython(_encrypt, migrations.RunPython.noop),
        *(migrations.RunSQL(*reversed(_guards(table, plain))) for table, plain, _ in COLUMNS),
        migrations.RemoveIndex("notice", "notice_waiting_for_carrier"),
        migrations.RemoveField("notice", "phone"),
        migrations.RenameField("notice", "phone_sealed", "phone"),
        migrations.AlterField("notice", "phone", models.BinaryField(null=True, help_text="none: no text message")),
        migrations.AddIndex("notice", models.Index(fields=["due_at", "id"], condition=models.Q(carried_at=None, failed_at=None, phone__isnull=False) & ~models.Q(sms=""), name="notice_waiting_for_carrier")),
    ]
