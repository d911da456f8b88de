"""The first administrator of an empty hall."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from citong.identity import facade as identity
from tests.factories.organisations import DivisionFactory

pytestmark = pytest.mark.django_db

WORDS = ["--letter-word", "鲤政务", "--short-name", "区行政服务中心", "--staff-number", "LC0001", "--staff-name", "Ana"]


def test_the_first_administrator_can_sign_in_with_the_password_shown_once():
    DivisionFactory()
    told = StringIO()

    call_command("open_administration", "--uscc", "11350502MB0000001K", *WORDS, stdout=told)

    password = told.getvalue().split("密码 ")[1].split("（")[0]
    account = identity.sign_in("LC0001", password=password, at=timezone.now())
    actor = identity.actor_for(account, channel="desk", on=timezone.localdate())
    assert "administration" in actor.duties


def test_a_wrong_credit_code_opens_nothing():
    DivisionFactory()

    with pytest.raises(CommandError, match="部门信息有误"):
        call_command("open_administration", "--uscc", "11350502MB00000011", *WORDS)


def test_it_opens_once():
    DivisionFactory()
    call_command("open_administration", "--uscc", "11350502MB0000001K", *WORDS, stdout=StringIO())

    with pytest.raises(CommandError, match="已经有部门在用"):
        call_command("open_administration", "--uscc", "11350502MB0000001K", *WORDS)
