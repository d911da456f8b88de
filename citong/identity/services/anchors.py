"""Other bodies whose certificates are believed here, and what they say they do not stand by any more."""

from datetime import datetime

from cryptography import x509 as parts
from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import sm3_hex, x509
from citong.kernel.refs import ref

from ..errors import NoSuchCertificate
from ..models import Anchor, ForeignList
from ..rules.permissions import P
from .permission import refuse_unless
from .refusing import refuse_faults


@transaction.atomic
def trust_anchor(
    name: str, *, certificate: bytes, for_staff: bool, for_enterprises: bool, by: Actor, at: datetime
) -> Anchor:
    """Certificates of this body are believed from now on: of whom, the two flags say."""
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    refuse_faults(
        name=None if 0 < len(name.strip()) <= 100 else "请写这家机构的名称，不超过 100 个字。",
        for_staff=None if for_staff or for_enterprises else "请至少选一种人。",
    )
    read = _issuer(certificate)
    anchor, _ = Anchor.objects.update_or_create(
        fingerprint=read.fingerprint,
        defaults={
            "name": name.strip(),
            "content": read.content,
            "for_staff": for_staff,
            "for_enterprises": for_enterprises,
            "is_trusted": True,
            "since": at,
        },
    )
    audit.record("identity.anchor_trusted", subject=ref("anchor", anchor.pk), by=by, at=at)
    return anchor


@transaction.atomic
def distrust_anchor(anchor_id: int, *, by: Actor, at: datetime) -> None:
    """Certificates of this body are believed no more."""
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    if not Anchor.objects.filter(pk=anchor_id, is_trusted=True).update(is_trusted=False):
        raise NoSuchCertificate("找不到这家机构，或者已经不再信任它。")
    audit.record("identity.anchor_distrusted", subject=ref("anchor", anchor_id), by=by, at=at)


@transaction.atomic
def take_list(anchor_id: int, *, issuer: bytes, content: bytes, by: Actor, at: datetime) -> ForeignList:
    """Bring in the list of an issuer elsewhere; one that is older than what we have is refused."""
    refuse_unless(P.KEEP_CERTIFICATES, by=by)
    anchor = Anchor.objects.select_for_update(of=("self",)).filter(pk=anchor_id).first()
    if anchor is None:
        raise NoSuchCertificate("找不到这家机构。")
    signer, taken = _issuer(issuer), _list(content)
    if not taken.is_of(signer, at=at):
        refuse_faults(content="这份注销列表不是这个机构签的，或者已经过期。")
    digest = sm3_hex(signer.content)
    known = ForeignList.objects.filter(issuer_digest=digest).first()
    if known is not None and known.issued_at > taken.issued_at:
        refuse_faults(content="这份注销列表比现有的还旧。")
    row, _ = ForeignList.objects.update_or_create(
        issuer_digest=digest,
        defaults={"anchor": anchor, "content": taken.content, "issued_at": taken.issued_at},
    )
    audit.record("identity.list_taken", subject=ref("anchor", anchor_id), by=by, at=at, list=row.pk)
    return row


def _issuer(content: bytes) -> x509.Certificate:
    try:
        read = x509.Certificate.from_text(content)
    except x509.NotACertificate:
        refuse_faults(certificate="这不是证书文件。")
    constraints = read.extension(parts.BasicConstraints)
    if constraints is None or not constraints.ca:
        refuse_faults(certificate="这不是签发机构的证书。")
    return read


def _list(content: bytes) -> x509.RevocationList:
    try:
        return x509.RevocationList.from_text(content)
    except x509.NotACertificate:
        refuse_faults(content="这不是注销列表文件（CRL）。")
        raise
