"""SM2 (GB/T 32918): keys, signatures and encryption, by OpenSSL where it can, in Python alone where it cannot.

Signatures and ciphertexts are DER as in GM/T 0009. The identity that is signed along is always the one that the
standards name for everybody, because whoever verifies our signatures elsewhere assumes it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from citong.kernel.crypto import der, reference
from citong.kernel.crypto.curve import N, is_on_curve
from citong.kernel.crypto.libcrypto import Libcrypto, LibcryptoFailed, candidates
from citong.kernel.crypto.sm2_keys import NotAKey, PrivateKey, PublicKey, generate

__all__ = [
    "CannotDecrypt",
    "Engine",
    "NotAKey",
    "PrivateKey",
    "PublicKey",
    "decrypt",
    "encrypt",
    "engine",
    "generate",
    "sign",
    "verify",
]

IDENTITY = b"1234567812345678"  # GM/T 0009-2012, 10
DIGEST_SIZE = 32


class CannotDecrypt(ValueError):
    """The ciphertext is damaged, or was made for another key."""


@dataclass(frozen=True)
class Engine:
    """Who works with SM2 here: OpenSSL's own library, or Python alone; and if so, why."""

    name: str
    is_native: bool
    reason: str = ""


class _Worker(Protocol):
    def sign(self, private: PrivateKey, message: bytes) -> bytes: ...
    def verify(self, public: PublicKey, message: bytes, signature: tuple[int, int]) -> bool: ...
    def encrypt(self, public: PublicKey, text: bytes) -> bytes: ...
    def decrypt(self, private: PrivateKey, parts: reference.Parts) -> bytes | None: ...


def sign(private: PrivateKey, message: bytes) -> bytes:
    """The signature of the message."""
    return _worker().sign(private, message)


def verify(public: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that of the key over the message; whatever is no signature at all is not."""
    try:
        pair = signature_from_der(signature)
    except der.NotDer:
        return False
    return all(0 < number < N for number in pair) and _worker().verify(public, message, pair)


def encrypt(public: PublicKey, text: bytes) -> bytes:
    """The ciphertext for whoever holds the private key; an empty text cannot be encrypted."""
    if not text:
        raise ValueError("SM2 encrypts at least one byte")
    while True:
        ciphertext = _worker().encrypt(public, text)
        # By the standard a key stream of zeros is not used, but OpenSSL does not look; a single byte may meet it.
        if parts_from_der(ciphertext)[2] != text:
            return ciphertext


def decrypt(private: PrivateKey, ciphertext: bytes) -> bytes:
    """The text; CannotDecrypt when the ciphertext is damaged or was made for another key."""
    try:
        parts = parts_from_der(ciphertext)
    except der.NotDer as fault:
        raise CannotDecrypt(f"no SM2 ciphertext: {fault}") from fault
    text = _worker().decrypt(private, parts)
    if text is None or text == parts[2]:
        raise CannotDecrypt("the ciphertext is damaged, or was made for another key")
    return text


def engine() -> Engine:
    """For operators: who works with SM2 here."""
    return _chosen()[0]


def signature_to_der(signature: tuple[int, int]) -> bytes:
    """r, s (GM/T 0009, 7.3)."""
    return der.sequence(*map(der.integer, signature))


def signature_from_der(content: bytes) -> tuple[int, int]:
    """r, s of a signature; NotDer when it is written in any other way than the one."""
    reader = der.Reader.of_sequence(content)
    pair = reader.integer(), reader.integer()
    reader.expect_end()
    return pair


def parts_to_der(parts: reference.Parts) -> bytes:
    """x, y, digest, hidden text (GM/T 0009, 7.2)."""
    (x, y), digest, hidden = parts
    return der.sequence(der.integer(x), der.integer(y), der.octets(digest), der.octets(hidden))


def parts_from_der(content: bytes) -> reference.Parts:
    """The parts of a ciphertext; NotDer when it is written in another way, or its point is not on the curve."""
    reader = der.Reader.of_sequence(content)
    point = reader.integer(), reader.integer()
    digest, hidden = reader.octets(), reader.octets()
    reader.expect_end()
    if not is_on_curve(point) or len(digest) != DIGEST_SIZE or not hidden:
        raise der.NotDer("the parts of a ciphertext do not fit")
    return point, digest, hidden


class InPython:
    """The standard written down in Python."""

    def sign(self, private: PrivateKey, message: bytes) -> bytes:
        """The signature of the message."""
        point, fresh = private.public.point, reference.random_scalar
        return signature_to_der(
            reference.sign(private.scalar, point, message, identity=IDENTITY, fresh=fresh),
        )

    def verify(self, public: PublicKey, message: bytes, signature: tuple[int, int]) -> bool:
        """Whether the signature fits."""
        return reference.verify(public.point, message, signature, identity=IDENTITY)

    def encrypt(self, public: PublicKey, text: bytes) -> bytes:
        """The ciphertext."""
        return parts_to_der(reference.encrypt(public.point, text, fresh=reference.random_scalar))

    def decrypt(self, private: PrivateKey, parts: reference.Parts) -> bytes | None:
        """The text, or None."""
        return reference.decrypt(private.scalar, parts)


class InOpenSSL:
    """OpenSSL's own library."""

    def __init__(self, library: Libcrypto) -> None:
        self.library = library

    def sign(self, private: PrivateKey, message: bytes) -> bytes:
        """The signature of the message."""
        return self.library.sign(private.to_der(), message, identity=IDENTITY)

    def verify(self, public: PublicKey, message: bytes, signature: tuple[int, int]) -> bool:
        """Whether the signature fits."""
        return self.library.verify(public.to_der(), message, signature_to_der(signature), identity=IDENTITY)

    def encrypt(self, public: PublicKey, text: bytes) -> bytes:
        """The ciphertext."""
        return self.library.encrypt(public.to_der(), text)

    def decrypt(self, private: PrivateKey, parts: reference.Parts) -> bytes | None:
        """The text, or None."""
        return self.library.decrypt(private.to_der(), parts_to_der(parts))


def _worker() -> _Worker:
    return _chosen()[1]


@cache
def _chosen() -> tuple[Engine, _Worker]:
    """The first library that works with SM2 as the standard says, else Python."""
    reasons = []
    for found in candidates():
        try:
            library = Libcrypto(found)
            _examine(InOpenSSL(library))
        except (AttributeError, LibcryptoFailed) as fault:
            reasons.append(f"{fault}")
            continue
        return Engine(library.version, is_native=True), InOpenSSL(library)
    reason = "; ".join(dict.fromkeys(reasons)) or "no libcrypto found"
    return Engine("Python", is_native=False, reason=reason), InPython()


def _examine(worker: _Worker) -> None:
    """The library and the standard as we have written it down must understand one another."""
    key, text = generate(), b"an examination"
    pair = signature_from_der(worker.sign(key, text))
    there = InPython().verify(key.public, text, pair)
    back = worker.verify(key.public, text, signature_from_der(InPython().sign(key, text)))
    read = InPython().decrypt(key, parts_from_der(worker.encrypt(key.public, text)))
    written = worker.decrypt(key, parts_from_der(InPython().encrypt(key.public, text)))
    if not (there and back and read == written == text):
        raise LibcryptoFailed("its SM2 is not that of GB/T 32918")
