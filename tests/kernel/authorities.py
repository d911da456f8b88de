"""Small authorities for tests of certificates: roots, issuers below them, holders, with every detail to be bent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509 as parts
from cryptography.x509.oid import ExtendedKeyUsageOID

from citong.kernel import keys
from citong.kernel.crypto import x509
from citong.kernel.crypto.x509.writing import Extension

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
PURPOSE = x509.Purpose()
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def usage(*wanted: str) -> Extension:
    return parts.KeyUsage(**{name: name in wanted for name in USAGES}), True


def client_auth() -> Extension:
    return parts.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False


def issuer_extensions(*, path_length: int | None = None, ca: bool = True) -> list[Extension]:
    length = path_length if ca else None
    return [(parts.BasicConstraints(ca, length), True), usage("key_cert_sign", "crl_sign")]


def holder_extensions() -> list[Extension]:
    return [(parts.BasicConstraints(False, None), True), usage("digital_signature"), client_auth()]


@dataclass(frozen=True)
class Party:
    """A key and a certificate over it."""

    key: x509.SoftKey
    certificate: x509.Certificate


def new_key(scheme: str = x509.Scheme.SM2) -> x509.SoftKey:
    return x509.SoftKey.from_der(keys.new_material(keys.Algorithm(scheme)))


def party(
    called: str,
    *,
    by: Party | None = None,
    extensions: Sequence[Extension],
    key: x509.SoftKey | None = None,
    serial: int = 4711,
    begins: datetime = NOON - YEAR,
    ends: datetime = NOON + YEAR,
) -> Party:
    """Somebody of this name, certified by somebody else or by themselves."""
    key = key or new_key()
    subject = x509.name(common_name=called)
    content = x509.certificate(
        serial=serial,
        issuer=by.certificate.subject if by else subject,
        subject=subject,
        not_before=begins,
        not_after=ends,
        public_key=key.public_key,
        extensions=extensions,
        signer=by.key if by else key,
    )
    return Party(key, x509.Certificate.from_der(content))


def good(_subject: x509.Certificate, _issuer: x509.Certificate) -> x509.Standing:
    return x509.Standing.GOOD
