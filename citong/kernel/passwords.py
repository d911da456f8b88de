"""How passwords are hashed: PBKDF2 (RFC 8018) over HMAC-SM3, and a key over its result.

Whoever steals the database alone cannot even begin to guess: the key lies under the master key, which is elsewhere.
Whoever has both pays for each guess (docs/adr/0016).
"""

import base64
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.contrib.auth.hashers import BasePasswordHasher, mask_hash
from django.utils.crypto import constant_time_compare

from citong.kernel import keys
from citong.kernel.crypto import keyed_digest
from citong.kernel.keys import PASSWORDS, Key

SIZE = 32


class KeyedSM3PasswordHasher(BasePasswordHasher):
    """pbkdf2_sm3_keyed $ rounds $ salt $ number of the key $ hash."""

    algorithm = "pbkdf2_sm3_keyed"
    iterations = 100_000

    def encode(self, password: str, salt: str) -> str:
        """Hash a new password with the key of this moment."""
        if not salt or "$" in salt:
            raise ValueError("a salt has characters, and none of them is $")
        return self._encoded(password, salt, self.iterations, keys.active(PASSWORDS))

    def decode(self, encoded: str) -> dict[str, Any]:
        """The parts of a hash."""
        algorithm, iterations, salt, number, hashed = encoded.split("$")
        return {
            "algorithm": algorithm,
            "iterations": int(iterations),
            "salt": salt,
            "key": int(number),
            "hash": hashed,
        }

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        parts = self.decode(encoded)
        key = keys.key(PASSWORDS, parts["key"])
        return constant_time_compare(encoded, self._encoded(password, parts["salt"], parts["iterations"], key))

    def must_update(self, encoded: str) -> bool:
        """Whether the next sign-in should hash it anew: there is a later key, or the number of rounds is another."""
        parts = self.decode(encoded)
        return bool((parts["key"], parts["iterations"]) != (keys.active(PASSWORDS).number, self.iterations))

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Take as long as a hash of today does, so that old hashes cannot be told by the clock."""
        parts = self.decode(encoded)
        missing = self.iterations - parts["iterations"]
        if missing > 0:
            _stretched(password, parts["salt"], missing)

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        """What may be shown."""
        parts = self.decode(encoded)
        return {**parts, "salt": mask_hash(parts["salt"]), "hash": mask_hash(parts["hash"])}

    def _encoded(self, password: str, salt: str, iterations: int, key: Key) -> str:
        hashed = keyed_digest(key.material, _stretched(password, salt, iterations))
        shown = base64.b64encode(hashed).decode("ascii")
        return f"{self.algorithm}${iterations}${salt}${key.number}${shown}"


def _stretched(password: str, salt: str, iterations: int) -> bytes:
    return PBKDF2HMAC(hashes.SM3(), SIZE, salt.encode(), iterations).derive(password.encode())
