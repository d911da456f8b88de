"""The plain values go; the encrypted ones take their names."""

from django.core.management import call_command
from django.db import migrations, models
from django.db.models.functions import Substr

COLUMNS = [
    ("cases_case", "party_id_number", ["--searchable"]),
    ("cases_case", "contact_phone", ["--searchable"]),
    ("cases_case", "answers", ["--json"]),
    ("cases_jointcase", "party_id_number", ["--searchable"]),
    ("cases_jointcase", "contact_phone", ["--searchable"]),
    ("cases_jointcase", "answers", ["--json"]),
    ("cases_draft", "answers", ["--json"]),
    ("cases_interestedparty", "phone", []),
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
    dependencies = [("cases", "0018_personal_values_are_encrypted")]

    operations = [
        migrations.RunSQL(LOCK, migrations.RunSQL.noop),
        migrations.RunPython(_encrypt, migrations.RunPython.noop),
        *(migrations.RunSQL(*reversed(_guards(table, plain))) for table, plain, _ in COLUMNS),
        migrations.RemoveIndex("case", "case_by_phone"),
        migrations.RemoveField("case", "party_id_number"),
        migrations.RenameField("case", "party_id_number_sealed", "party_id_number"),
        migrations.AlterField("case", "party_id_number", models.BinaryField()),
        migrations.AddField("case", "party_id_digest", _digest("party_id_number")),
        migrations.RemoveField("case", "contact_phone"),
        migrations.RenameField("case", "contact_phone_sealed", "contact_phone"),
        migrations.AlterField("case", "contact_phone", models.BinaryField()),
        migrations.AddField("case", "contact_phone_digest", _digest("contact_phone")),
        migrations.RemoveField("case", "answers"),
        migrations.RenameField("case", "answers_sealed", "answers"),
        migrations.AlterField("case", "answers", models.BinaryField()),
        migrations.RemoveField("jointcase", "party_id_number"),
        migrations.RenameField("jointcase", "party_id_number_sealed", "party_id_number"),
        migrations.AlterField("jointcase", "party_id_number", models.BinaryField()),
        migrations.AddField("jointcase", "party_id_digest", _digest("party_id_number")),
        migrations.RemoveField("jointcase", "contact_phone"),
        migrations.RenameField("jointcase", "contact_phone_sealed", "contact_phone"),
        migrations.AlterField("jointcase", "contact_phone", models.BinaryField()),
        migrations.AddField("jointcase", "contact_phone_digest", _digest("contact_phone")),
        migrations.RemoveField("jointcase", "answers"),
        migrations.RenameField("jointcase", "answers_sealed", "answers"),
        migrations.AlterField("jointcase", "answers", models.BinaryField(help_text="of the form of the whole; each member has its own share")),
        migrations.RemoveField("draft", "answers"),
        migrations.RenameField("draft", "answers_sealed", "answers"),
        migrations.AlterField("draft", "answers", models.BinaryField()),
        migrations.RemoveField("interestedparty", "phone"),
        migrations.RenameField("interestedparty", "phone_sealed", "phone"),
        migrations.AlterField("interestedparty", "phone", models.BinaryField(blank=True)),
        migrations.AddIndex("case", models.Index(fields=["party_id_digest", "-id"], name="case_by_party_number")),
        migrations.AddIndex("case", models.Index(fields=["contact_phone_digest", "-id"], name="case_by_contact_phone")),
        migrations.AddIndex("jointcase", models.Index(fields=["party_id_digest", "-id"], name="joint_case_by_party_number")),
    ]
