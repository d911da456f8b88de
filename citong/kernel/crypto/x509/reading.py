"""Certificates and requests as they come from outside: anything but exactly one of them is refused."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from citong.kernel.crypto import der, sm3_hex

from .signing import UnfitKey, signature_fits

LARGEST = 16 * 1024
VERSION_HERE, VERSION_3 = 0xA0, 2
EXTENSION = TypeVar("EXTENSION", bound=x509.ExtensionType)
READ = TypeVar("READ")
# What the reader says of bytes that it does not take.
UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)


class NotACertificate(ValueError):
    """The bytes are not exactly one certificate (request, list) as the standard writes it."""


@dataclass(frozen=True)
class Envelope:
    """What is signed, by what, and the signature: the outside of everything in X.509."""

    signed: bytes
    algorithm: bytes
    signature: bytes

    @classmethod
    def open(cls, content: bytes, *, largest: int = LARGEST) -> "Envelope":
        """Take the three apart."""
        if len(content) > largest:
            raise NotACertificate(f"larger than {largest} bytes")
        try:
            reader = der.Reader.of_sequence(content)
            envelope = cls(reader.element(), reader.element(), reader.bits())
            reader.expect_end()
        except der.NotDer as fault:
            raise NotACertificate(f"no DER: {fault}") from fault
        return envelope

    def fits(self, public_key: bytes) -> bool:
        """Whether the holder of the key signed it; UnfitKey when the key cannot have done so."""
        return signature_fits(public_key, self.signed, self.signature, algorithm=self.algorithm)


@dataclass(frozen=True)
class Certificate:
    """A certificate of version 3. That it can be read says nothing of whether it can be trusted."""

    content: bytes = field(repr=False)
    envelope: Envelope = field(repr=False)
    serial: int
    issuer: bytes = field(repr=False)
    subject: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    not_before: datetime
    not_after: datetime
    extensions: x509.Extensions = field(repr=False, compare=False)
    subject_name: x509.Name = field(compare=False)

    @classmethod
    def from_der(cls, content: bytes) -> "Certificate":
        """Read exactly one certificate."""
        envelope = Envelope.open(content)
        try:
            serial, issuer, subject, public_key = _inside(envelope)
        except der.NotDer as fault:
            raise NotACertificate(f"no certificate: {fault}") from fault
        read = understood(lambda: x509.load_der_x509_certificate(content))
        return cls(
            content,
            envelope,
            serial,
            issuer,
            subject,
            public_key,
            understood(lambda: read.not_valid_before_utc),
            understood(lambda: read.not_valid_after_utc),
            understood(lambda: read.extensions),
            understood(lambda: read.subject),
        )

    @classmethod
    def from_text(cls, content: bytes) -> "Certificate":
        """Read a file that somebody chose: PEM, or DER."""
        return cls.from_der(from_pem(content, "CERTIFICATE"))

    def to_pem(self) -> str:
        """As text."""
        return to_pem(self.content, "CERTIFICATE")

    @cached_property
    def fingerprint(self) -> str:
        """SM3 over the whole, by which a certificate is named."""
        return sm3_hex(self.content)

    def extension(self, kind: type[EXTENSION]) -> EXTENSION | None:
        """The value of an extension; None when it is not there."""
        try:
            return self.extensions.get_extension_for_class(kind).value
        except x509.ExtensionNotFound:
            return None

    def named(self, oid: x509.ObjectIdentifier) -> str:
        """An attribute of the subject; empty when it is not there, or there more than once."""
        values = self.subject_name.get_attributes_for_oid(oid)
        return str(values[0].value) if len(values) == 1 else ""

    def is_signed_by(self, issuer: "Certificate") -> bool:
        """Whether the issuer's key made the signature."""
        return self.envelope.fits(issuer.public_key)


@dataclass(frozen=True)
class Request:
    """A request for a certificate (PKCS#10, RFC 2986), signed by the key that it is for."""

    public_key: bytes = field(repr=False)
    envelope: Envelope = field(repr=False)

    @classmethod
    def from_text(cls, content: bytes) -> "Request":
        """Read PEM or DER. The subject in it is a wish, and not looked at."""
        content = from_pem(content, "CERTIFICATE REQUEST")
        envelope = Envelope.open(content)
        understood(lambda: x509.load_der_x509_csr(content))
        try:
            inside = der.Reader.of_sequence(envelope.signed)
            inside.expect(der.integer(0))
            inside.element()
            public_key = inside.element()
        except der.NotDer as fault:
            raise NotACertificate(f"no request: {fault}") from fault
        return cls(public_key, envelope)

    def proves_possession(self) -> bool:
        """Whether whoever asks has the private key."""
        try:
            return self.envelope.fits(self.public_key)
        except UnfitKey:
            return False


def understood(read: Callable[[], READ]) -> READ:
    """What the reader of `cryptography` makes of it."""
    try:
        return read()
    except UNREADABLE as fault:
        raise NotACertificate(f"not written as the standard says: {fault}") from fault


def key_identifier(public_key: bytes) -> bytes:
    """How a key is called in certificates: the first 20 bytes of SM3 over its bits (RFC 7093, 2, with SM3)."""
    reader = der.Reader.of_sequence(public_key)
    reader.element()
    digest = hashes.Hash(hashes.SM3())
    digest.update(reader.bits())
    return digest.finalize()[:20]


def from_pem(content: bytes, label: str) -> bytes:
    """The DER in a text with exactly one block of this label; DER is left as it is."""
    head, tail = f"-----BEGIN {label}-----".encode(), f"-----END {label}-----".encode()
    if not content.lstrip().startswith(b"-----BEGIN "):
        return content
    before, _, rest = content.partition(head)
    body, ended, after = rest.partition(tail)
    if before.strip() or after.strip() or not ended or len(content) > 2 * LARGEST:
        raise NotACertificate(f"not exactly one {label.lower()} as PEM")
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise NotACertificate(f"the PEM of a {label.lower()} is damaged") from fault


def to_pem(content: bytes, label: str) -> str:
    """DER as text."""
    return f"-----BEGIN {label}-----\n{base64.encodebytes(content).decode()}-----END {label}-----\n"


def _inside(envelope: Envelope) -> tuple[int, bytes, bytes, bytes]:
    """Serial number, issuer, subject, public key (RFC 5280, 4.1)."""
    inside = der.Reader.of_sequence(envelope.signed)
    version = der.Reader(inside.take(VERSION_HERE))
    version.expect(der.integer(VERSION_3))
    version.expect_end()
    serial = inside.integer()
    if inside.element() != envelope.algorithm:
        raise der.NotDer("two ways of signing are named")
    issuer = inside.element()
    inside.element()
    return serial, issuer, inside.element(), inside.element()
