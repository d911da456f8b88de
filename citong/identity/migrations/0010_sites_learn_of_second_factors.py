from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0009_signatures_never_change'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitegrant',
            name='second',
            field=models.CharField(blank=True, db_default='', max_length=20),
        ),
    ]
