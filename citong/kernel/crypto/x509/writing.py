"""Certificates and requests, written and signed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from citong.kernel.crypto import der

from .reading import VERSION_3, VERSION_HERE
from .signing import WRITTEN, Signer

BOOLEAN, UTC_TIME, GENERALIZED_TIME = 0x01, 0x17, 0x18
EXTENSIONS_HERE, ATTRIBUTES_HERE = 0xA3, 0xA0
FIRST_GENERALIZED_YEAR = 2050
# An extension, and whether whoever does not know it must refuse.
Extension = tuple[x509.ExtensionType, bool]


def certificate(
    *,
    serial: int,
    issuer: bytes,
    subject: bytes,
    not_before: datetime,
    not_after: datetime,
    public_key: bytes,
    extensions: Sequence[Extension],
    signer: Signer,
) -> bytes:
    """A certificate of version 3; names and key as DER."""
    return sealed(
        der.element(VERSION_HERE, der.integer(VERSION_3)),
        der.integer(serial),
        WRITTEN[signer.scheme],
        issuer,
        der.sequence(time(not_before), time(not_after)),
        subject,
        public_key,
        der.element(EXTENSIONS_HERE, written_extensions(extensions)),
        signer=signer,
    )


def request(subject: bytes, *, signer: Signer) -> bytes:
    """A request for a certificate of the signer's own key."""
    return sealed(der.integer(0), subject, signer.public_key, der.element(ATTRIBUTES_HERE, b""), signer=signer)


def name(*, common_name: str, organisation: str = "", serial_number: str = "", organisation_code: str = "") -> bytes:
    """A distinguished name in China, as DER; what is empty is left out."""
    parts = [
        (NameOID.COUNTRY_NAME, "CN"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATION_IDENTIFIER, organisation_code),
        (NameOID.COMMON_NAME, common_name),
        (NameOID.SERIAL_NUMBER, serial_number),
    ]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text]).public_bytes()


def sealed(*parts: bytes, signer: Signer) -> bytes:
    """The parts in their order, how they are signed, and the signature over them."""
    signed = der.sequence(*parts)
    return der.sequence(signed, WRITTEN[signer.scheme], der.bits(signer.sign(signed)))


def written_extensions(extensions: Sequence[Extension]) -> bytes:
    """Extensions in their order."""
    return der.sequence(*(_extension(value, is_critical) for value, is_critical in extensions))


def time(moment: datetime) -> bytes:
    """A moment, to the second (RFC 5280, 4.1.2.5)."""
    moment = moment.astimezone(UTC)
    if moment.year >= FIRST_GENERALIZED_YEAR:
        return generalized_time(moment)
    return der.element(UTC_TIME, f"{moment:%y%m%d%H%M%SZ}".encode())


def generalized_time(moment: datetime) -> bytes:
    """A moment with all digits of its year."""
    return der.element(GENERALIZED_TIME, f"{moment.astimezone(UTC):%Y%m%d%H%M%SZ}".encode())


def _extension(value: x509.ExtensionType, is_critical: bool) -> bytes:
    critical = [der.element(BOOLEAN, b"\xff")] if is_critical else []
    return der.sequence(der.oid(value.oid.dotted_string), *critical, der.octets(value.public_bytes()))
