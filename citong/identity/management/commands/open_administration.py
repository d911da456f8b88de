"""manage.py open_administration: the first department of an empty hall, and the first administrator in it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from citong.kernel.crypto import new_token
from citong.kernel.errors import InvalidInput, Refusal
from citong.organisations import facade as organisations

POSTS = (
    ("window", "综合窗口岗", "window"),
    ("admin", "管理岗", "administration"),
    ("supervise", "监督岗", "supervision"),
)


class Command(BaseCommand):
    """Everything else is then done at the desk by the administrator; refuses when the department is there already."""

    help = "Open the first department of an empty hall, with an administrator whose password is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which body keeps the hall, and who administers it."""
        parser.add_argument("--uscc", required=True, help="unified social credit code of the body that keeps the hall")
        parser.add_argument("--letter-word", required=True, help="its word in letter numbers, such as 鲤政务")
        parser.add_argument("--short-name", required=True, help="its name in lists, such as 区行政服务中心")
        parser.add_argument("--staff-number", required=True, help="the administrator's staff number: the login")
        parser.add_argument("--staff-name", required=True, help="the administrator's name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open it, and show the password."""
        password = new_token(size=12)
        try:
            self._open(options, password=password)
        except InvalidInput as refused:
            raise CommandError("\n".join([refused.message, *refused.faults.values()])) from refused
        except Refusal as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(
            f"管理员已开通。登录名 {options['staff_number']}，密码 {password}（只显示这一次，请尽快修改）"
        )

    @transaction.atomic
    def _open(self, options: dict[str, Any], *, password: str) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        keeper = organisations.establish_department(
            code="centre",
            uscc=options["uscc"],
            name=settings.HALL_KEEPER,
            short_name=options["short_name"],
            letter_word=options["letter_word"],
            kind="centre",
            division=settings.HALL_DIVISION,
            phone="",
            supervision_phone="12345",
            valid_from=today,
            by=SYSTEM,
            at=now,
        )
        posts = [
            organisations.create_post(keeper.pk, code=code, name=name, duty=duty, by=SYSTEM, at=now)
            for code, name, duty in POSTS
        ]
        administrator = organisations.appoint(
            options["staff_number"],
            name=options["staff_name"],
            department_id=keeper.pk,
            post_ids=[post.pk for post in posts],
            valid_from=today,
            by=SYSTEM,
            at=now,
        )
        identity.open_staff_account(
            administrator.pk, login=options["staff_number"], password=password, by=SYSTEM, at=now
        )
