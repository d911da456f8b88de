"""A carrier that carries to a file: one line of JSON a message. It can be made slow, silent, refusing or rambling."""

import fcntl
import json
import time
from dataclasses import dataclass
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
        if not _place().exists():
            return []
        with _place().open(encoding="utf-8") as file:
            return _messages(file)

    def _write_once(self, message: dict[str, str]) -> None:
        _place().parent.mkdir(parents=True, exist_ok=True)
        with _place().open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            if all(known["reference"] != message["reference"] for known in _messages(file)):
                file.write(json.dumps(message, ensure_ascii=False) + "\n")


def _messages(file: IO[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in file]


def _place() -> Path:
    return Path(settings.DATA_DIR) / "sms.jsonl"
