from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_jobs_are_locked_not_leased'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('algorithm', models.CharField(max_length=20)),
                ('wrapped', models.BinaryField()),
                ('created_at', models.DateTimeField()),
                ('active_from', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('purpose', 'number'), name='one_key_per_number')],
            },
        ),
    ]
