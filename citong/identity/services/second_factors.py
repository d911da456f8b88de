"""What is shown beside the password: codes of an authenticator, and codes on paper for the day when it is gone."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from citong.kernel import audit, limits
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ..errors import NoSuchFactor, NotYourAccount, SecondFactorNeeded, WrongCode
from ..facts import SecondFactorChanged
from ..models import Account, OneTimeSecret, Passkey, RecoveryCode, SignIn
from ..rules import one_time_codes, recovery
from ..rules.means import Means
from ..rules.permissions import P
from ..rules.senders import Sender
from .doorkeeping import OF_SECOND, refuse_while
from .permission import refuse_unless_somewhere
from .record import write_down
from .rows import locked
from .sealing import opened, sealed
from .sessions import end_all

NOWHERE = Sender()
# So long somebody may take to find an app and scan the picture.
_PATIENCE = timedelta(minutes=30)


@transaction.atomic
def begin_one_time_codes(account_id: int, *, by: Actor, at: datetime) -> str:
    """Somebody wants codes of an authenticator: a secret for it, which counts once its first code was right.

    Asked again soon, as by a page that is loaded anew, it is the same secret.
    """
    own_account(account_id, by=by)
    row = OneTimeSecret.objects.filter(account=account_id).first()
    if row is not None and row.confirmed_at is not None:
        raise SecondFactorNeeded("您已经有动态验证码了。", remedy="要换手机，请先停用原来的，再重新设置。")
    if row is not None and at - row.begun_at < _PATIENCE:
        return secret_of(row)
    OneTimeSecret.objects.filter(account=account_id).delete()
    secret = one_time_codes.new_secret()
    OneTimeSecret.objects.create(account_id=account_id, sealed=sealed(secret, place=_place(account_id)), begun_at=at)
    return secret


@transaction.atomic
def confirm_one_time_codes(account_id: int, *, code: str, by: Actor, at: datetime) -> None:
    """The authenticator's first code is right: from now on its codes are asked for."""
    own_account(account_id, by=by)
    row = OneTimeSecret.objects.filter(account=account_id, confirmed_at=None).first()
    if row is None:
        raise NoSuchFactor("请先扫描二维码，再输入验证码。")
    step = one_time_codes.step_of(one_time_codes.tidy_code(code), secret=secret_of(row), at=at)
    if step is None:
        raise _wrong()
    row.confirmed_at, row.last_step = at, step
    row.save(update_fields=["confirmed_at", "last_step"])
    factor_changed(account_id, "one_time_codes_added", by=by, at=at)


@transaction.atomic
def drop_one_time_codes(account_id: int, *, by: Actor, at: datetime) -> None:
    """Somebody gives up their authenticator."""
    account = own_account(account_id, by=by)
    refuse_the_last(account, left=Passkey.objects.filter(account=account_id).count(), at=at)
    deleted, _ = OneTimeSecret.objects.filter(account=account_id).delete()
    if not deleted:
        raise NoSuchFactor("您没有设置动态验证码。")
    factor_changed(account_id, "one_time_codes_dropped", by=by, at=at)


@transaction.atomic
def new_recovery_codes(account_id: int, *, by: Actor, at: datetime) -> list[str]:
    """Ten new codes on paper; those before them open nothing any more. They are told once."""
    own_account(account_id, by=by)
    codes = recovery.new_codes()
    RecoveryCode.objects.filter(account=account_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account_id=account_id, digest=_digest(code, account_id=account_id)) for code in codes
    )
    audit.record("identity.recovery_codes_made", subject=ref("account", account_id), by=by, at=at)
    return codes


def check_code(account_id: int, *, code: str, by: Actor, at: datetime, sender: Sender = NOWHERE) -> Means:
    """Somebody shows the second factor: six digits of an authenticator, or a code from paper. Each is good once."""
    with transaction.atomic():
        own_account(account_id, by=by)
        wait = limits.attempt(OF_SECOND, str(account_id), at=at)
    if wait:
        write_down(account_id, outcome=SignIn.Outcome.SLOWED, means=Means.ONE_TIME_CODE, sender=sender, at=at)
    refuse_while(wait)
    with transaction.atomic():
        means = _fitting(account_id, code, at=at)
        if means:
            limits.forgive(OF_SECOND, str(account_id))
            audit.record("identity.second_factor_shown", subject=by.id, by=by, at=at, means=means)
    if means is None:
        write_down(account_id, outcome=SignIn.Outcome.WRONG, means=Means.ONE_TIME_CODE, sender=sender, at=at)
        raise _wrong()
    return means


def _fitting(account_id: int, code: str, *, at: datetime) -> Means | None:
    if recovery.looks_like_one(code):
        unused = RecoveryCode.objects.filter(
            account=account_id, digest=_digest(code, account_id=account_id), used_at=None
        )
        return Means.RECOVERY_CODE if unused.update(used_at=at) else None
    row = OneTimeSecret.objects.filter(account=account_id, confirmed_at__isnull=False).first()
    step = row and one_time_codes.step_of(one_time_codes.tidy_code(code), secret=secret_of(row), at=at)
    if row is None or step is None:
        return None
    # Of two who show the same code at once, one is let in.
    taken = OneTimeSecret.objects.filter(pk=row.pk, last_step__lt=step).update(last_step=step)
    return Means.ONE_TIME_CODE if taken else None


@transaction.atomic
def clear_second_factors(account_id: int, *, by: Actor, at: datetime) -> None:
    """An administrator takes all second factors from somebody who has lost them, and who has come in person.

    Their sessions end, and they are told: at the next sign-in they set up new ones.
    """
    refuse_unless_somewhere(P.KEEP_ACCOUNTS, by=by)
    locked(account_id)
    for kind in (OneTimeSecret, Passkey, RecoveryCode):
        kind._default_manager.filter(account=account_id).delete()
    end_all(account_id, but="", by=by, at=at)
    factor_changed(account_id, "cleared", by=by, at=at)


def refuse_the_last(account: Account, *, left: int, at: datetime) -> None:
    """An official keeps at least one second factor."""
    demanded = settings.SECOND_FACTOR_FROM
    if account.staff_id is not None and demanded is not None and at.date() >= demanded and not left:
        raise SecondFactorNeeded("工作人员要有第二重验证，最后一个不能停用。", remedy="请先设置另一个，再停用这一个。")


def secret_of(row: OneTimeSecret) -> str:
    """The secret, opened."""
    return opened(bytes(row.sealed), place=_place(row.account_id))


def own_account(account_id: int, *, by: Actor) -> Account:
    """The account, locked, when it is the actor's own."""
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能管理自己的登录方式。")
    return locked(account_id)


def factor_changed(account_id: int, change: str, *, by: Actor, at: datetime) -> None:
    """Put on record, and tell, that an account is opened in another way than before."""
    subject = ref("account", account_id)
    audit.record("identity.second_factor_changed", subject=subject, by=by, at=at, change=change)
    publish(SecondFactorChanged(account_id=account_id, change=change, changed_at=at.isoformat()))


def _wrong() -> WrongCode:
    return WrongCode(
        "验证码不对，或者已经用过、过期了。",
        remedy="请等手机上显示下一个验证码再输。一直不对，请检查手机时间是不是自动校准的。",
    )


def _digest(code: str, *, account_id: int) -> str:
    return recovery.digest_of(code, account_id=account_id, key=settings.SECRET_KEY)


def _place(account_id: int) -> str:
    return f"identity_onetimesecret.sealed/{account_id}"
