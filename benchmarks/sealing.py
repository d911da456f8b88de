"""The work of benchmarks/crypto, in a process of its own and in one thread: each way in turns, each answer looked at.

No database is asked: the keys are made here and stand where a process remembers those that it has unwrapped.
"""

import json
import os
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from time import process_time
from typing import Final
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DATABASE_URL", "postgresql://postgres@/none?host=/nowhere")
os.environ.setdefault("CITONG_SECRET_KEY", secrets.token_hex())
django.setup()

from cryptography.hazmat.primitives import hashes  # noqa: E402
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC  # noqa: E402

from citong.kernel import ciphertexts, keys  # noqa: E402
from citong.kernel.crypto import sm2, sm4  # noqa: E402
from citong.kernel.keys import PURPOSES, Key  # noqa: E402
from citong.kernel.passwords import KeyedSM3PasswordHasher  # noqa: E402

MESSAGE: Final = "准予行政许可决定书".encode() * 4
TEXT: Final = "350502199001011234"
COLUMN: Final = "a_table.a_column"
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
KEYS: Final = {
    purpose: [Key(purpose, 1, algorithm, keys.new_material(algorithm), LONG_AGO)]
    for purpose, algorithm in PURPOSES.items()
}


def ways() -> Mapping[str, Callable[[], object]]:
    """What is measured; each answers something that is true when it did its work."""
    private, hasher, python = sm2.generate(), KeyedSM3PasswordHasher(), sm2.InPython()
    signature = sm2.sign(private, MESSAGE)
    pair, public = sm2.signature_from_der(signature), private.public
    ciphertext = sm2.encrypt(public, MESSAGE)
    blob, key = ciphertexts.encrypted_with_digest(TEXT, column=COLUMN), KEYS[keys.FIELDS][0].material
    return {
        "sm2_sign": lambda: sm2.sign(private, MESSAGE),
        "sm2_verify": lambda: sm2.verify(public, MESSAGE, signature),
        "sm2_encrypt": lambda: sm2.encrypt(public, MESSAGE),
        "sm2_decrypt": lambda: sm2.decrypt(private, ciphertext) == MESSAGE,
        "python_sign": lambda: python.sign(private, MESSAGE),
        "python_verify": lambda: python.verify(public, MESSAGE, pair),
        "field_write": lambda: ciphertexts.encrypted(TEXT, column=COLUMN),
        "field_write_searchable": lambda: ciphertexts.encrypted_with_digest(TEXT, column=COLUMN),
        "field_read": lambda: ciphertexts.decrypted(blob, column=COLUMN) == TEXT,
        "field_seek": lambda: ciphertexts.digests_sought(TEXT, column=COLUMN),
        "bare_sm4": lambda: sm4.encrypt(key, TEXT.encode(), bound_to=b""),
        "password": lambda: hasher.encode("xiexie-nin", "salt"),
        "bare_pbkdf2": lambda: PBKDF2HMAC(hashes.SM3(), 32, b"salt", hasher.iterations).derive(b"xiexie-nin"),
    }


def rate(way: Callable[[], object], *, seconds: float) -> float:
    """How often a second of this process's own time, which is how `openssl speed` counts too."""
    done, began = 0, process_time()
    while (passed := process_time() - began) < seconds:
        if not way():
            raise SystemExit("a way did not do its work")
        done += 1
    return done / passed


def measure(*, rounds: int, seconds: float) -> Mapping[str, Sequence[float]]:
    """Every way in turns, so that whatever slows the machine down slows them all."""
    measured = ways()
    turns = [{name: rate(way, seconds=seconds) for name, way in measured.items()} for _ in range(rounds)]
    return {name: [turn[name] for turn in turns] for name in measured}


if __name__ == "__main__":
    plan = json.load(sys.stdin)
    with patch.object(keys, "usable", KEYS.__getitem__):
        print(json.dumps({"engine": sm2.engine().name, "rates": measure(**plan)}))
