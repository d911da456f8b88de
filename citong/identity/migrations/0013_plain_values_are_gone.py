"""The plain values go; the encrypted ones take their names."""

from django.core.management import call_command
from django.db import migrations, models
from django.db.models.functions import Substr

COLUMNS = [
    ("identity_person", "id_number", ["--searchable"]),
    ("identity_account", "login", ["--searchable"]),
    ("identity_account", "phone", ["--searchable"]),
    ("identity_account", "former_phone", []),
    ("identity_phonechallenge", "subject", ["--searchable"]),
    ("identity_phonechallenge", "phone", ["--searchable"]),
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
    dependencies = [("identity", "0012_personal_values_are_encrypted")]

    operations = [
        migrations.RunSQL(LOCK, migrations.RunSQL.noop),
        migrations.RunPython(_encrypt, migrations.RunPython.noop),
        *(migrations.RunSQL(*reversed(_guards(table, plain))) for table, plain, _ in COLUMNS),
        migrations.RemoveConstraint("person", "one_person_per_id_number"),
        migrations.RemoveField("person", "id_number"),
        migrations.RenameField("person", "id_number_sealed", "id_number"),
        migrations.AlterField("person", "id_number", models.BinaryField()),
        migrations.AddField("person", "id_number_digest", _digest("id_number")),
        migrations.RemoveField("account", "login"),
        migrations.RenameField("account", "login_sealed", "login"),
        migrations.AlterField("account", "login", models.BinaryField(help_text="a mobile number, a credit code, or a staff number")),
        migrations.AddField("account", "login_digest", _digest("login")),
        migrations.RemoveField("account", "phone"),
        migrations.RenameField("account", "phone_sealed", "phone"),
        migrations.AlterField("account", "phone", models.BinaryField(blank=True)),
        migrations.AddField("account", "phone_digest", _digest("phone")),
        migrations.RemoveField("account", "former_phone"),
        migrations.RenameField("account", "former_phone_sealed", "former_phone"),
        migrations.AlterField(
            "account", "former_phone", models.BinaryField(null=True, help_text="told of the change, then forgotten")
        ),
        migrations.RemoveIndex("phonechallenge", "codes_for_a_subject"),
        migrations.RemoveIndex("phonechallenge", "codes_for_a_phone"),
        migrations.RemoveField("phonechallenge", "subject"),
        migrations.RenameField("phonechallenge", "subject_sealed", "subject"),
        migrations.AlterField("phonechallenge", "subject", models.BinaryField()),
        migrations.AddField("phonechallenge", "subject_digest", _digest("subject")),
        migrations.RemoveField("phonechallenge", "phone"),
        migrations.RenameField("phonechallenge", "phone_sealed", "phone"),
        migrations.AlterField("phonechallenge", "phone", models.BinaryField(blank=True)),
        migrations.AddField("phonechallenge", "phone_digest", _digest("phone")),
        migrations.AddIndex(
            "phonechallenge", models.Index(fields=["subject_digest", "-asked_at"], name="codes_for_a_subject")
        ),
        migrations.AddIndex(
            "phonechallenge", models.Index(fields=["phone_digest", "-asked_at"], name="codes_for_a_phone")
        ),
        migrations.AddConstraint("person", models.UniqueConstraint(fields=["id_type", "id_number_digest"], name="one_person_per_id_number")),
        migrations.AddConstraint("account", models.UniqueConstraint(fields=["login_digest"], name="one_account_per_login")),
    ]
