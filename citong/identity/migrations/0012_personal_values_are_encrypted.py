"""Every value is encrypted, batch by batch; broken off, it is begun again and finds what is left."""

from django.core.management import call_command
from django.db import migrations, models

COLUMNS = [
    ("identity_person", "id_number", ["--searchable"]),
    ("identity_account", "login", ["--searchable"]),
    ("identity_account", "phone", ["--searchable"]),
    ("identity_account", "former_phone", []),
    ("identity_phonechallenge", "subject", ["--searchable"]),
    ("identity_phonechallenge", "phone", ["--searchable"]),
]
# Few have one, and none is written as nothing.
NO_FORMER_PHONE = "update identity_account set former_phone = null where former_phone = ''"
AN_EMPTY_ONE = "update identity_account set former_phone = '' where former_phone is null"


def _encrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options)


def _decrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options, "--back")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("identity", "0011_room_for_encrypted_values")]

    operations = [
        migrations.AlterField("person", "id_number", models.CharField(null=True, max_length=30)),
        migrations.AlterField("account", "login", models.CharField(null=True, max_length=40, unique=True)),
        migrations.AlterField("account", "phone", models.CharField(null=True, max_length=20)),
        migrations.AlterField("account", "former_phone", models.CharField(null=True, max_length=20)),
        migrations.AlterField("phonechallenge", "subject", models.CharField(null=True, max_length=40)),
        migrations.AlterField("phonechallenge", "phone", models.CharField(null=True, max_length=20)),
        migrations.RunSQL(NO_FORMER_PHONE, AN_EMPTY_ONE),
        migrations.RunPython(_encrypt, _decrypt),
    ]
