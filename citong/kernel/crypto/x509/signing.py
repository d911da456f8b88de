"""Signatures by three schemes. A key fits one scheme; what is weak or unknown fits none."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from citong.kernel.crypto import der, sm2

SHORTEST_RSA, LONGEST_RSA = 2048, 8192
CURVES = ec.SECP256R1 | ec.SECP384R1


class Scheme(StrEnum):
    """By what a signer signs; the words are those of the key store."""

    SM2 = "sm2"
    EC = "ec-p256"
    RSA = "rsa-3072"


class UnfitKey(ValueError):
    """The key, or the way of signing, is unknown here or too weak."""


class Signer(Protocol):
    """Whoever holds a private key and signs with it: this program, or a module of hardware."""

    @property
    def scheme(self) -> Scheme:
        """By what it signs."""
        ...

    @property
    def public_key(self) -> bytes:
        """SubjectPublicKeyInfo."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over the message."""
        ...


_SM2_WITH_SM3 = der.oid("1.2.156.10197.1.501")
_RSA_WITH, _ECDSA_WITH = "1.2.840.113549.1.1", "1.2.840.10045.4.3"
# The AlgorithmIdentifier that we write for each scheme.
WRITTEN: Mapping[Scheme, bytes] = {
    Scheme.SM2: der.sequence(_SM2_WITH_SM3),
    Scheme.EC: der.sequence(der.oid(f"{_ECDSA_WITH}.2")),
    Scheme.RSA: der.sequence(der.oid(f"{_RSA_WITH}.11"), der.element(der.NULL, b"")),
}
# Those that we read; some write SM2 with a NULL behind it.
_READ: Mapping[bytes, tuple[Scheme, hashes.HashAlgorithm]] = {
    WRITTEN[Scheme.SM2]: (Scheme.SM2, hashes.SM3()),
    der.sequence(_SM2_WITH_SM3, der.element(der.NULL, b"")): (Scheme.SM2, hashes.SM3()),
    WRITTEN[Scheme.EC]: (Scheme.EC, hashes.SHA256()),
    der.sequence(der.oid(f"{_ECDSA_WITH}.3")): (Scheme.EC, hashes.SHA384()),
    WRITTEN[Scheme.RSA]: (Scheme.RSA, hashes.SHA256()),
    der.sequence(der.oid(f"{_RSA_WITH}.12"), der.element(der.NULL, b"")): (Scheme.RSA, hashes.SHA384()),
    der.sequence(der.oid(f"{_RSA_WITH}.13"), der.element(der.NULL, b"")): (Scheme.RSA, hashes.SHA512()),
}


@dataclass(frozen=True)
class SoftKey:
    """A private key in the memory of this program."""

    scheme: Scheme
    public_key: bytes
    _private: sm2.PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @classmethod
    def from_der(cls, content: bytes) -> "SoftKey":
        """Read PKCS#8 that is not encrypted."""
        try:
            private = sm2.PrivateKey.from_der(content)
        except sm2.NotAKey:
            return cls._of_others(content)
        return cls(Scheme.SM2, private.public.to_der(), private)

    @classmethod
    def _of_others(cls, content: bytes) -> "SoftKey":
        try:
            private = serialization.load_der_private_key(content, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
            raise UnfitKey("no private key that can sign here") from fault
        if not isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise UnfitKey("no private key that can sign here")
        public = private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return cls(scheme_of(public), public, private)

    def sign(self, message: bytes) -> bytes:
        """The signature over the message."""
        if isinstance(self._private, sm2.PrivateKey):
            return sm2.sign(self._private, message)
        if isinstance(self._private, ec.EllipticCurvePrivateKey):
            return self._private.sign(message, ec.ECDSA(hashes.SHA256()))
        return self._private.sign(message, padding.PKCS1v15(), hashes.SHA256())


def scheme_of(public_key: bytes) -> Scheme:
    """By what signatures of this key are made; UnfitKey when it is weak, or of a kind that is not known here."""
    return _loaded(public_key)[0]


def signature_fits(public_key: bytes, message: bytes, signature: bytes, *, algorithm: bytes | None = None) -> bool:
    """Whether the key made this signature over the message.

    `algorithm` is the AlgorithmIdentifier that stands beside the signature; without one it is the usual one of the key.
    UnfitKey when the two do not belong together.
    """
    scheme, public = _loaded(public_key)
    known = _READ.get(WRITTEN[scheme] if algorithm is None else algorithm)
    if known is None or known[0] is not scheme:
        raise UnfitKey("a way of signing that is unknown here, weak, or not that of the key")
    try:
        if isinstance(public, sm2.PublicKey):
            return sm2.verify(public, message, signature)
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, message, ec.ECDSA(known[1]))
        else:
            public.verify(signature, message, padding.PKCS1v15(), known[1])
    except InvalidSignature:
        return False
    return True


def _loaded(content: bytes) -> tuple[Scheme, sm2.PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey]:
    try:
        return Scheme.SM2, sm2.PublicKey.from_der(content)
    except sm2.NotAKey:
        pass
    try:
        public = serialization.load_der_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise UnfitKey("no public key that is known here") from fault
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, CURVES):
        return Scheme.EC, public
    if isinstance(public, rsa.RSAPublicKey) and SHORTEST_RSA <= public.key_size <= LONGEST_RSA:
        return Scheme.RSA, public
    raise UnfitKey("a public key that is weak, or of a kind that is not known here")
