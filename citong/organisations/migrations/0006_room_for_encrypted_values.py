"""Room for encrypted values beside the plain ones. The program of before goes on as it was."""

from django.db import migrations, models

COLUMNS = [
    ("organisations_staff", "phone"),
]


def _guards(table: str, plain: str) -> tuple[str, str]:
    """While both columns are there, a plain value that is written anew makes the encrypted one be filled again."""
    name = f"{table}_{plain}_sealed"
    guard = f"""
        create function {name}() returns trigger language plpgsql as $$
        begin
            if new.{plain} is distinct from old.{plain} then new.{plain}_sealed := null; end if;
            return new;
        end $$;
        create trigger {name} before update on {table} for each row execute function {name}();
    """
    return guard, f"drop trigger {name} on {table}; drop function {name}();"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_general_posts"), ("kernel", "0005_keys")]

    operations = [
        migrations.AddField("staff", "phone_sealed", models.BinaryField(null=True)),
        *(migrations.RunSQL(*_guards(table, plain)) for table, plain in COLUMNS),
    ]
