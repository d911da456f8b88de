"""Every value is encrypted, batch by batch; broken off, it is begun again and finds what is left."""

from django.core.management import call_command
from django.db import migrations, models

COLUMNS = [
    ("notices_notice", "phone", []),
]


def _encrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options)


def _decrypt(_apps, _editor):
    for table, plain, options in COLUMNS:
        call_command("encrypt_column", table, plain, f"{plain}_sealed", f"{table}.{plain}", *options, "--back")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notices", "0011_room_for_encrypted_values")]

    operations = [
        migrations.AlterField("notice", "phone", models.CharField(null=True, max_length=20)),
        migrations.RunSQL(
            "update notices_notice set phone = null where phone = ''",
            "update notices_notice set phone = '' where phone is null",
        ),
        migrations.RunPython(_encrypt, _decrypt),
    ]
