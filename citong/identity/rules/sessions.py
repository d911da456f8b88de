"""How long a session lasts, and why it may end."""

from datetime import datetime, timedelta
from enum import StrEnum


class Ended(StrEnum):
    """Why a session is over."""

    LEFT = "left"
    IDLE = "idle"
    TOO_LONG = "too_long"
    SENT_AWAY = "sent_away"
    BY_ADMINISTRATOR = "by_administrator"
    ACCOUNT = "account"
    BY_PARTNER = "by_partner"


# Seen is written down at most this often: a page more or less is no write more or less.
SEEN_EVERY = timedelta(minutes=1)


def ending(*, seen_at: datetime, idle: timedelta, ends_at: datetime, at: datetime) -> Ended | None:
    """Why the session is over at this moment; None while it lasts."""
    if at >= ends_at:
        return Ended.TOO_LONG
    return Ended.IDLE if at >= seen_at + idle else None
