from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False  # built beside the running hall

    dependencies = [("notices", "0008_codes_have_a_gap")]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                fields=["-due_at", "-id"],
                condition=Q(carried_at=None, failed_at=None) & ~Q(secret=""),
                name="notice_code_waiting",
            ),
        )
    ]
