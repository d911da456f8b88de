from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_how_old_cases_ended")]

    operations = [
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('result', ''), _negated=True), _connector='OR'), name='a_closed_case_says_how_it_ended'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_on', None)), models.Q(('accepted_at__isnull', False), ('accepted_on__isnull', False)), _connector='OR'), name='acceptance_has_its_instant_and_its_day'),
        ),
    ]
