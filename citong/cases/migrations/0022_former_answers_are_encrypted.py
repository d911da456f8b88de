from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_former_answers_leave_the_history")]

    operations = [
        *(migrations.RemoveField(name, "plain") for name in ("formeranswers", "jointformeranswers")),
        *(
            migrations.AlterField(name, "answers", models.BinaryField())
            for name in ("formeranswers", "jointformeranswers")
        ),
    ]
