"""Cryptography by the national standards, each in one module: SM3 digests, SM2 keys, SM4.

What nearly everybody needs is named here; the rest is asked for by its module: `from citong.kernel.crypto import sm2`.
"""

from citong.kernel.crypto.digests import keyed_digest, new_token, same, sm3, sm3_hex, token_digest

__all__ = ["keyed_digest", "new_token", "same", "sm3", "sm3_hex", "token_digest"]
