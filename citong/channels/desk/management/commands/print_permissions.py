"""manage.py print_permissions: who may do what, as docs/permissions.md has it."""

from typing import Any

from django.core.management.base import BaseCommand

from citong.channels.desk.permission_tables import page


class Command(BaseCommand):
    """`python manage.py print_permissions > docs/permissions.md` renews the page."""

    help = "Print the tables of roles, permissions and screens."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print them."""
        self.stdout.write(page(), ending="")
