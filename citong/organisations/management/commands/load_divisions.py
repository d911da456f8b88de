"""manage.py load_divisions: take over the official list of divisions."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from citong.kernel.actors import SYSTEM
from citong.kernel.errors import InvalidInput
from citong.organisations import facade as organisations

SHIPPED = Path(__file__).resolve().parents[2] / "seed" / "divisions.csv"


class Command(BaseCommand):
    """May be run again: known divisions are renamed and moved, none is removed."""

    help = "Load divisions from a CSV file (code, level, name, parent); without a file, the list that is shipped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load and count, or name each bad line."""
        with options["file"].open(encoding="utf-8-sig", newline="") as file:
            try:
                count = organisations.load_divisions(csv.DictReader(file), by=SYSTEM, at=timezone.now())
            except InvalidInput as refused:
                lines = [f"{line}：{reason}" for line, reason in refused.faults.items()]
                raise CommandError("\n".join([refused.message, *lines])) from refused
        self.stdout.write(f"导入了 {count} 个行政区划。")
