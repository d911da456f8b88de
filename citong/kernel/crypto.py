"""Digests and secrets. SM3 is GB/T 32905; hashlib has it wherever OpenSSL does, cryptography elsewhere."""

import hmac
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC


def sm3(content: bytes) -> bytes:
    """The 32-byte SM3 digest."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()


def sm3_hex(content: bytes) -> str:
    """The SM3 digest in 64 hexadecimal characters."""
    return sm3(content).hex()


def keyed_digest(key: bytes, content: bytes) -> bytes:
    """HMAC-SM3: a 32-byte digest that nobody can work out who has not the key."""
    digest = HMAC(key, hashes.SM3())
    digest.update(content)
    return digest.finalize()


def new_token(*, size: int = 32) -> str:
    """A secret for a machine, safe in URLs; `size` is in bytes."""
    return secrets.token_urlsafe(size)


def token_digest(token: str) -> str:
    """What is stored of a machine's token: the token is long and random, so a plain digest is enough."""
    return sm3_hex(token.encode())


def same(left: str, right: str) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
