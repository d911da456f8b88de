"""What people do at the door, for the tests of its screens."""

import re

from django.test import Client
from django.utils import timezone

from citong.identity import facade as identity
from citong.identity.rules import one_time_codes
from citong.kernel.actors import Actor

PASSWORD = "correct horse"


def with_password(account):
    """The account, with a password that is known."""
    account.set_password(PASSWORD)
    account.save()
    return account


def signed_in(account, **headers):
    """A browser that has come in by the door, with a password."""
    client = Client(headers=headers)
    client.post("/sign-in/", {"login": account.login, "password": PASSWORD})
    return client


def secret_on(page):
    """The secret that a page shows for typing."""
    return re.search(r"<code class=\"num\">([A-Z2-7 ]+)</code>", page.content.decode())[1].replace(" ", "")


def code_now(secret, *, at):
    """What an authenticator with this secret shows."""
    return one_time_codes.code_at(one_time_codes.step_at(at), secret=secret)


def with_authenticator(account, *, at=None):
    """The secret of the authenticator that the account has from now on."""
    by, at = Actor(id=f"account:{account.pk}", channel="sign_in"), at or timezone.now()
    secret = identity.begin_one_time_codes(account.pk, by=by, at=at)
    identity.confirm_one_time_codes(account.pk, code=code_now(secret, at=at), by=by, at=at)
    return secret
