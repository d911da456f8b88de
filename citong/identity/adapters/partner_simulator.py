"""Outside systems that are none: who is told of ended sessions writes it down, and can be silent."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from citong.kernel.errors import Unavailable


@dataclass
class SimulatedLogoutCarrier:
    """Keeps every word in a file, one line of JSON each, across processes."""

    silences: int = 0

    def tell(self, address: str, *, logout_token: str) -> None:
        """Write the word down."""
        if self.silences:
            self.silences -= 1
            raise Unavailable("the simulated site is silent")
        _place().parent.mkdir(parents=True, exist_ok=True)
        with _place().open("a", encoding="utf-8") as file:
            file.write(json.dumps({"address": address, "logout_token": logout_token}) + "\n")

    def told(self) -> list[dict[str, str]]:
        """Every word so far, oldest first."""
        if not _place().exists():
            return []
        return [json.loads(line) for line in _place().read_text(encoding="utf-8").splitlines()]


def _place() -> Path:
    return Path(settings.DATA_DIR) / "ended-sessions.jsonl"
