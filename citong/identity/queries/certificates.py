"""Questions about certificates: which there are, whether one is believed, and whose it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.x509.oid import NameOID
from django.db.models import QuerySet

from citong.kernel.crypto import sm3_hex, x509

from ..errors import NoSuchCertificate
from ..lifecycle import CertificateState
from ..models import Account, Anchor, Authority, Certificate, ForeignList, Signature

PURPOSE = x509.Purpose()
NEAR = timedelta(days=30)
_STANDINGS = {
    CertificateState.VALID: x509.Standing.GOOD,
    CertificateState.SUSPENDED: x509.Standing.SUSPENDED,
    CertificateState.REVOKED: x509.Standing.REVOKED,
}


def authorities() -> QuerySet[Authority]:
    """The hall's own roots and issuers, the root first."""
    return Authority.objects.order_by("scheme", "-role")


def authority(authority_id: int) -> Authority:
    """One of them."""
    found = Authority.objects.filter(pk=authority_id).first()
    if found is None:
        raise NoSuchCertificate("找不到这个证书机构。")
    return found


def certificates() -> QuerySet[Certificate]:
    """Every certificate that was issued here, with its holder, the last first."""
    joined = ("account__staff__department", "account__enterprise", "account__person")
    return Certificate.objects.select_related(*joined).order_by("-issued_at", "-pk")


def certificate(certificate_id: int) -> Certificate:
    """One of them, with its holder."""
    found = certificates().filter(pk=certificate_id).first()
    if found is None:
        raise NoSuchCertificate("找不到这张证书。")
    return found


def staff_with_certificates() -> list[int]:
    """Members of staff who could sign with one of ours today, by staff id; for the job that looks who has left."""
    held = Certificate.objects.filter(account__staff__isnull=False).exclude(state=CertificateState.REVOKED)
    return list(held.order_by("account__staff").values_list("account__staff", flat=True).distinct())


def end_is_near(row: Certificate, *, at: datetime) -> bool:
    """Whether it is time for its holder to ask for the next one."""
    return row.state == CertificateState.VALID and at <= row.not_after < at + NEAR


def pem_of(row: Certificate) -> str:
    """The certificate as text."""
    return _read(row.content).to_pem()


def anchors() -> QuerySet[Anchor]:
    """Other bodies that are believed here, by name."""
    return Anchor.objects.filter(is_trusted=True).order_by("name", "pk")


def signatures_about(subject: str) -> QuerySet[Signature]:
    """What was signed about something, the first first."""
    return Signature.objects.filter(subject=subject).order_by("signed_at", "pk")


def is_still_right(signature: Signature) -> bool:
    """Whether the kept signature fits its text and certificate: computed anew, whoever held the database meanwhile."""
    try:
        held = x509.Certificate.from_der(bytes(signature.certificate))
        return x509.signature_fits(held.public_key, signature.text.encode(), bytes(signature.content))
    except (x509.NotACertificate, x509.UnfitKey):
        return False


def chain_of(held: x509.Certificate, *, at: datetime) -> Sequence[x509.Certificate]:
    """From a certificate to somebody who is believed here; x509.CertificateRefused when it does not hold.

    Of another body the issuer itself is believed: whatever else a browser might send beside is not looked at.
    """
    own = list(authorities())
    issuers = [_read(one.content) for one in own if one.role == Authority.Role.ISSUER]
    trusted = [_read(one.content) for one in own if one.role == Authority.Role.ROOT]
    trusted += [_read(one.content) for one in anchors()]
    return x509.check(
        held,
        beside=issuers,
        anchors=trusted,
        purpose=PURPOSE,
        at=at,
        standing=lambda subject, issuer: _standing(subject, issuer, at=at),
    )


def holder_of(held: x509.Certificate, *, anchor: x509.Certificate) -> Account | None:
    """Whose account a believed certificate opens: by our own record of it, or by the number that is in it."""
    own = Certificate.objects.filter(fingerprint=held.fingerprint).first()
    if own is not None:
        return Account.objects.joined().filter(pk=own.account_id, is_active=True).first()
    trusted = Anchor.objects.filter(fingerprint=anchor.fingerprint, is_trusted=True).first()
    if trusted is None:
        return None
    code, number = held.named(NameOID.ORGANIZATION_IDENTIFIER), held.named(NameOID.SERIAL_NUMBER)
    accounts = Account.objects.joined().filter(is_active=True)
    if number and code and trusted.for_staff:
        return accounts.filter(staff__number=number, staff__department__uscc=code).first()
    if code and not number and trusted.for_enterprises:
        return accounts.filter(enterprise__uscc=code).order_by("pk").first()
    return None


def _standing(subject: x509.Certificate, issuer: x509.Certificate, *, at: datetime) -> x509.Standing:
    """What the issuer says of it: our own by our records, others by the list that was brought in."""
    if Authority.objects.filter(content=issuer.content).exists():
        return _own_standing(subject)
    brought = ForeignList.objects.filter(issuer_digest=sm3_hex(issuer.content)).first()
    taken = None if brought is None else x509.RevocationList.from_text(bytes(brought.content))
    if taken is None or not taken.is_of(issuer, at=at):
        return x509.Standing.UNKNOWN
    return x509.Standing.REVOKED if subject.serial in taken.serials else x509.Standing.GOOD


def _own_standing(subject: x509.Certificate) -> x509.Standing:
    """What somebody signed with our key and is in no record of ours was not issued by us."""
    row = Certificate.objects.filter(fingerprint=subject.fingerprint).first()
    if row is not None:
        return _STANDINGS[CertificateState(row.state)]
    is_authority = Authority.objects.filter(content=subject.content).exists()
    return x509.Standing.GOOD if is_authority else x509.Standing.UNKNOWN


def _read(content: bytes | memoryview) -> x509.Certificate:
    return x509.Certificate.from_der(bytes(content))
