"""A mark on a site's request: when it was first asked, and whether the person has consented since.

It is signed and bound to the request, so that nobody gets around showing once more who they are by rewriting addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self

from django.core import signing

from citong.kernel.crypto import sm3_hex

_SALT: Final = "portal.sign_on"
_GOOD_FOR_SECONDS: Final = 3600


@dataclass(frozen=True)
class Mark:
    """What a request that goes on remembers of its beginning."""

    since: datetime
    is_consented: bool

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self | None:
        """The mark of this very request, if it has one."""
        try:
            digest, since, is_consented = signing.loads(asked.get("resume", ""), salt=_SALT, max_age=_GOOD_FOR_SECONDS)
        except (signing.BadSignature, ValueError):
            return None
        if digest != _digest(asked):
            return None
        return cls(datetime.fromtimestamp(since, tz=UTC), bool(is_consented))


def marked(asked: Mapping[str, str], *, since: datetime, is_consented: bool) -> str:
    """The mark for this request."""
    return signing.dumps([_digest(asked), int(since.timestamp()), is_consented], salt=_SALT)


def _digest(asked: Mapping[str, str]) -> str:
    questions = sorted((name, text) for name, text in asked.items() if name != "resume")
    return sm3_hex(repr(questions).encode())
