import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_drafts_for_others"),
        ("identity", "0008_certificates"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="signature",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.signature"
            ),
        ),
    ]
