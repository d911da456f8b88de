import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_originals_of_wholes_are_received"),
        ("identity", "0006_certificates"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="signature",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.signature"
            ),
        ),
    ]
