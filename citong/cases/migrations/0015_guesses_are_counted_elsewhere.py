from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_emergency_looks")]

    operations = [migrations.DeleteModel(name="JointQueryLock"), migrations.DeleteModel(name="QueryLock")]
