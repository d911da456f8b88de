"""Whoever relies on one of our certificates asks how it stands (OCSP), and is answered at once, signed."""

from datetime import datetime

from citong.kernel.crypto import x509

from ..lifecycle import CertificateState
from ..models import Authority, Certificate
from ..rules import certificates as rules
from .authorities import certificate_of, revocation_of, signer_of


def status_of(asked: bytes, *, at: datetime) -> bytes:
    """The answer to a request; one about others' certificates, or that cannot be read, is answered without a status."""
    try:
        request = x509.StatusRequest.from_der(asked)
    except x509.NotACertificate:
        return x509.status_refusal(x509.StatusAnswer.MALFORMED)
    for authority in Authority.objects.order_by("pk"):
        if request.is_about(certificate_of(authority)):
            return _answer(authority, request, at=at)
    return x509.status_refusal(x509.StatusAnswer.NOT_OURS)


def _answer(authority: Authority, request: x509.StatusRequest, *, at: datetime) -> bytes:
    row = Certificate.objects.filter(authority=authority, serial=f"{request.serial:x}").first()
    is_own_issuer = row is None and any(
        certificate_of(one).serial == request.serial for one in Authority.objects.filter(parent=authority)
    )
    is_stood_by = row is None or row.state == CertificateState.VALID
    return x509.status_answer(
        request,
        is_known=row is not None or is_own_issuer,
        revoked=None if is_stood_by or row is None else revocation_of(row),
        at=at,
        next_at=at + rules.STATUS_HOLDS,
        signer=signer_of(authority),
    )
