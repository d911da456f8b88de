"""Version 2 of the letter of acceptance: accepted by silence, nobody has found the materials complete (art. 32(1) no. 4).

Where administrators have put a text of their own in force, theirs stays.
"""

from pathlib import Path

from django.db import migrations
from django.utils import timezone

# Never edited, like the first texts: letters of version 2 are printed from it.
TEXT = Path(__file__).parents[1] / "seed" / "later_templates" / "acceptance.txt"
KIND, VERSION = "acceptance", 2


def enter(apps, schema_editor):
    """Put it in force where the first text is."""
    template = apps.get_model("documents", "Template")
    versions, now = template.objects.filter(kind=KIND).exclude(version=None), timezone.now()
    if list(versions.values_list("version", flat=True)) != [VERSION - 1]:
        return
    versions.update(status="superseded")
    template.objects.create(
        kind=KIND,
        version=VERSION,
        body=TEXT.read_text(encoding="utf-8"),
        note="视为受理的，不写“材料齐全，符合法定形式”",
        status="published",
        created_at=now,
        created_by="system",
        published_at=now,
        published_by="system",
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_text_of_additions")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
