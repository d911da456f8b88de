"""manage.py open_administration: the first department of an empty hall, and the first two officers in it."""

from argparse import ArgumentParser
from datetime import datetime
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
    ("officer", "综合岗", "general"),
)
OFFICERS = {"staff": "system_administrator", "security": "security_administrator"}


class Command(BaseCommand):
    """Everything else is then done at the desk: the system administrator opens departments and accounts, the security
    administrator grants roles. They are two people from the first day on. Refuses when the department is there already.
    """

    help = "Open the first department of an empty hall, with two officers whose passwords are shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which body keeps the hall, and who its first two officers are."""
        parser.add_argument("--uscc", required=True, help="unified social credit code of the body that keeps the hall")
        parser.add_argument("--letter-word", required=True, help="its word in letter numbers, such as 鲤政务")
        parser.add_argument("--short-name", required=True, help="its name in lists, such as 区行政服务中心")
        parser.add_argument("--staff-number", required=True, help="the system administrator's staff number: the login")
        parser.add_argument("--staff-name", required=True, help="the system administrator's name")
        parser.add_argument("--security-number", required=True, help="the security administrator's staff number")
        parser.add_argument("--security-name", required=True, help="the security administrator's name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open it, and show the passwords."""
        passwords = {who: new_token(size=12) for who in OFFICERS}
        try:
            self._open(options, passwords=passwords)
        except InvalidInput as refused:
            raise CommandError("\n".join([refused.message, *refused.faults.values()])) from refused
        except Refusal as refused:
            raise CommandError(refused.message) from refused
        for who, role in OFFICERS.items():
            name, login = identity.ROLES[role].name, options[f"{who}_number"]
            self.stdout.write(f"{name}已开通。登录名 {login}，密码 {passwords[who]}（只显示这一次，请尽快修改）")

    @transaction.atomic
    def _open(self, options: dict[str, Any], *, passwords: dict[str, str]) -> None:
        now = timezone.now()
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
            valid_from=timezone.localdate(now),
            by=SYSTEM,
            at=now,
        )
        posts = {
            code: organisations.create_post(keeper.pk, code=code, name=name, duty=duty, by=SYSTEM, at=now)
            for code, name, duty in POSTS
        }
        for who, role in OFFICERS.items():
            said = {"number": options[f"{who}_number"], "name": options[f"{who}_name"], "password": passwords[who]}
            _open_officer(keeper.pk, post_id=posts["officer"].pk, role=role, at=now, **said)


def _open_officer(
    department_id: int, *, post_id: int, role: str, number: str, name: str, password: str, at: datetime
) -> None:
    staff = organisations.appoint(
        number,
        name=name,
        department_id=department_id,
        post_ids=[post_id],
        valid_from=timezone.localdate(at),
        by=SYSTEM,
        at=at,
    )
    account = identity.open_staff_account(staff.pk, login=number, password=password, by=SYSTEM, at=at)
    identity.grant_role(account.pk, role=role, terms=identity.Terms(), reason="大厅启用", by=SYSTEM, at=at)
