"""Wraps keys under a master key that comes from the environment. The database alone is worth nothing to a thief."""

import hmac
from dataclasses import dataclass
from typing import Self

from django.conf import settings

from citong.kernel.crypto import keyed_digest, sm4
from citong.kernel.errors import WrongMasterKey

VERSION = b"\x01"
MARK_SIZE = 8
MASTER_SIZE = 32
HOW_TO_MAKE = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


@dataclass(frozen=True)
class _Master:
    """What is derived of one master key: the key that wraps, and a mark by which wrapped bytes know it again."""

    key: bytes
    mark: bytes

    @classmethod
    def of(cls, text: str) -> Self:
        try:
            secret = bytes.fromhex(text)
        except ValueError:
            secret = b""
        if len(secret) != MASTER_SIZE:
            raise WrongMasterKey(f"CITONG_MASTER_KEY must be 64 hexadecimal characters, as made by: {HOW_TO_MAKE}")
        wrapping = keyed_digest(secret, b"citong: wrapping of keys")[: sm4.KEY_SIZE]
        return cls(wrapping, keyed_digest(secret, b"citong: mark of the master key")[:MARK_SIZE])


class MasterKeyWrapper:
    """The first of settings.MASTER_KEYS wraps; the others still unwrap."""

    def __init__(self) -> None:
        if not settings.MASTER_KEYS:
            raise WrongMasterKey(
                "Set CITONG_MASTER_KEY (or CITONG_MASTER_KEY_FILE): the keys of this hall lie under it. For a new"
                f" hall make one: {HOW_TO_MAKE}. A hall that has keys needs the one that it was opened with."
            )
        self._masters = [_Master.of(text) for text in settings.MASTER_KEYS]

    def wrap(self, material: bytes, *, name: str) -> bytes:
        """The key under the present master key."""
        master = self._masters[0]
        return VERSION + master.mark + sm4.encrypt(master.key, material, bound_to=name.encode())

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        """The key again, under the master key that it was wrapped with."""
        version, mark, blob = wrapped[:1], wrapped[1 : 1 + MARK_SIZE], wrapped[1 + MARK_SIZE :]
        if version != VERSION:
            raise WrongMasterKey(f"Key {name} is stored in a form that this program does not know.")
        for master in self._masters:
            if hmac.compare_digest(master.mark, mark):
                return _opened(master, blob, name=name)
        ours = ", ".join(master.mark.hex() for master in self._masters)
        raise WrongMasterKey(
            f"Key {name} lies under the master key {mark.hex()}, but CITONG_MASTER_KEY is {ours} (marks, not the keys)."
            " Bring back the master key that this database was written with; see “密钥” in docs/guide/operator.md."
        )


def _opened(master: _Master, blob: bytes, *, name: str) -> bytes:
    try:
        return sm4.decrypt(master.key, blob, bound_to=name.encode())
    except sm4.CannotDecrypt as fault:
        raise WrongMasterKey(f"Key {name} has been changed in the database: restore table kernel_storedkey.") from fault
