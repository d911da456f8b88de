"""The first officers of an empty hall."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.permissions import has_permission
from citong.kernel.scopes import EVERYWHERE
from tests.factories.organisations import DivisionFactory

pytestmark = pytest.mark.django_db

WORDS = [
    "--letter-word",
    "鲤政务",
    "--short-name",
    "区行政服务中心",
    "--staff-number",
    "LC0001",
    "--staff-name",
    "Ana",
    "--security-number",
    "LC0002",
    "--security-name",
    "Ben",
]


@pytest.mark.parametrize(
    ("number", "line", "may", "may_not"),
    [
        ("LC0001", 0, identity.P.KEEP_ACCOUNTS, identity.P.GRANT_ROLES),
        ("LC0002", 1, identity.P.GRANT_ROLES, identity.P.KEEP_ACCOUNTS),
    ],
)
def test_the_first_two_officers_sign_in_with_the_passwords_shown_once(number, line, may, may_not):
    DivisionFactory()
    told = StringIO()

    call_command("open_administration", "--uscc", "11350502MB0000001K", *WORDS, stdout=told)

    password = told.getvalue().splitlines()[line].split("密码 ")[1].split("（")[0]
    account = identity.sign_in(number, password=password, at=timezone.now())
    actor = identity.actor_for(account, channel="desk", on=timezone.localdate())
    assert has_permission(actor, may, on=EVERYWHERE)
    assert not has_permission(actor, may_not)


def test_a_wrong_credit_code_opens_nothing():
    DivisionFactory()

    with pytest.raises(CommandError, match="部门信息有误"):
        call_command("open_administration", "--uscc", "11350502MB00000011", *WORDS)


def test_it_opens_once():
    DivisionFactory()
    call_command("open_administration", "--uscc", "11350502MB0000001K", *WORDS, stdout=StringIO())

    with pytest.raises(CommandError, match="已经有部门在用"):
        call_command("open_administration", "--uscc", "11350502MB0000001K", *WORDS)
