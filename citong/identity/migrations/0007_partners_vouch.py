from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0006_sites_and_partners'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='proof',
            name='the_method_of_a_proof_is_known',
        ),
        migrations.AlterField(
            model_name='proof',
            name='method',
            field=models.CharField(choices=[('source', 'source'), ('counter', 'counter'), ('business_licence', 'business_licence'), ('partner', 'partner'), ('certificate', 'certificate')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='proof',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['source', 'counter', 'business_licence', 'partner', 'certificate'])), name='the_method_of_a_proof_is_known'),
        ),
    ]
