"""Keys of SM2 and their files: PKCS#8 for private keys, SubjectPublicKeyInfo for public ones, as DER and as PEM.

Only what is exactly such a key is read: the right curve by name, a point on it, a scalar in its range, no byte more.
"""

import base64
import binascii
import textwrap
from dataclasses import dataclass, field

from citong.kernel.crypto import der
from citong.kernel.crypto.curve import SIZE, N, Point, is_on_curve, times_generator
from citong.kernel.crypto.reference import octets_of, random_scalar

# An elliptic-curve key (RFC 5480) on the curve of SM2 (GM/T 0006).
ALGORITHM = der.sequence(der.oid("1.2.840.10045.2.1"), der.oid("1.2.156.10197.1.301"))
CURVE_INSIDE, PUBLIC_INSIDE, ATTRIBUTES = 0xA0, 0xA1, 0xA0
UNCOMPRESSED = b"\x04"


class NotAKey(ValueError):
    """The bytes are no SM2 key that can be used."""


@dataclass(frozen=True)
class PublicKey:
    """A point on the curve."""

    x: int
    y: int

    def __post_init__(self) -> None:
        if not is_on_curve(self.point):
            raise NotAKey("the point is not on the curve of SM2")

    @property
    def point(self) -> Point:
        """Both coordinates."""
        return self.x, self.y

    @property
    def octets(self) -> bytes:
        """04, x, y: 65 bytes."""
        return UNCOMPRESSED + octets_of(self.x) + octets_of(self.y)

    @classmethod
    def from_octets(cls, octets: bytes) -> "PublicKey":
        """Read 04, x, y."""
        if len(octets) != 1 + 2 * SIZE or octets[:1] != UNCOMPRESSED:
            raise NotAKey("a public key is 04, x and y in 65 bytes")
        return cls(int.from_bytes(octets[1 : 1 + SIZE], "big"), int.from_bytes(octets[1 + SIZE :], "big"))

    def to_der(self) -> bytes:
        """SubjectPublicKeyInfo."""
        return der.sequence(ALGORITHM, der.bits(self.octets))

    @classmethod
    def from_der(cls, content: bytes) -> "PublicKey":
        """Read SubjectPublicKeyInfo."""
        try:
            reader = der.Reader.of_sequence(content)
            reader.expect(ALGORITHM)
            octets = reader.bits()
            reader.expect_end()
        except der.NotDer as fault:
            raise NotAKey(f"no SM2 public key: {fault}") from fault
        return cls.from_octets(octets)

    def to_pem(self) -> str:
        """SubjectPublicKeyInfo as text."""
        return _to_pem("PUBLIC KEY", self.to_der())

    @classmethod
    def from_pem(cls, text: str) -> "PublicKey":
        """Read SubjectPublicKeyInfo as text."""
        return cls.from_der(_from_pem("PUBLIC KEY", text))


@dataclass(frozen=True)
class PrivateKey:
    """A secret scalar; it does not show itself when it is printed."""

    scalar: int = field(repr=False)
    public: PublicKey = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # n - 1 has no inverse of one more (GB/T 32918.1, 6.1).
        if not 0 < self.scalar < N - 1:
            raise NotAKey("the scalar of a private key is from 1 to n - 2")
        point = times_generator(self.scalar)
        if point is None:
            raise NotAKey("the scalar leads to infinity")
        object.__setattr__(self, "public", PublicKey(*point))

    def to_der(self) -> bytes:
        """PKCS#8, not encrypted."""
        public = der.element(PUBLIC_INSIDE, der.bits(self.public.octets))
        inside = der.sequence(der.integer(1), der.octets(octets_of(self.scalar)), public)
        return der.sequence(der.integer(0), ALGORITHM, der.octets(inside))

    @classmethod
    def from_der(cls, content: bytes) -> "PrivateKey":
        """Read PKCS#8 that is not encrypted; a public key inside must be the right one."""
        try:
            scalar, public = _private_parts(content)
        except der.NotDer as fault:
            raise NotAKey(f"no SM2 private key: {fault}") from fault
        key = cls(scalar)
        if public not in (None, key.public.octets):
            raise NotAKey("the public key inside belongs to another private key")
        return key

    def to_pem(self) -> str:
        """PKCS#8 as text, not encrypted."""
        return _to_pem("PRIVATE KEY", self.to_der())

    @classmethod
    def from_pem(cls, text: str) -> "PrivateKey":
        """Read PKCS#8 as text."""
        return cls.from_der(_from_pem("PRIVATE KEY", text))


def generate() -> PrivateKey:
    """A new key."""
    return PrivateKey(random_scalar())


def _private_parts(content: bytes) -> tuple[int, bytes | None]:
    """Scalar, and the public key if it is there (RFC 5958 around RFC 5915)."""
    reader = der.Reader.of_sequence(content)
    reader.expect(der.integer(0))
    reader.expect(ALGORITHM)
    inside = der.Reader.of_sequence(reader.octets())
    if reader.next_tag() == ATTRIBUTES:
        reader.take(ATTRIBUTES)
    reader.expect_end()
    inside.expect(der.integer(1))
    scalar = inside.octets()
    if len(scalar) != SIZE:
        raise der.NotDer("the scalar of a private key has 32 bytes")
    if inside.next_tag() == CURVE_INSIDE:
        der.Reader(inside.take(CURVE_INSIDE)).expect(der.oid("1.2.156.10197.1.301"))
    public = der.Reader(inside.take(PUBLIC_INSIDE)).bits() if inside.next_tag() == PUBLIC_INSIDE else None
    inside.expect_end()
    return int.from_bytes(scalar, "big"), public


def _to_pem(label: str, content: bytes) -> str:
    lines = textwrap.wrap(base64.b64encode(content).decode("ascii"), 64)
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def _from_pem(label: str, text: str) -> bytes:
    head, tail = f"-----BEGIN {label}-----", f"-----END {label}-----"
    before, found, rest = text.partition(head)
    body, ended, after = rest.partition(tail)
    if not (found and ended) or before.strip() or after.strip():
        raise NotAKey(f"no PEM of a {label.lower()}")
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise NotAKey(f"the PEM of a {label.lower()} is damaged") from fault
