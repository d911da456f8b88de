"""Passkeys: keys that never leave a telephone or computer, opened by finger, face or number. Nothing to be phished.

What a channel remembers between question and answer (`state`) is good for one answer; it forgets it before it asks us.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import keyed_digest
from citong.kernel.refs import ref

from ..adapters import webauthn
from ..adapters.webauthn import Json, Place
from ..errors import NoSuchFactor, PasskeyRefused
from ..models import Account, OneTimeSecret, Passkey, SignIn
from ..queries.accounts import display_name
from ..rules.means import Means
from ..rules.senders import Sender
from .record import write_down
from .second_factors import factor_changed, own_account, refuse_the_last

NOWHERE = Sender()
_MOST = 10
_LONGEST_NAME = 60


def passkey_asked_for(account: Account, *, place: Place) -> tuple[Json, Json]:
    """What a browser is asked to make a passkey for this account, and what to remember until it answers."""
    return webauthn.creation(
        place,
        user=keyed_digest(settings.SECRET_KEY.encode(), f"passkey/{account.pk}".encode()),
        login=account.login,
        name=display_name(account),
        known=_known(account.pk),
    )


@transaction.atomic
def add_passkey(
    account_id: int, *, place: Place, state: Json, answer: Json, name: str, by: Actor, at: datetime
) -> Passkey:
    """Somebody may sign in with this key from now on."""
    own_account(account_id, by=by)
    if Passkey.objects.filter(account=account_id).count() >= _MOST:
        raise PasskeyRefused(f"一个账号最多 {_MOST} 个通行密钥。", remedy="请先删除不用的，再添加。")
    try:
        made = webauthn.made(place, state=state, answer=answer)
        with transaction.atomic():
            passkey = Passkey.objects.create(
                account_id=account_id,
                credential_id=made.credential_id,
                credential=made.credential,
                sign_count=made.sign_count,
                name=name[:_LONGEST_NAME],
                added_at=at,
            )
    except (webauthn.NotProven, IntegrityError) as fault:
        raise _refused() from fault
    factor_changed(account_id, "passkey_added", by=by, at=at)
    return passkey


def passkey_question(account_id: int | None, *, place: Place) -> tuple[Json, Json]:
    """What a browser is asked to show a passkey: one of this account, or, of nobody yet, whichever there is."""
    return webauthn.question(place, known=None if account_id is None else _known(account_id))


def use_passkey(*, place: Place, state: Json, answer: Json, at: datetime, sender: Sender = NOWHERE) -> Account:
    """Somebody shows a passkey; the account that it belongs to.

    An authenticator that counts only counts upwards: one that does not is a copy, and is not let in (WebAuthn § 6.1.1).
    """
    with transaction.atomic():
        passkey = _named(answer)
        count = _counted(passkey, place=place, state=state, answer=answer) if passkey else None
        if passkey is not None and count is not None:
            passkey.sign_count, passkey.used_at = count, at
            passkey.save(update_fields=["sign_count", "used_at"])
            subject = ref("account", passkey.account_id)
            holder = Actor(id=subject, channel="sign_in")
            audit.record("identity.passkey_used", subject=subject, by=holder, at=at, passkey=passkey.pk)
    if passkey is None or count is None:
        known = passkey.account_id if passkey else None
        write_down(known, outcome=SignIn.Outcome.WRONG, means=Means.PASSKEY, sender=sender, at=at)
        raise _refused()
    return Account.objects.joined().get(pk=passkey.account_id)


def _named(answer: Json) -> Passkey | None:
    try:
        named = webauthn.named_in(answer)
    except webauthn.NotProven:
        return None
    found = Passkey.objects.select_for_update(of=("self",)).filter(credential_id=named, account__is_active=True)
    return found.order_by("pk").first()


def _counted(passkey: Passkey, *, place: Place, state: Json, answer: Json) -> int | None:
    try:
        count = webauthn.counted(place, state=state, credential=bytes(passkey.credential), answer=answer)
    except webauthn.NotProven:
        return None
    counts = count or passkey.sign_count
    return None if counts and count <= passkey.sign_count else count


@transaction.atomic
def drop_passkey(passkey_id: int, *, by: Actor, at: datetime) -> None:
    """Somebody gives up one of their passkeys."""
    passkey = Passkey.objects.filter(pk=passkey_id).first()
    if passkey is None or ref("account", passkey.account_id) != by.id:
        raise NoSuchFactor("找不到这个通行密钥。")
    account = own_account(passkey.account_id, by=by)
    others = Passkey.objects.filter(account=account).exclude(pk=passkey_id).count()
    codes = OneTimeSecret.objects.filter(account=account, confirmed_at__isnull=False).count()
    refuse_the_last(account, left=others + codes, at=at)
    passkey.delete()
    factor_changed(account.pk, "passkey_dropped", by=by, at=at)


def _known(account_id: int) -> Sequence[bytes]:
    found = Passkey.objects.filter(account=account_id).order_by("pk").values_list("credential_id", flat=True)
    return [bytes(each) for each in found]


def _refused() -> PasskeyRefused:
    return PasskeyRefused("通行密钥没有通过验证。", remedy="请再试一次，或者换一种登录方式。")
