"""The hall's own authority is founded, and tells what it does not stand by any more."""

from datetime import datetime, timedelta

from cryptography.x509 import ReasonFlags
from django.conf import settings
from django.db import transaction

from citong.kernel import audit, keys
from citong.kernel.actors import Actor
from citong.kernel.crypto import x509
from citong.kernel.refs import ref
from citong.kernel.turns import take_turns

from ..errors import NoAuthority
from ..lifecycle import CertificateState
from ..models import Authority, Certificate
from ..rules import certificates as rules
from ..rules.permissions import P
from .permission import refuse_unless

SCHEME = x509.Scheme(settings.CERTIFICATE_SCHEME)
KEEP = "发出去的证书要靠这把密钥续签和注销。"
PURPOSES = {
    role: keys.purpose(f"identity.{role}.{SCHEME}", keys.Algorithm(SCHEME.value), kept_because=KEEP)
    for role in Authority.Role.values
}


@transaction.atomic
def found_authorities(*, by: Actor, at: datetime) -> Authority:
    """A root and an issuer below it, each with a key of the store; returns the issuer. May be done again."""
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    take_turns("identity.authorities")
    known = Authority.objects.filter(role=Authority.Role.ISSUER, scheme=SCHEME).first()
    if known is not None:
        return known
    root = _found(Authority.Role.ROOT, parent=None, lasts=rules.ROOT_LASTS, by=by, at=at)
    issuer = _found(Authority.Role.ISSUER, parent=root, lasts=rules.ISSUER_LASTS, by=by, at=at)
    for authority in (root, issuer):
        publish_list(authority, at=at)
    return issuer


@transaction.atomic
def renew_lists(*, by: Actor, at: datetime) -> int:
    """Each authority says anew what it does not stand by, before its last word grows old; returns how many did."""
    due = Authority.objects.select_for_update(of=("self",)).filter(list_renewed_by__lte=at).order_by("pk")
    for authority in due:
        publish_list(authority, at=at)
        audit.record("identity.list_renewed", subject=ref("authority", authority.pk), by=by, at=at)
    return len(due)


def publish_list(authority: Authority, *, at: datetime) -> None:
    """Write the list of this moment; the authority is locked."""
    authority.list_number += 1
    authority.list_content = x509.revocation_list(
        number=authority.list_number,
        issuer=certificate_of(authority).subject,
        issued_at=at,
        next_at=at + rules.LIST_HOLDS,
        revoked=[revocation_of(one) for one in _not_stood_by(authority, at=at)],
        signer=signer_of(authority),
    )
    authority.list_renewed_by = at + rules.LIST_RENEWED_AFTER
    authority.save(update_fields=["list_number", "list_content", "list_renewed_by"])


def locked_issuer() -> Authority:
    """The one who issues now, locked: certificates and lists are made one after the other."""
    found = Authority.objects.select_for_update(of=("self",)).filter(role=Authority.Role.ISSUER, scheme=SCHEME).first()
    if found is None:
        raise NoAuthority("本大厅还没有建立证书签发机构。", remedy="请管理员先在“证书管理”里建立。")
    return found


def signer_of(authority: Authority) -> x509.Signer:
    """With what it signs."""
    return x509.SoftKey.from_der(keys.key(authority.key_purpose, authority.key_number).material)


def certificate_of(authority: Authority) -> x509.Certificate:
    """Its certificate."""
    return x509.Certificate.from_der(bytes(authority.content))


def revocation_of(one: Certificate) -> x509.Revoked:
    """How the lists speak of a certificate that is not stood by."""
    is_held = one.state == CertificateState.SUSPENDED
    reason = ReasonFlags.certificate_hold if is_held else getattr(ReasonFlags, one.reason)
    return x509.Revoked(int(one.serial, 16), one.changed_at or one.issued_at, reason)


def _not_stood_by(authority: Authority, *, at: datetime) -> list[Certificate]:
    found = Certificate.objects.filter(authority=authority, not_after__gt=at).exclude(state=CertificateState.VALID)
    return list(found.order_by("pk"))


def _found(role: Authority.Role, *, parent: Authority | None, lasts: timedelta, by: Actor, at: datetime) -> Authority:
    key = keys.active(PURPOSES[role])
    signer = x509.SoftKey.from_der(key.material)
    subject = x509.name(common_name=f"{settings.HALL_NAME}{role.label}证书机构", organisation=settings.HALL_KEEPER)
    above = signer if parent is None else signer_of(parent)
    content = x509.certificate(
        serial=rules.new_serial(),
        issuer=subject if parent is None else certificate_of(parent).subject,
        subject=subject,
        not_before=at - rules.CLOCKS_DIFFER,
        not_after=at + lasts,
        public_key=signer.public_key,
        extensions=rules.issuer_extensions(signer.public_key, by=above.public_key, path_length=int(parent is None)),
        signer=above,
    )
    authority = Authority.objects.create(
        role=role,
        scheme=SCHEME,
        key_purpose=key.purpose,
        key_number=key.number,
        parent=parent,
        content=content,
        founded_at=at,
    )
    audit.record("identity.authority_founded", subject=ref("authority", authority.pk), by=by, at=at, role=role.value)
    return authority
