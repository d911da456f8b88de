"""The hall's keys, by purpose. They lie in the database wrapped under a master key that the database never sees.

Of the keys of a purpose the active one is the last whose moment has come. A new key is announced some time before that
moment, so that every process knows it when it begins to be used; those before it still read what they have written.
Keys that were unwrapped are remembered by the process for a while, and no longer: so a rotation is seen by all.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from django.db import OperationalError, connections
from django.utils import timezone

from citong.kernel.crypto import sm2, sm4
from citong.kernel.errors import KeyMissing, Unavailable
from citong.kernel.models import StoredKey
from citong.kernel.ports import KeyWrapper, adapter

logger = logging.getLogger(__name__)

PORT = "kernel.key_wrapper"
# More keys of one purpose than this are not remembered; older ones are unwrapped each time they are asked for.
REMEMBERED = 32


class Algorithm(StrEnum):
    """What a key is for; asymmetric keys are kept as PKCS#8."""

    SM4 = "sm4"
    HMAC_SM3 = "hmac-sm3"
    SM2 = "sm2"
    RSA = "rsa-3072"
    EC = "ec-p256"


class State(StrEnum):
    """Where a key is in its life."""

    COMING = "coming"
    ACTIVE = "active"
    READING = "decrypt-only"
    RETIRED = "retired"


@dataclass(frozen=True)
class Key:
    """An unwrapped key; it does not show itself when it is printed."""

    purpose: str
    number: int
    algorithm: Algorithm
    material: bytes = field(repr=False)
    active_from: datetime


@dataclass(frozen=True)
class Listed:
    """What an operator may see of a key."""

    purpose: str
    number: int
    algorithm: Algorithm
    state: State
    created_at: datetime
    active_from: datetime
    retired_at: datetime | None


# The kernel's own purposes: what encrypted columns hold, how they are searched, and what passwords are hashed with.
FIELDS, DIGESTS, PASSWORDS = "kernel.fields", "kernel.digests", "kernel.passwords"
# Every purpose that the program has keys for; modules add theirs.
PURPOSES: dict[str, Algorithm] = {
    FIELDS: Algorithm.SM4,
    DIGESTS: Algorithm.HMAC_SM3,
    PASSWORDS: Algorithm.HMAC_SM3,
}
# Purposes whose former keys are never laid aside, and why.
KEPT: dict[str, str] = {PASSWORDS: "口令是用密钥算出来的，没有再登录过的人还要靠旧密钥。"}


def purpose(name: str, algorithm: Algorithm, *, kept_because: str = "") -> str:
    """Declare, when a module is loaded, that it has keys of its own, and why former ones stay; returns the name."""
    if PURPOSES.setdefault(name, algorithm) is not algorithm:
        raise ValueError(f"{name} has keys for {PURPOSES[name]} already")
    if kept_because:
        KEPT[name] = kept_because
    return name


def active(of: str) -> Key:
    """The key with which this purpose writes or signs at this moment."""
    now = timezone.now()
    for key in usable(of):
        if key.active_from <= now:
            return key
    raise _missing(of)


def usable(of: str) -> Sequence[Key]:
    """Every key of the purpose that is not retired, the last first: also those that have not begun yet."""
    ring = _memory.recall(of)
    if ring is None:
        ring = _memory.keep(of, _load(of, known=_memory.last(of)))
    return ring


def key(of: str, number: int) -> Key:
    """The key with this number, to read what it has written; not when it is retired."""
    known = usable(of)
    for remembered in known:
        if remembered.number == number:
            return remembered
    row = StoredKey.objects.filter(purpose=of, number=number, retired_at=None).first()
    if row is None:
        raise KeyMissing(f"Key {of}/{number} is retired or lost; what it has written cannot be read.")
    if number > known[0].number:
        # Another process has rotated since we looked.
        _memory.forget(of)
    return _unwrapped(row)


def overview(*, at: datetime) -> Sequence[Listed]:
    """For operators: every key and its state, by purpose, the last first."""
    listed: list[Listed] = []
    for row in StoredKey.objects.order_by("purpose", "-number"):
        later = [other for other in listed if other.purpose == row.purpose and other.state == State.ACTIVE]
        state = _state(row, is_superseded=bool(later), at=at)
        listed.append(
            Listed(
                row.purpose,
                row.number,
                Algorithm(row.algorithm),
                state,
                row.created_at,
                row.active_from,
                row.retired_at,
            )
        )
    return listed


