"""The first text of the letter by which a reviewing post asks the applicant for something more."""

from pathlib import Path

from django.db import migrations
from django.utils import timezone

# Never edited: letters of version 1 are printed from it. A better text is a new version.
TEXT = Path(__file__).parents[1] / "seed" / "added_templates" / "addition.txt"


def enter(apps, schema_editor):
    """Enter the text, unless the hall has one of its own."""
    template = apps.get_model("documents", "Template")
    if template.objects.filter(kind=TEXT.stem, version=1).exists():
        return
    now = timezone.now()
    template.objects.create(
        kind=TEXT.stem,
        version=1,
        body=TEXT.read_text(encoding="utf-8"),
        note="随系统提供",
        status="published",
        created_at=now,
        created_by="system",
        published_at=now,
        published_by="system",
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_reviews_ask_for_additions")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
