"""Halls and windows close, posts end; a window's number is free again when the window has closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds when they ended."""

    dependencies = [("organisations", "0008_plain_values_are_gone")]

    operations = [
        migrations.AddField("hall", "closed_at", models.DateTimeField(null=True)),
        migrations.AddField("window", "closed_at", models.DateTimeField(null=True)),
        migrations.AddField("post", "ended_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "window",
            models.UniqueConstraint(
                fields=["hall", "number"],
                condition=models.Q(closed_at=None),
                name="one_open_window_per_number_in_a_hall",
            ),
        ),
        migrations.RemoveConstraint("window", "one_window_per_number_in_a_hall"),
    ]
