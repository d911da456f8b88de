"""What may be a password, and how it is kept."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test.utils import override_settings

from citong.identity.services.refusing import fault_of_password
from tests.factories.identity import AccountFactory

HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.mark.parametrize(
    ("password", "is_good"),
    [("x" * 7 + "y", True), ("刺" * 64, True), ("桐" * 128, True), ("xy" * 65, False), ("xy9-zt7", False)],
    ids=["eight", "sixty-four", "a hundred and twenty-eight", "more", "seven"],
)
def test_a_password_may_be_long_and_not_endless(password, is_good):
    assert (fault_of_password(password) is None) is is_good


@pytest.mark.django_db
def test_every_character_of_a_password_counts():
    account = AccountFactory()
    account.set_password("刺桐" * 60 + "a")

    assert account.check_password("刺桐" * 60 + "a")
    assert not account.check_password("刺桐" * 60 + "b")
    assert not account.check_password("刺桐" * 60)


@pytest.mark.parametrize("password", ["  a  刺  9  z ", "刺桐花开满城红啊", "🌺🌺🌺🌺🌺🌺🌺🌺", "q\tw\te\tr\tt\t"])
def test_any_character_is_allowed(password):
    assert fault_of_password(password) is None


@pytest.mark.parametrize("password", ["password", "qwertyuiop", "iloveyou1", "letmein1"])
def test_a_password_that_everybody_has_is_refused(password):
    assert fault_of_password(password) == "这个密码太常见，容易被人猜到，请换一个。"


@pytest.mark.parametrize("password", ["刺桐花开满城红啊", "plainwordsonly", "ONLYCAPITALS", "!!!!----!!!!"])
def test_no_kind_of_character_is_demanded(password):
    assert fault_of_password(password) is None


def test_a_password_is_kept_salted_and_slowly_hashed():
    # The settings as they are, which tests otherwise make quick.
    shipped = (settings.BASE_DIR / "config" / "settings.py").read_text(encoding="utf-8")
    with override_settings(PASSWORD_HASHERS=HASHERS):
        first, second = make_password("same"), make_password("same")

    name, rounds, salt, _ = first.split("$")
    assert HASHERS[0] in shipped
    assert (name, first != second) == ("pbkdf2_sha256", True)
    assert int(rounds) >= 600_000
    assert len(re.sub(r"\W", "", salt)) * 5 >= 32
