"""Whoever opened an enterprise's account was the only one to act for it: they become its first handler."""

from django.db import migrations
from django.utils import timezone


def give_mandates(apps, schema_editor):
    Account, Mandate = apps.get_model("identity", "Account"), apps.get_model("identity", "Mandate")
    found = Account.objects.filter(enterprise__isnull=False, person__isnull=False, closed_at=None).order_by("pk")
    Mandate.objects.bulk_create(
        [
            Mandate(
                kind="handler",
                principal_id=account.pk,
                agent_id=account.person_id,
                powers=["file", "follow", "letters", "manage", "pay"],
                valid_from=timezone.localdate(account.created_at),
                state="in_force",
                offered_by=f"account:{account.pk}",
                offered_at=account.created_at,
                offer_ends_at=account.created_at,
                agreed_at=account.created_at,
            )
            for account in found.iterator()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0017_mandates")]

    operations = [migrations.RunPython(give_mandates, migrations.RunPython.noop)]
