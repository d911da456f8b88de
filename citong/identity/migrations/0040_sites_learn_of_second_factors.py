from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0007_partners_vouch'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitegrant',
            name='second',
            field=models.CharField(blank=True, db_default='', max_length=20),
        ),
    ]
