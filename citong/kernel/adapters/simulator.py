"""A module of hardware that is none: its master key is a file in the data folder. It can be made slow or be taken away.

How it behaves is written in `hsm.txt` beside the key, so that it holds for every process: “absent”, or for how many
seconds it thinks about each call.
"""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from citong.kernel.crypto import sm4
from citong.kernel.errors import Unavailable, WrongMasterKey

PATIENCE_SECONDS = 2.0


class SimulatedHsm:
    """Wraps and unwraps as a module of hardware would, when it is there."""

    def wrap(self, material: bytes, *, name: str) -> bytes:
        """The key under the module's own."""
        self._answer()
        return sm4.encrypt(_own_key(), material, bound_to=name.encode())

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        """The key again."""
        self._answer()
        try:
            return sm4.decrypt(_own_key(), wrapped, bound_to=name.encode())
        except sm4.CannotDecrypt as fault:
            raise WrongMasterKey(f"Key {name} was wrapped by another module, or has been changed.") from fault

    def _answer(self) -> None:
        """Take as long as a slow module takes; whoever asks does not wait longer than they can bear."""
        behaviour = ""
        with suppress(FileNotFoundError):
            behaviour = (_place() / "hsm.txt").read_text(encoding="utf-8").strip()
        seconds = PATIENCE_SECONDS if behaviour == "absent" else float(behaviour or 0)
        if behaviour != "absent":
            time.sleep(min(seconds, PATIENCE_SECONDS))
        if seconds >= PATIENCE_SECONDS:
            raise Unavailable("the module that holds the master key does not answer")


def _own_key() -> bytes:
    file = _place() / "hsm.key"
    with suppress(FileExistsError):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_bytes(sm4.KEY_SIZE))
    return file.read_bytes()


def _place() -> Path:
    return Path(settings.DATA_DIR)
