"""manage.py load_everyday_words: what people say, and what the catalogue calls it."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from citong.kernel.errors import InvalidInput

SHIPPED = Path(__file__).resolve().parents[2] / "seed" / "everyday_words.csv"


class Command(BaseCommand):
    """May be run again: what the hall has kept under the same words stays."""

    help = "Load everyday words from a CSV file (said, meant); without a file, the list that is shipped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *_args: Any, **options: Any) -> None:  # Any: Django passes parsed options untyped
        """Load and count, or name what is wrong."""
        with options["file"].open(encoding="utf-8-sig", newline="") as file:
            try:
                count = catalogue.take_in_everyday_words(csv.DictReader(file), by=SYSTEM, at=timezone.now())
            except InvalidInput as refused:
                lines = [f"{said}：{reason}" for said, reason in refused.faults.items()]
                raise CommandError("\n".join([refused.message, *lines])) from refused
        self.stdout.write(f"新增了 {count} 个日常说法。")
