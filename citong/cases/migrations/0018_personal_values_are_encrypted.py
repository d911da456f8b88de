"""Every value is encrypted, batch by batch; broken off, it is begun again and finds what is left."""

from django.core.management import call_command
from django.db import migrations, models

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


def _encrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options)


def _decrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options, "--back")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0017_room_for_encrypted_values")]

    operations = [
        migrations.AlterField("case", "party_id_number", models.CharField(null=True, max_length=30)),
        migrations.AlterField("case", "contact_phone", models.CharField(null=True, max_length=20)),
        migrations.AlterField("case", "answers", models.JSONField(null=True)),
        migrations.AlterField("jointcase", "party_id_number", models.CharField(null=True, max_length=30)),
        migrations.AlterField("jointcase", "contact_phone", models.CharField(null=True, max_length=20)),
        migrations.AlterField("jointcase", "answers", models.JSONField(null=True)),
        migrations.AlterField("draft", "answers", models.JSONField(null=True)),
        migrations.AlterField("interestedparty", "phone", models.CharField(null=True, max_length=20)),
        migrations.RunPython(_encrypt, _decrypt),
    ]
