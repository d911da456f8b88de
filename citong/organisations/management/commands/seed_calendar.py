"""manage.py seed_calendar: enter the working calendar as far as it is known."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from citong.kernel.actors import SYSTEM
from citong.organisations import facade as organisations


class Command(BaseCommand):
    """May be run again: years that are there stay as they are."""

    help = "Enter the working calendar from 2004 on; the coming year is an estimate until its notice is published."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Enter the years and count them."""
        added = organisations.seed_calendar(by=SYSTEM, at=timezone.now())
        self.stdout.write(f"录入了 {added} 年的工作日历。")
