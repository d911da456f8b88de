"""Levels that were given before proofs were kept: an office answered for them, and they go on counting."""

from django.db import migrations


def give_proofs(apps, schema_editor):
    Account, Proof = apps.get_model("identity", "Account"), apps.get_model("identity", "Proof")
    raised = Account.objects.filter(staff=None, assurance__gte=2, proofs=None).order_by("pk")
    Proof.objects.bulk_create(
        [
            Proof(
                account_id=account.pk,
                method="counter",
                level=account.assurance,
                source="before",
                proved_at=account.created_at,
                proved_by="system",
            )
            for account in raised.iterator()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_people_prove_who_they_are")]

    operations = [migrations.RunPython(give_proofs, migrations.RunPython.noop)]
