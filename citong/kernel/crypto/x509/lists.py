"""Lists of what was revoked (RFC 5280, 5): written, signed, read, believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509

from citong.kernel.crypto import der

from .reading import Certificate, Envelope, from_pem, key_identifier, to_pem, understood
from .signing import WRITTEN, Signer, UnfitKey
from .writing import sealed, time, written_extensions

LARGEST_LIST = 8 * 1024 * 1024
VERSION_2, EXTENSIONS_HERE = 1, 0xA0
REASON_NUMBERS: Mapping[x509.ReasonFlags, int] = {
    x509.ReasonFlags.unspecified: 0,
    x509.ReasonFlags.key_compromise: 1,
    x509.ReasonFlags.affiliation_changed: 3,
    x509.ReasonFlags.superseded: 4,
    x509.ReasonFlags.cessation_of_operation: 5,
    x509.ReasonFlags.certificate_hold: 6,
    x509.ReasonFlags.privilege_withdrawn: 9,
}
_UNDERSTOOD = {x509.AuthorityKeyIdentifier.oid, x509.CRLNumber.oid}


@dataclass(frozen=True)
class Revoked:
    """One that is worth nothing since a moment, and why."""

    serial: int
    at: datetime
    reason: x509.ReasonFlags


@dataclass(frozen=True)
class RevocationList:
    """A list as it was read; it is worth something once its issuer is known to have signed it."""

    content: bytes = field(repr=False)
    envelope: Envelope = field(repr=False)
    issuer: bytes = field(repr=False)
    issued_at: datetime
    next_at: datetime | None
    serials: frozenset[int] = field(repr=False)
    has_unknown_demand: bool

    @classmethod
    def from_text(cls, content: bytes) -> "RevocationList":
        """Read a list as PEM or DER."""
        content = from_pem(content, "X509 CRL")
        envelope = Envelope.open(content, largest=LARGEST_LIST)
        read = understood(lambda: x509.load_der_x509_crl(content))
        extensions = understood(lambda: read.extensions)
        return cls(
            content,
            envelope,
            understood(lambda: read.issuer.public_bytes()),
            understood(lambda: read.last_update_utc),
            understood(lambda: read.next_update_utc),
            understood(lambda: frozenset(one.serial_number for one in read)),
            any(one.critical and one.oid not in _UNDERSTOOD for one in extensions),
        )

    def to_pem(self) -> str:
        """As text."""
        return to_pem(self.content, "X509 CRL")

    def is_of(self, issuer: Certificate, *, at: datetime) -> bool:
        """Whether this issuer signed it, may sign lists, and says that it still holds at this moment.

        A list for a part only, or of changes only, makes a demand that we do not know, and is worth nothing here.
        """
        usage = issuer.extension(x509.KeyUsage)
        is_present = self.issued_at <= at and self.next_at is not None and at < self.next_at
        if not is_present or self.has_unknown_demand or self.issuer != issuer.subject or (usage and not usage.crl_sign):
            return False
        try:
            return self.envelope.fits(issuer.public_key)
        except UnfitKey:
            return False


def revocation_list(
    *,
    number: int,
    issuer: bytes,
    issued_at: datetime,
    next_at: datetime,
    revoked: Sequence[Revoked],
    signer: Signer,
) -> bytes:
    """A whole list, signed."""
    extensions = [
        (x509.AuthorityKeyIdentifier(key_identifier(signer.public_key), None, None), False),
        (x509.CRLNumber(number), False),
    ]
    entries = [der.sequence(*map(_entry, revoked))] if revoked else []
    return sealed(
        der.integer(VERSION_2),
        WRITTEN[signer.scheme],
        issuer,
        time(issued_at),
        time(next_at),
        *entries,
        der.element(EXTENSIONS_HERE, written_extensions(extensions)),
        signer=signer,
    )


def _entry(one: Revoked) -> bytes:
    reason = x509.CRLReason(one.reason)
    # RFC 5280, 5.3.1: of an unspecified reason nothing is said.
    said = [] if one.reason is x509.ReasonFlags.unspecified else [written_extensions([(reason, False)])]
    return der.sequence(der.integer(one.serial), time(one.at), *said)
