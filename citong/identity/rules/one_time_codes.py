"""One-time codes of an authenticator: RFC 6238 with HMAC-SHA-1, thirty seconds and six digits, as every app does."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
# A telephone may be wrong by half a minute either way.
SKEW_STEPS = 1
_SECRET_BYTES = 20


def new_secret() -> str:
    """A secret of 160 bits (RFC 4226, section 4), in the letters that people can type."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def step_at(at: datetime) -> int:
    """The number of the half minute."""
    return int(at.timestamp()) // STEP_SECONDS


def code_at(step: int, *, secret: str, digits: int = DIGITS) -> str:
    """The code of one half minute (RFC 4226, section 5.3)."""
    # SHA-1 as a keyed digest is sound, and what authenticators can do.
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1").digest()
    at = digest[-1] & 0xF
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(code: str, *, secret: str, at: datetime) -> int | None:
    """The half minute that this code belongs to, if it is one of those about now; each compared in constant time."""
    now = step_at(at)
    around = range(now - SKEW_STEPS, now + SKEW_STEPS + 1)
    fitting = [step for step in around if hmac.compare_digest(code_at(step, secret=secret).encode(), code.encode())]
    return fitting[-1] if fitting else None


def tidy_code(typed: str) -> str:
    """As people type it: with blanks, with full-width digits."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in typed if not sign.isspace())


def address_of(secret: str, *, issuer: str, account: str) -> str:
    """What the QR code says to the app (the Key URI that all of them read)."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"
