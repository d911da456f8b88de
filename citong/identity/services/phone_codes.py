"""Codes sent to telephones: asked for, tried, used once."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token, same
from citong.kernel.outbox import publish
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import CodeRefused, TooManyCodes
from ..facts import CodeAsked
from ..models import Account, PhoneChallenge
from ..queries.challenges import asked_before, derived_for, phones_of, sent_to
from ..rules import codes
from ..rules import numbers as rules
from ..rules.codes import Purpose
from .refusing import refuse_faults
from .rows import own

BY_LOGIN = frozenset({Purpose.SIGN_IN, Purpose.RECOVER})


@transaction.atomic
def ask_for_code(
    subject: str, *, purpose: Purpose, browser: str, sender: str, by: Actor, at: datetime
) -> PhoneChallenge:
    """Somebody wants a code on a telephone; it holds in their browser, for five minutes, once.

    To sign in or to recover, the subject is what they sign in with, and the code goes to the telephone of the account.
    Nobody learns whether there is one: known and unknown cost the same statements, are limited and answered alike.
    """
    subject = rules.normal_login(subject)
    refuse_faults(
        subject=None if purpose in BY_LOGIN else rules.check_mobile(subject), login=rules.check_login(subject)
    )
    sender = codes.digest_of("sender", sender)
    take_turns("identity.codes", subject)
    fault = codes.fault_of_asking(asked_before(subject, sender=sender, at=at), at=at)
    if fault:
        raise TooManyCodes(fault, remedy="没有收到的话，请看看手机信号和拦截的短信。")
    phone = next(iter(phones_of(subject)), "") if purpose in BY_LOGIN else subject
    is_full = sent_to(phone, at=at) >= codes.PER_PHONE_AND_DAY
    challenge = PhoneChallenge.objects.create(
        purpose=purpose,
        subject=subject,
        phone="" if is_full else phone,
        browser=codes.digest_of("browser", browser),
        sender=sender,
        salt=new_token(),
        asked_at=at,
    )
    audit.record("identity.code_asked", subject=ref("challenge", challenge.pk), by=by, at=at, purpose=purpose)
    publish(CodeAsked(challenge_id=challenge.pk))
    return challenge


def ask_to_confirm(account_id: int, *, browser: str, sender: str, by: Actor, at: datetime) -> PhoneChallenge:
    """A code goes to the number that is on the account, before something that matters."""
    account = own(account_id, by=by)
    return ask_for_code(account.phone, purpose=Purpose.CONFIRM, browser=browser, sender=sender, by=by, at=at)


def tried(subject: str, *, purpose: Purpose, code: str, browser: str, at: datetime) -> PhoneChallenge:
    """The challenge that this code answers; the try is counted and stored before the code is looked at.

    The code is not used up yet: `use` does that, together with what it was for.
    """
    challenge = _counted(rules.normal_login(subject), purpose=purpose, browser=browser, at=at)
    wanted = derived_for(challenge) if challenge else "-" * codes.DIGITS
    if not same(wanted, rules.normal_number(code)[: codes.DIGITS + 1]) or challenge is None:
        raise refused()
    return challenge


@transaction.atomic
def _counted(subject: str, *, purpose: Purpose, browser: str, at: datetime) -> PhoneChallenge | None:
    found = PhoneChallenge.objects.select_for_update(of=("self",)).filter(
        subject=subject, purpose=purpose, browser=codes.digest_of("browser", browser)
    )
    challenge = found.order_by("-asked_at", "-pk").first()
    if challenge is None or codes.is_stale(challenge.asked_at, at=at):
        return None
    if challenge.used_at is not None or challenge.tries >= codes.TRIES:
        return None
    challenge.tries += 1
    challenge.save(update_fields=["tries"])
    return challenge


def use(challenge: PhoneChallenge, *, at: datetime) -> None:
    """The code is worth nothing from now on; of two who use it at once, one succeeds."""
    if not PhoneChallenge.objects.filter(pk=challenge.pk, used_at=None).update(used_at=at):
        raise refused()


def refused() -> CodeRefused:
    """One refusal for all reasons."""
    return CodeRefused(
        "验证码没有对上。",
        faults={"code": "验证码不对，或者已经过期、用过了。"},
        remedy=f"请看最新的一条短信。一个验证码 5 分钟内有效，最多输 {codes.TRIES} 次；不行就重新要一个。",
    )


@transaction.atomic
def forget_old_codes(*, by: Actor, at: datetime) -> int:
    """Who asked for codes, and which number an account had before, is kept while abuse is looked into, no longer."""
    gone, _ = PhoneChallenge.objects.filter(asked_at__lt=at - codes.KEPT).delete()
    told = Account.objects.filter(phone_proven_at__lt=at - codes.KEPT).exclude(former_phone=None)
    gone += told.update(former_phone=None)
    if gone:
        audit.record("identity.codes_forgotten", subject="identity", by=by, at=at, count=gone)
    return gone