def assert_usable() -> None:
    """Say in words when a key is missing or cannot be unwrapped: to the operator, and not to the first visitor."""
    for name in PURPOSES.keys() | set(StoredKey.objects.filter(retired_at=None).values_list("purpose", flat=True)):
        active(name)


def look_at_the_start() -> None:
    """What every process does first. A database that is away for a while is no reason not to start."""
    try:
        assert_usable()
    except OperationalError:
        logger.warning("database does not answer, keys not looked at", exc_info=True)
    finally:
        connections.close_all()


def forget() -> None:
    """Remember nothing of what was unwrapped."""
    _memory.forget_all()


def new_material(algorithm: Algorithm) -> bytes:
    """A new random key."""
    return _MAKERS[algorithm]()


def wrapped(material: bytes, *, name: str) -> bytes:
    """The key under the master key; the name is purpose, number and algorithm, so that no row stands for another."""
    return _wrapper().wrap(material, name=name)


def name_of(row: StoredKey) -> str:
    """Under which name a key is wrapped."""
    return f"{row.purpose}/{row.number}/{row.algorithm}"


def unwrapped(row: StoredKey) -> bytes:
    """The material of a stored key."""
    return _wrapper().unwrap(bytes(row.wrapped), name=name_of(row))


def _wrapper() -> KeyWrapper:
    wrapper: KeyWrapper = adapter(PORT)
    return wrapper


def _unwrapped(row: StoredKey) -> Key:
    return Key(row.purpose, row.number, Algorithm(row.algorithm), unwrapped(row), row.active_from)


def _load(of: str, *, known: Sequence[Key]) -> Sequence[Key]:
    """Read the keys of a purpose; what is known is not unwrapped again, so that a module of hardware may rest."""
    rows = list(StoredKey.objects.filter(purpose=of, retired_at=None).order_by("-number")[:REMEMBERED])
    there = {row.number: one for row in rows for one in known if one.number == row.number}
    if not rows:
        raise _missing(of)
    try:
        return [there.get(row.number) or _unwrapped(row) for row in rows]
    except Unavailable:
        if not there:
            raise
        # A key that was announced has not begun yet: until it does, those that we have serve.
        logger.warning("master key not available, keeping the keys at hand", extra={"purpose": of})
        return list(there.values())


def _missing(of: str) -> KeyMissing:
    return KeyMissing(f"There is no key for {of} yet. Make it once: manage.py keys make")


def _state(row: StoredKey, *, is_superseded: bool, at: datetime) -> State:
    if row.retired_at is not None:
        return State.RETIRED
    if row.active_from > at:
        return State.COMING
    return State.READING if is_superseded else State.ACTIVE


class _Memory:
    """What a process has unwrapped, for settings.KEYS_REMEMBERED_SECONDS."""

    def __init__(self) -> None:
        self._rings: dict[str, tuple[float, Sequence[Key]]] = {}
        self._lock = threading.Lock()

    def recall(self, of: str) -> Sequence[Key] | None:
        loaded_at, ring = self._rings.get(of, (0.0, ()))
        fresh = ring and time.monotonic() - loaded_at < settings.KEYS_REMEMBERED_SECONDS
        return ring if fresh else None

    def last(self, of: str) -> Sequence[Key]:
        return self._rings.get(of, (0.0, ()))[1]

    def keep(self, of: str, ring: Sequence[Key]) -> Sequence[Key]:
        with self._lock:
            self._rings[of] = (time.monotonic(), ring)
        return ring

    def forget(self, of: str) -> None:
        with self._lock:
            self._rings.pop(of, None)

    def forget_all(self) -> None:
        with self._lock:
            self._rings.clear()


def _pkcs8(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


_memory = _Memory()
_MAKERS: Mapping[Algorithm, Callable[[], bytes]] = {
    Algorithm.SM4: sm4.new_key,
    Algorithm.HMAC_SM3: lambda: secrets.token_bytes(32),
    Algorithm.SM2: lambda: sm2.generate().to_der(),
    Algorithm.RSA: lambda: _pkcs8(rsa.generate_private_key(public_exponent=65537, key_size=3072)),
    Algorithm.EC: lambda: _pkcs8(ec.generate_private_key(ec.SECP256R1())),
}
