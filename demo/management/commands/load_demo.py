"""manage.py load_demo: fill the hall with its demonstration."""

import unicodedata
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from demo.loading.accounts import CITIZENS, COMPANIES, OFFICIALS, PASSWORD, token_file
from demo.loading.steps import LOADER, OPENED_AT, load

BAR = 24
HEADING = ("角色", "姓名", "登录名", "密码", "可以试试")


class Command(BaseCommand):
    """May be run again: what is there stays as it is."""

    help = "Load departments, items and accounts of the demonstration; with --accounts, print the accounts only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The accounts."""
        parser.add_argument("--accounts", action="store_true", help="print who can sign in, and load nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, or print."""
        if not options["accounts"]:
            load(by=LOADER, at=OPENED_AT, progress=self._show)
        self._print_accounts()

    def _show(self, step: str, done: int, total: int) -> None:
        if self.stdout.isatty():
            filled = BAR * done // total
            bar = "█" * filled + "░" * (BAR - filled)
            self.stdout.write(f"\r{_padded(step, 20)} {bar} {done}/{total} ", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(f"{step}：{total}")

    def _print_accounts(self) -> None:
        holders = (*CITIZENS, *COMPANIES, *OFFICIALS)
        rows = [HEADING, *((each.role, each.name, each.login, PASSWORD, each.hint) for each in holders)]
        widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADING))]
        for row in rows:
            self.stdout.write(_line(row, widths))
        self.stdout.write(f"开放接口的令牌在文件 {token_file()} 里。")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _padded(words: str, width: int) -> str:
    return words + " " * (width - _width(words))


def _width(words: str) -> int:
    """In columns of a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
