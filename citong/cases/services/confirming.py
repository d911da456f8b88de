"""What is decided and issued is confirmed with a certificate (Electronic Signature Law, arts 13 and 14)."""

from datetime import datetime

from django.conf import settings

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import SignatureMissing
from ..models import Case


def confirmed(
    case: Case, signed: identity.Signed | None, *, what: str, words: str, by: Actor, at: datetime
) -> identity.Signature | None:
    """The signature over these very words; none where a hall asks for none, or nobody sits at the desk.

    `what` is done, as the refusal calls it where the signature is missing.
    """
    if signed is not None:
        return identity.take_signature(signed, act=words, subject=ref("case", case.pk), by=by, at=at)
    if settings.CONFIRM_BY_SIGNATURE == "required" and by.channel == "desk":
        raise SignatureMissing(f"{what}要用您的数字证书签名确认。", remedy="请点“签名并…”，用发给您的证书签名。")
    return None
