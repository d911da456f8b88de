from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_keys")]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("used", models.PositiveIntegerField()),
                ("free_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["free_at"], name="allowance_by_age")]},
        ),
    ]
