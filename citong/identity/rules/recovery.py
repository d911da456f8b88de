"""Recovery codes: ten words of letters, written down on paper for the day when the telephone is gone."""

import secrets

from citong.kernel.crypto import keyed_digest

COUNT = 10
_LENGTH = 10
# Without those that look like another: 0 O, 1 I L.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_codes() -> list[str]:
    """Ten codes of 49 bits each, in two halves that can be read aloud."""
    return ["-".join(("".join(map(_letter, range(_LENGTH // 2)))) for _ in range(2)) for _ in range(COUNT)]


def digest_of(code: str, *, account_id: int, key: str) -> str:
    """What is kept of a code: useless to whoever has the table and not the hall's secret."""
    tidy = "".join(sign for sign in code.upper() if sign in _LETTERS)
    return keyed_digest(key.encode(), f"recovery/{account_id}/{tidy}".encode()).hex()


def looks_like_one(code: str) -> bool:
    """Whether this was meant as a recovery code and not as one of six digits."""
    return len([sign for sign in code.upper() if sign in _LETTERS]) == _LENGTH


def _letter(_place: int) -> str:
    return secrets.choice(_LETTERS)
