"""The texts that come with the program: version 1 of every kind, with which letters were written until now, too."""

from pathlib import Path

from django.db import migrations
from django.utils import timezone

# These files are never edited: letters of version 1 are printed from them. A better text is a new version.
TEXTS = Path(__file__).parents[1] / "seed" / "first_templates"


def enter(apps, schema_editor):
    """Enter the texts that are not there yet."""
    template = apps.get_model("documents", "Template")
    there, now = set(template.objects.filter(version=1).values_list("kind", flat=True)), timezone.now()
    template.objects.bulk_create(
        template(
            kind=file.stem,
            version=1,
            body=file.read_text(encoding="utf-8"),
            note="随系统提供",
            status="published",
            created_at=now,
            created_by="system",
            published_at=now,
            published_by="system",
        )
        for file in sorted(TEXTS.glob("*.txt"))
        if file.stem not in there
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_published_texts_and_services_never_change")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
