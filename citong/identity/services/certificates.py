"""Certificates for members of staff and enterprises: issued, renewed, suspended, resumed, revoked."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex, x509
from citong.kernel.crypto.x509.signing import UnfitKey, scheme_of
from citong.kernel.refs import ref

from ..errors import CertificateNotIssued, NoSuchCertificate
from ..lifecycle import CERTIFICATE, CertificateState
from ..models import Account, Authority, Certificate, CertificateKind, RevocationReason
from ..rules import certificates as rules
from ..rules.permissions import P
from .assurance import end_proof_by_certificate
from .authorities import certificate_of, locked_issuer, publish_list, signer_of
from .permission import refuse_unless
from .refusing import refuse_faults
from .rows import locked


@transaction.atomic
def issue_certificate(account_id: int, *, request: bytes, by: Actor, at: datetime) -> Certificate:
    """A member of staff or an enterprise is given a certificate for the key with which the request is signed.

    Who they are is taken from their account, and not from the request.
    """
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    return _issued(locked_issuer(), account_id, request=request, replaces=None, by=by, at=at)


@transaction.atomic
def renew_certificate(certificate_id: int, *, request: bytes, by: Actor, at: datetime) -> Certificate:
    """The holder is given a new certificate for a new key; the former is worth nothing from now on."""
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    authority = locked_issuer()
    former = _locked(certificate_id)
    _step(former, "revoke", reason=RevocationReason.SUPERSEDED, by=by, at=at)
    renewed = _issued(authority, former.account_id, request=request, replaces=former, by=by, at=at)
    _tell(former, at=at)
    return renewed


@transaction.atomic
def suspend_certificate(certificate_id: int, *, by: Actor, at: datetime) -> Certificate:
    """The key cannot be found just now: nobody enters with it until it is."""
    return _changed(certificate_id, "suspend", by=by, at=at)


@transaction.atomic
def resume_certificate(certificate_id: int, *, by: Actor, at: datetime) -> Certificate:
    """The key was found again, and was in nobody else's hands."""
    return _changed(certificate_id, "resume", by=by, at=at)


@transaction.atomic
def revoke_certificate(certificate_id: int, *, reason: str, by: Actor, at: datetime) -> Certificate:
    """The certificate is worth nothing any more, for good."""
    refuse_faults(reason=None if reason in RevocationReason.values else "请选择注销的原因。")
    return _changed(certificate_id, "revoke", reason=reason, by=by, at=at)


@transaction.atomic
def revoke_certificates_of_staff(staff_id: int, *, by: Actor, at: datetime) -> int:
    """Somebody has left the office: none of their certificates opens or signs anything; returns how many there were."""
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    held = Certificate.objects.filter(account__staff=staff_id).exclude(state=CertificateState.REVOKED)
    if not held.exists():
        return 0
    locked_issuer()
    found = list(held.select_for_update(of=("self",)).order_by("pk"))
    for certificate in found:
        _step(certificate, "revoke", reason=RevocationReason.AFFILIATION_CHANGED, by=by, at=at)
    for authority in Authority.objects.filter(pk__in={each.authority_id for each in found}).order_by("pk"):
        publish_list(Authority.objects.select_for_update(of=("self",)).get(pk=authority.pk), at=at)
    return len(found)


def _changed(certificate_id: int, move: str, *, reason: str = "", by: Actor, at: datetime) -> Certificate:
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    locked_issuer()
    certificate = _locked(certificate_id)
    _step(certificate, move, reason=reason, by=by, at=at)
    _tell(certificate, at=at)
    return certificate


def _step(certificate: Certificate, move: str, *, reason: str, by: Actor, at: datetime) -> None:
    certificate.state = CERTIFICATE.after(move, certificate.state)
    certificate.reason = reason
    certificate.changed_at = None if certificate.state == CertificateState.VALID else at
    certificate.save(update_fields=["state", "reason", "changed_at"])
    subject = ref("certificate", certificate.pk)
    audit.record(f"identity.certificate_{move}", subject=subject, by=by, at=at, reason=reason)
    if certificate.state != CertificateState.VALID:
        end_proof_by_certificate(certificate.account_id, fingerprint=certificate.fingerprint, by=by, at=at)


def _tell(certificate: Certificate, *, at: datetime) -> None:
    """Whoever relies on lists learns of it at once."""
    publish_list(Authority.objects.select_for_update(of=("self",)).get(pk=certificate.authority_id), at=at)


def _locked(certificate_id: int) -> Certificate:
    found = Certificate.objects.select_for_update(of=("self",)).filter(pk=certificate_id).first()
    if found is None:
        raise NoSuchCertificate("找不到这张证书。")
    return found


def _issued(
    authority: Authority, account_id: int, *, request: bytes, replaces: Certificate | None, by: Actor, at: datetime
) -> Certificate:
    account = locked(account_id)
    kind, subject = _holder(account)
    public_key = _proven_key(request)
    above = certificate_of(authority)
    not_after = min(at + rules.HOLDER_LASTS, above.not_after)
    serial = rules.new_serial()
    content = x509.certificate(
        serial=serial,
        issuer=above.subject,
        subject=subject,
        not_before=at - rules.CLOCKS_DIFFER,
        not_after=not_after,
        public_key=public_key,
        extensions=rules.holder_extensions(public_key, by=above.public_key),
        signer=signer_of(authority),
    )
    certificate = Certificate.objects.create(
        authority=authority,
        account=account,
        kind=kind,
        serial=f"{serial:x}",
        content=content,
        fingerprint=sm3_hex(content),
        key_digest=sm3_hex(public_key),
        not_before=at - rules.CLOCKS_DIFFER,
        not_after=not_after,
        replaces=replaces,
        issued_at=at,
        issued_by=by.id,
    )
    subject_ref = ref("certificate", certificate.pk)
    audit.record("identity.certificate_issued", subject=subject_ref, by=by, at=at, account=account_id)
    return certificate


def _holder(account: Account) -> tuple[CertificateKind, bytes]:
    """For whom it is, and how the holder is called in it."""
    staff, enterprise = account.staff, account.enterprise
    if not account.is_active or (staff is None and enterprise is None):
        raise CertificateNotIssued("证书只发给工作人员和企业的账号。", remedy="请检查账号是不是选对了、有没有停用。")
    if staff is not None:
        return CertificateKind.STAFF, x509.name(
            common_name=staff.name,
            organisation=staff.department.name,
            organisation_code=staff.department.uscc,
            serial_number=staff.number,
        )
    assert enterprise is not None  # noqa: S101 -- one of the two
    return CertificateKind.ENTERPRISE, x509.name(
        common_name=enterprise.name, organisation=enterprise.name, organisation_code=enterprise.uscc
    )


def _proven_key(content: bytes) -> bytes:
    """The key that the request is for, once it is shown that whoever asks has it and nobody was certified for it."""
    try:
        request = x509.Request.from_text(content)
        scheme_of(request.public_key)
    except (x509.NotACertificate, UnfitKey):
        refuse_faults(request="这不是证书申请文件（PKCS#10），或者密钥的种类、长度不对。")
    if not request.proves_possession():
        refuse_faults(request="申请文件的签名不对，证明不了申请人有这把密钥。")
    if Certificate.objects.filter(key_digest=sm3_hex(request.public_key)).exists():
        raise CertificateNotIssued("这把密钥已经发过证书。", remedy="请重新生成一把密钥，再申请。")
    return request.public_key
