"""Somebody signs a text that was made for them: to enter, or to confirm what they are about to do."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token, x509
from citong.kernel.refs import id_of, ref

from ..errors import SignatureRefused, SignInRefused
from ..models import Account, Certificate, Challenge, Signature, SignIn
from ..queries.certificates import chain_of, holder_of
from ..rules import certificates as rules
from ..rules.means import Means
from ..rules.senders import Sender
from .assurance import prove_by_certificate
from .doorkeeping import Try, counted_by_key, forgiven, refuse_while
from .record import write_down

NOWHERE = Sender()
NOT_IN = "没有登录成功：签名、证书或者账号对不上。"
AGAIN = "请重新打开登录页，再签一次。验证码五分钟内有效，只能用一次。"
SIGN_AGAIN = "请重新打开这一步，看清内容再签。验证码五分钟内有效，只能用一次。"


@dataclass(frozen=True)
class Signed:
    """What comes back from somebody who was asked to sign: which text, with which certificate, and the signature."""

    code: str
    certificate: bytes = field(repr=False)
    signature: bytes = field(repr=False)


@transaction.atomic
def ask_to_sign_in(*, session: str, origin: str, at: datetime) -> Challenge:
    """A text for whoever wants to enter from this browser, at this address."""
    code = new_token()
    return Challenge.objects.create(
        code=code,
        purpose=Challenge.Purpose.SIGN_IN,
        session=session,
        text=rules.sign_in_text(origin=origin, code=code, at=at),
        asked_at=at,
        expires_at=at + rules.CHALLENGE_LASTS,
    )


def sign_in_by_certificate(signed: Signed, *, session: str, sender: Sender = NOWHERE, at: datetime) -> Account:
    """Somebody enters by their certificate. The text is used up by the try, whatever comes of it.

    Tries are counted as they are with passwords, and stand in the book at the door.
    """
    with transaction.atomic():
        this, wait = counted_by_key(signed.certificate, sender=sender, at=at)
    if wait:
        write_down(_shown(signed), outcome=SignIn.Outcome.SLOWED, means=Means.CERTIFICATE, sender=sender, at=at)
    refuse_while(wait)
    try:
        text = _used_up(signed.code, session=session, at=at)
        return _let_in(signed, text, this=this, at=at)
    except SignInRefused:
        write_down(_shown(signed), outcome=SignIn.Outcome.WRONG, means=Means.CERTIFICATE, sender=sender, at=at)
        raise


@transaction.atomic
def _let_in(signed: Signed, text: str, *, this: Try, at: datetime) -> Account:
    held, anchor = _proven(signed, text, refusal=SignInRefused, at=at)
    account = holder_of(held, anchor=anchor)
    if account is None:
        raise SignInRefused(NOT_IN, remedy=AGAIN)
    holder = Actor(id=ref("account", account.pk), channel="sign_in")
    if account.staff_id is None:
        prove_by_certificate(account.pk, held, by=holder, at=at)
    forgiven(this)
    audit.record("identity.signed_in", subject=holder.id, by=holder, at=at, certificate=held.fingerprint)
    return Account.objects.joined().get(pk=account.pk)


def _shown(signed: Signed) -> int | None:
    """In whose book it stands that this certificate was shown in vain."""
    try:
        shown = signed_certificate(signed)
    except x509.NotACertificate:
        return None
    return Certificate.objects.filter(fingerprint=shown.fingerprint).values_list("account", flat=True).first()


@transaction.atomic
def ask_to_sign(act: str, *, subject: str, session: str, by: Actor, at: datetime) -> Challenge:
    """A text by which somebody confirms what they are about to do; `act` are the words for it."""
    code = new_token()
    return Challenge.objects.create(
        code=code,
        purpose=Challenge.Purpose.CONFIRM,
        session=session,
        account_id=id_of("account", by.id),
        subject=subject,
        text=rules.confirmation_text(act, code=code, at=at),
        asked_at=at,
        expires_at=at + rules.CHALLENGE_LASTS,
    )


@transaction.atomic
def take_signature(signed: Signed, *, act: str, subject: str, by: Actor, at: datetime) -> Signature:
    """Keep the signature of whoever acts over exactly these words; called by the verb that it confirms.

    If the verb refuses afterwards, nothing is kept and the same signature may be shown again, in its five minutes.
    """
    challenge = (
        Challenge.objects.select_for_update(of=("self",))
        .filter(code=signed.code, purpose=Challenge.Purpose.CONFIRM, used_at=None, expires_at__gt=at)
        .first()
    )
    if challenge is None or (ref("account", challenge.account_id or 0), challenge.subject) != (by.id, subject):
        raise SignatureRefused("这份签名过了时间、已经用过，或者不是为这件事签的。", remedy=SIGN_AGAIN)
    if challenge.text != rules.confirmation_text(act, code=challenge.code, at=challenge.asked_at):
        raise SignatureRefused("签名以后内容改过了，签名不再作数。", remedy=SIGN_AGAIN)
    chain = _proven(signed, challenge.text, refusal=SignatureRefused, at=at)
    account = holder_of(chain[0], anchor=chain[-1])
    if account is None or account.pk != challenge.account_id:
        raise SignatureRefused("这张证书不是您本人的。", remedy="请用发给您本人的证书签名。")
    challenge.used_at = at
    challenge.save(update_fields=["used_at"])
    signature = Signature.objects.create(
        account=account,
        challenge=challenge,
        subject=subject,
        text=challenge.text,
        certificate=signed_certificate(signed).content,
        fingerprint=chain[0].fingerprint,
        content=signed.signature,
        signed_at=at,
    )
    audit.record("identity.confirmed", subject=subject, by=by, at=at, signature=signature.pk)
    return signature


@transaction.atomic
def forget_old_challenges(*, by: Actor, at: datetime) -> int:
    """Texts are of no use after their time, unless a kept signature is over them; returns how many went."""
    kept = Q(purpose=Challenge.Purpose.CONFIRM, used_at__isnull=False)
    gone, _ = Challenge.objects.filter(~kept, expires_at__lte=at - rules.CHALLENGE_LASTS).delete()
    if gone:
        audit.record("identity.challenges_forgotten", subject="challenge:*", by=by, at=at, count=gone)
    return gone


def signed_certificate(signed: Signed) -> x509.Certificate:
    """The certificate that was shown."""
    return x509.Certificate.from_text(signed.certificate)


@transaction.atomic
def _used_up(code: str, *, session: str, at: datetime) -> str:
    """The text with this code; nobody uses it again."""
    waiting = Challenge.objects.filter(code=code, purpose=Challenge.Purpose.SIGN_IN, session=session, used_at=None)
    if not session or not waiting.filter(expires_at__gt=at).update(used_at=at):
        raise SignInRefused("没有登录成功：验证码过了时间，或者已经用过。", remedy=AGAIN)
    return Challenge.objects.get(code=code).text


def _proven(
    signed: Signed, text: str, *, refusal: type[SignInRefused] | type[SignatureRefused], at: datetime
) -> tuple[x509.Certificate, x509.Certificate]:
    """Holder's and anchor's certificate, once the key has signed the text and the chain holds.

    The signature is looked at first: only whoever has the key learns what is wrong with the certificate.
    """
    try:
        held = signed_certificate(signed)
        if not x509.signature_fits(held.public_key, text.encode(), signed.signature):
            raise refusal(NOT_IN if refusal is SignInRefused else "签名对不上。", remedy=AGAIN)
        chain = chain_of(held, at=at)
    except (x509.NotACertificate, x509.UnfitKey) as fault:
        raise refusal("这不是能用的证书。", remedy="请选择本大厅认可的机构发的证书。") from fault
    except x509.CertificateRefused as fault:
        raise refusal(rules.words_for(fault.fault), remedy="请联系发证的单位。") from fault
    return chain[0], chain[-1]
