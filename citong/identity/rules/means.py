"""By what somebody showed that an account is theirs, and how a session is called outside of this hall."""

from enum import StrEnum

from citong.kernel.crypto import sm3_hex


class Means(StrEnum):
    """What was shown at the sign-in; sessions, history and other halls are told."""

    PASSWORD = "password"  # noqa: S105 -- the word, not one of them
    PHONE_CODE = "phone_code"
    PASSKEY = "passkey"
    ONE_TIME_CODE = "one_time_code"
    CERTIFICATE = "certificate"
    BUSINESS_LICENCE = "business_licence"
    PARTNER = "partner"
    RECOVERY_CODE = "recovery_code"


# Each of these is two things at once: a key that somebody has, and that it knows them by finger, face or number.
STRONG = frozenset({Means.PASSKEY, Means.CERTIFICATE})


def session_id(session_key: str) -> str:
    """The name of a session that may be told and kept: from it nobody can guess the key in the browser's cookie."""
    return sm3_hex(f"session:{session_key}".encode())[:32]
