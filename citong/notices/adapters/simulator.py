"""A carrier that carries to a file: one line of JSON a message. It can be made slow, silent, refusing or rambling."""

import fcntl
import json
import time
from dataclasses import dataclass, field
from io import SEEK_END
from pathlib import Path
from typing import IO

from django.conf import settings

from citong.kernel.crypto import sm3_hex
from citong.kernel.errors import Unavailable
from citong.notices.errors import NumberRefused

RAMBLING = "超出约定的回答" * 100


@dataclass
class SimulatedCarrier:
    """Keeps every message under our reference, across processes: the same reference is carried once."""

    seconds: float = 0.0
    silences: int = 0
    refused_numbers: frozenset[str] = frozenset()
    is_rambling: bool = False
    _known: set[str] = field(default_factory=set)
    _read_to: int = 0

    def carry(self, *, to: str, text: str, reference: str) -> str:
        """Write the message down and return the name it was given."""
        time.sleep(self.seconds)
        if self.silences:
            self.silences -= 1
            raise Unavailable("the simulated carrier is silent")
        if to in self.refused_numbers:
            raise NumberRefused("这个号码收不了短信。", remedy="请换一个手机号。")
        carrier_ref = f"sim-{sm3_hex(reference.encode())[:16]}"
        self._write_once({"reference": reference, "carrier_ref": carrier_ref, "to": to, "text": text})
        return RAMBLING if self.is_rambling else carrier_ref

    def carried(self) -> list[dict[str, str]]:
        """Every message carried so far, oldest first."""
        return _messages(_place().read_bytes()) if _place().exists() else []

    def _write_once(self, message: dict[str, str]) -> None:
        _place().parent.mkdir(parents=True, exist_ok=True)
        with _place().open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._read_on(file)
            if message["reference"] not in self._known:
                file.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def _read_on(self, file: IO[bytes]) -> None:
        """Learn what was written since, by whichever process; from the start when the file is a new one."""
        if file.seek(0, SEEK_END) < self._read_to:
            self._known, self._read_to = set(), 0
        file.seek(self._read_to)
        content = file.read()
        self._known.update(message["reference"] for message in _messages(content))
        self._read_to += len(content)


def _messages(content: bytes) -> list[dict[str, str]]:
    return [json.loads(line) for line in content.splitlines()]


def _place() -> Path:
    return Path(settings.DATA_DIR) / "sms.jsonl"
