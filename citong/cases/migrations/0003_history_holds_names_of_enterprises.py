from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_serials_and_immutable_history")]

    operations = [migrations.AlterField("step", "actor_name", models.CharField(max_length=120))]
