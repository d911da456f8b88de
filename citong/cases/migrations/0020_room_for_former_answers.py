from django.db import migrations, models


def _table(name: str, of: str) -> migrations.CreateModel:
    return migrations.CreateModel(
        name,
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("plain", models.JSONField(null=True)),
            ("answers", models.BinaryField(null=True)),
            ("step", models.OneToOneField(of, models.PROTECT, related_name="former_answers")),
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_plain_values_are_gone")]

    operations = [_table("FormerAnswers", "cases.Step"), _table("JointFormerAnswers", "cases.JointStep")]
