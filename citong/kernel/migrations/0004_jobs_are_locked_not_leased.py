from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_gauges'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='jobrun',
            name='leased_until',
        ),
    ]
