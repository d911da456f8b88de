"""SM2 as GB/T 32918.2 (signatures) and 32918.4 (encryption) write it down, in Python alone.

Signatures are the pair r, s; ciphertexts the parts C1 (a point), C3 (a digest), C2 (as long as the text).
"""

import secrets
from collections.abc import Callable

from citong.kernel.crypto.curve import (
    GENERATOR,
    SIZE,
    A,
    B,
    N,
    Point,
    combined,
    times,
    times_generator,
)
from citong.kernel.crypto.digests import sm3

# Point, digest, and the text under the key stream: C1, C3, C2.
Parts = tuple[Point, bytes, bytes]


def random_scalar() -> int:
    """A number from 1 to n - 2: a private key, or what a signature or ciphertext needs once and never again."""
    return secrets.randbelow(N - 2) + 1


def identity_digest(public: Point, identity: bytes) -> bytes:
    """Z: who signs, with which curve and key (GB/T 32918.2, 5.5)."""
    length = (len(identity) * 8).to_bytes(2, "big")
    return sm3(length + identity + b"".join(map(octets_of, (A, B, *GENERATOR, *public))))


def sign(private: int, public: Point, message: bytes, *, identity: bytes, fresh: Callable[[], int]) -> tuple[int, int]:
    """The signature r, s (GB/T 32918.2, 6.1); `fresh` gives the random number."""
    e = _message_digest(public, message, identity)
    while True:
        k = fresh()
        point = times_generator(k)
        r = (e + point[0]) % N if point else 0
        if not r or r + k == N:
            continue
        s = pow(1 + private, -1, N) * (k - r * private) % N
        if s:
            return r, s


def verify(public: Point, message: bytes, signature: tuple[int, int], *, identity: bytes) -> bool:
    """Whether the signature is that of the key over the message (GB/T 32918.2, 7.1)."""
    r, s = signature
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N and t):
        return False
    point = combined(s, public, t)
    return point is not None and (_message_digest(public, message, identity) + point[0]) % N == r


def encrypt(public: Point, text: bytes, *, fresh: Callable[[], int]) -> Parts:
    """The parts of the ciphertext (GB/T 32918.4, 6.1)."""
    while True:
        k = fresh()
        start, shared = times_generator(k), times(public, k)
        if start is None or shared is None:
            continue
        stream = key_stream(b"".join(map(octets_of, shared)), len(text))
        if any(stream):
            return start, _check_digest(shared, text), _xor(text, stream)


def decrypt(private: int, parts: Parts) -> bytes | None:
    """The text (GB/T 32918.4, 7.1); None when it was not encrypted for this key or has been changed."""
    start, digest, hidden = parts
    shared = times(start, private)
    if shared is None:
        return None
    stream = key_stream(b"".join(map(octets_of, shared)), len(hidden))
    text = _xor(hidden, stream)
    return text if any(stream) and secrets.compare_digest(_check_digest(shared, text), digest) else None


def key_stream(seed: bytes, size: int) -> bytes:
    """As many bytes as are needed (GB/T 32918.3, 5.4.3)."""
    blocks = range(1, -(-size // 32) + 1)
    return b"".join(sm3(seed + counter.to_bytes(4, "big")) for counter in blocks)[:size]


def octets_of(number: int) -> bytes:
    """A coordinate or scalar in its 32 bytes."""
    return number.to_bytes(SIZE, "big")


def _message_digest(public: Point, message: bytes, identity: bytes) -> int:
    return int.from_bytes(sm3(identity_digest(public, identity) + message), "big")


def _check_digest(shared: Point, text: bytes) -> bytes:
    return sm3(octets_of(shared[0]) + text + octets_of(shared[1]))


def _xor(left: bytes, right: bytes) -> bytes:
    size = len(left)
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(size, "big")
