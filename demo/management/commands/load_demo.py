"""manage.py load_demo: fill the hall with its demonstration."""

from argparse import ArgumentParser
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from demo.loading.accounts import CITIZENS, COMPANIES, OFFICIALS, PASSWORD, token_file
from demo.loading.bars import Bar, padded, width_of
from demo.loading.steps import LOADER, OPENED_AT, load
from demo.simulator.office import load_office_work
from demo.simulator.opening import load_cases

HEADING = ("角色", "姓名", "登录名", "密码", "可以试试")


class Command(BaseCommand):
    """May be run again: what is there stays as it is."""

    help = "Load the demonstration, up to its first cases; with --accounts, print the accounts only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The accounts."""
        parser.add_argument("--accounts", action="store_true", help="print who can sign in, and load nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, or print."""
        if options["accounts"]:
            self._print_accounts()
        else:
            load(by=LOADER, at=OPENED_AT, progress=self._show)
            load_cases(at=timezone.now(), progress=partial(self._show, "办件"))
            load_office_work(at=timezone.now())

    def _show(self, step: str, done: int, total: int) -> None:
        Bar(self.stdout, step).show(done, total)

    def _print_accounts(self) -> None:
        holders = (*CITIZENS, *COMPANIES, *OFFICIALS)
        rows = [HEADING, *((each.role, each.name, each.login, PASSWORD, each.hint) for each in holders)]
        widths = [max(width_of(row[column]) for row in rows) for column in range(len(HEADING))]
        for row in rows:
            self.stdout.write(_line(row, widths))
        self.stdout.write(f"开放接口的令牌在文件 {token_file()} 里。")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
