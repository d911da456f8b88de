"""Somebody who holds the telephone gets in: with a code instead of the password, or to set another password."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token, same
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ..facts import PasswordRecovered
from ..models import Account, PhoneChallenge
from ..rules import numbers as rules
from ..rules.codes import Purpose
from ..rules.means import Means
from .phone_codes import refused, tried, use
from .refusing import fault_of_password, refuse_faults
from .sessions import end_all


def sign_in_by_code(login: str, *, code: str, browser: str, at: datetime) -> Account:
    """Somebody shows that the telephone of an account is in their hands.

    It does not depend on wrong passwords: whoever is locked out by somebody else's guessing gets in like this.
    """
    challenge = tried(login, purpose=Purpose.SIGN_IN, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = _holder_of(challenge)
        use(challenge, at=at)
        Account.objects.filter(pk=account.pk).update(phone_proven_at=at)
        by = Actor(id=ref("account", account.pk), channel="sign_in")
        audit.record("identity.signed_in", subject=by.id, by=by, at=at, means=Means.PHONE_CODE)
    return Account.objects.joined().get(pk=account.pk)


def recover(login: str, *, id_number: str, code: str, browser: str, password: str, by: Actor, at: datetime) -> Account:
    """Somebody who lost the password, or never had one, sets it: with a code and the number of their document.

    All sessions end, and the holder is told, for the case that it was somebody else. Whether the code or the document
    was wrong is not said.
    """
    refuse_faults(password=fault_of_password(password))
    hashed = make_password(password)
    challenge = tried(login, purpose=Purpose.RECOVER, code=code, browser=browser, at=at)
    with transaction.atomic():
        account = _holder_of(challenge)
        known = account.person.id_number if account.person else ""
        if not same(known, rules.normal_number(id_number)):
            raise refused()
        use(challenge, at=at)
        Account.objects.filter(pk=account.pk).update(password=hashed, phone_proven_at=at)
        end_all(account.pk, by=by, at=at)
        audit.record("identity.password_recovered", subject=ref("account", account.pk), by=by, at=at)
        publish(PasswordRecovered(account_id=account.pk, occasion=new_token(size=12)))
    return Account.objects.joined().get(pk=account.pk)


def _holder_of(challenge: PhoneChallenge) -> Account:
    """The account that the code was sent for, locked; its telephone must still be the one that got the code."""
    found = Account.objects.select_for_update(of=("self",)).select_related("person")
    account = found.filter(login=challenge.subject, is_active=True, staff=None).first()
    if account is None or not challenge.phone or account.phone != challenge.phone:
        raise refused()
    return account
