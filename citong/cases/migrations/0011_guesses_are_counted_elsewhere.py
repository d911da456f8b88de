from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_history_of_joint_cases_never_changes")]

    operations = [migrations.DeleteModel(name="JointQueryLock"), migrations.DeleteModel(name="QueryLock")]
