"""manage.py encrypt_column: what migrations call when a plain column becomes an encrypted one, or back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from citong.kernel import sealing


class Command(BaseCommand):
    """Fill an encrypted column from the plain one beside it; may be broken off and begun again."""

    help = "For migrations: fill an encrypted column from the plain one beside it, or with --back the other way."

    def add_arguments(self, parser: CommandParser) -> None:
        """The table, both columns, and the name under which values are bound."""
        parser.add_argument("table")
        parser.add_argument("plain")
        parser.add_argument("sealed")
        parser.add_argument("place", help="table.column, as the program will know it")
        parser.add_argument("--searchable", action="store_true")
        parser.add_argument("--json", action="store_true", dest="is_json")
        parser.add_argument("--back", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill it, and say how many rows there were."""
        move = sealing.Move(
            options["table"],
            options["plain"],
            options["sealed"],
            options["place"],
            searchable=options["searchable"],
            is_json=options["is_json"],
        )
        count = sealing.decrypt(move) if options["back"] else sealing.encrypt(move)
        if count:
            self.stdout.write(f"{move.place}: {count} rows")
