
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_checkups_of_guides'),
    ]

    operations = [
        migrations.CreateModel(
            name='EverydayWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(max_length=12, unique=True)),
                ('sound', models.CharField(help_text='what was said in pinyin', max_length=80)),
                ('meant', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, help_text='each a phrase that stands for it', size=None)),
                ('items', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, help_text='codes of the items that are meant', size=None)),
            ],
        ),
        migrations.CreateModel(
            name='QuestionAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('question', models.CharField(max_length=30)),
                ('asked', models.PositiveIntegerField()),
                ('unanswered', models.PositiveIntegerField(help_text='how often nothing was found')),
                ('last_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='searchentry',
            name='body',
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='edition',
            field=models.PositiveSmallIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='letters',
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='level',
            field=models.CharField(blank=True, db_default='', help_text='行使层级 of the item', max_length=2),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='near',
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='office',
            field=models.CharField(blank=True, db_default='', help_text="the department's name in `words`", max_length=100),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['letters'], name='item_by_letters'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['near'], name='item_by_what_is_near'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['body'], name='item_by_its_guide'),
        ),
        migrations.AddIndex(
            model_name='everydayword',
            index=models.Index(fields=['sound'], name='everyday_word_by_sound'),
        ),
        migrations.AddConstraint(
            model_name='everydayword',
            constraint=models.CheckConstraint(condition=models.Q(('meant', []), ('items', []), _negated=True), name='an_everyday_word_means_something'),
        ),
        migrations.AddConstraint(
            model_name='questionasked',
            constraint=models.UniqueConstraint(fields=('day', 'question'), name='one_count_per_day_and_question'),
        ),
    ]
