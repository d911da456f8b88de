from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0007_emergency_looks_are_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='secret',
            field=models.CharField(blank=True, db_default='', help_text='whose code goes into its gap', max_length=80),
        ),
    ]
