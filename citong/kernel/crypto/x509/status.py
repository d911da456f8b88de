"""The status of one certificate, asked for and answered at once (OCSP, RFC 6960 and RFC 9654)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp

from citong.kernel.crypto import der

from .lists import REASON_NUMBERS, Revoked
from .reading import Certificate, NotACertificate, understood
from .signing import WRITTEN, Signer
from .writing import generalized_time, written_extensions

ENUMERATED, FIRST, SECOND, GOOD, REVOKED, UNKNOWN = 0x0A, 0xA0, 0xA1, 0x80, 0xA1, 0x82
BY_KEY, EXTENSIONS_HERE, NEXT_AT = 0xA2, 0xA1, 0xA0
BASIC = "1.3.6.1.5.5.7.48.1.1"
LARGEST_REQUEST, LONGEST_NONCE = 4096, 128


class StatusAnswer(IntEnum):
    """What a responder says when it says nothing of a certificate (RFC 6960, 4.2.1)."""

    MALFORMED = 1
    INTERNAL_ERROR = 2
    TRY_LATER = 3
    NOT_OURS = 6


@dataclass(frozen=True)
class StatusRequest:
    """About which certificate of which issuer somebody asks."""

    serial: int
    issuer_id: bytes = field(repr=False)
    nonce: bytes | None = field(repr=False)
    _name: bytes = field(repr=False)
    _key: bytes = field(repr=False)
    _hash: hashes.HashAlgorithm = field(repr=False)

    @classmethod
    def from_der(cls, content: bytes) -> "StatusRequest":
        """Read a request about exactly one certificate."""
        if len(content) > LARGEST_REQUEST:
            raise NotACertificate("too large")
        read = understood(lambda: ocsp.load_der_ocsp_request(content))
        name, key, by = understood(lambda: (read.issuer_name_hash, read.issuer_key_hash, read.hash_algorithm))
        nonces = [
            one.value.nonce for one in understood(lambda: read.extensions) if isinstance(one.value, x509.OCSPNonce)
        ]
        if nonces and not 0 < len(nonces[0]) <= LONGEST_NONCE:
            raise NotACertificate("a nonce of this length is not answered")
        return cls(read.serial_number, _certificate_id(content), nonces[0] if nonces else None, name, key, by)

    def is_about(self, issuer: Certificate) -> bool:
        """Whether the certificate asked about is one of this issuer."""
        reader = der.Reader.of_sequence(issuer.public_key)
        reader.element()
        return self._digest(issuer.subject) == self._name and self._digest(reader.bits()) == self._key

    def _digest(self, content: bytes) -> bytes:
        digest = hashes.Hash(self._hash)
        digest.update(content)
        return digest.finalize()


def status_answer(
    asked: StatusRequest, *, is_known: bool, revoked: Revoked | None, at: datetime, next_at: datetime, signer: Signer
) -> bytes:
    """The signed answer, by the issuer's own key."""
    status = der.element(UNKNOWN, b"") if not is_known else _revocation(revoked) if revoked else der.element(GOOD, b"")
    single = der.sequence(
        asked.issuer_id, status, generalized_time(at), der.element(NEXT_AT, generalized_time(next_at))
    )
    about = der.sequence(
        der.element(BY_KEY, der.octets(_sha1_of_key(signer.public_key))),
        generalized_time(at),
        der.sequence(single),
        *_nonce(asked),
    )
    basic = der.sequence(about, WRITTEN[signer.scheme], der.bits(signer.sign(about)))
    body = der.element(FIRST, der.sequence(der.oid(BASIC), der.octets(basic)))
    return der.sequence(der.element(ENUMERATED, b"\0"), body)


def status_refusal(why: StatusAnswer) -> bytes:
    """An answer that says nothing of the certificate; it is not signed."""
    return der.sequence(der.element(ENUMERATED, bytes([why])))


def _nonce(asked: StatusRequest) -> Sequence[bytes]:
    if asked.nonce is None:
        return []
    return [der.element(EXTENSIONS_HERE, written_extensions([(x509.OCSPNonce(asked.nonce), False)]))]


def _revocation(revoked: Revoked) -> bytes:
    reason = der.element(FIRST, der.element(ENUMERATED, bytes([REASON_NUMBERS[revoked.reason]])))
    return der.element(REVOKED, generalized_time(revoked.at) + reason)


def _sha1_of_key(public_key: bytes) -> bytes:
    """How the responder is called: RFC 6960, 4.2.1, knows no other digest for it."""
    reader = der.Reader.of_sequence(public_key)
    reader.element()
    digest = hashes.Hash(hashes.SHA1())  # noqa: S303 -- a name, not a protection
    digest.update(reader.bits())
    return digest.finalize()


def _certificate_id(content: bytes) -> bytes:
    """The part of the request that names the certificate, to be repeated in the answer as it was written."""
    try:
        inside = der.Reader.of_sequence(content).sequence()
        while inside.next_tag() != der.SEQUENCE:
            inside.element()
        return inside.sequence().sequence().element()
    except der.NotDer as fault:
        raise NotACertificate(f"no request: {fault}") from fault
