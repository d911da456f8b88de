from django.db import migrations

GUARD = """
create trigger published_packages_never_change before update or delete on catalogue_packageversion
    for each row execute function catalogue_published_versions_never_change();
"""
UNGUARD = "drop trigger published_packages_never_change on catalogue_packageversion;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_packages")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
