import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_guesses_are_counted_elsewhere"),
        ("identity", "0008_certificates"),
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
