"""Case numbers and query codes."""

import hashlib
import hmac
from datetime import date

from stdnum.iso7064 import mod_37_36

SERIALS_A_DAY = 1_000_000


def case_number(division: str, day: date, serial: int) -> str:
    """Division (6) + date (8) + serial (6) + check character (ISO 7064 MOD 37,36): 21 characters.

    The serial comes from a sequence that is never held by a lock and goes round after a million: unique within a day,
    not without gaps. Letters, which the law numbers, are counted without gaps.
    """
    body = f"{division[:6]}{day:%Y%m%d}{serial % SERIALS_A_DAY:06d}"
    return body + str(mod_37_36.calc_check_digit(body))


def is_case_number(text: str) -> bool:
    """Whether this can be a case number: length, alphabet, check character."""
    return len(text) == 21 and text[:20].isdecimal() and bool(mod_37_36.is_valid(text))


def tidy_number(text: str) -> str:
    """A number as typed by people: blanks and hyphens dropped, letters in capitals."""
    return "".join(text.split()).replace("-", "").upper()


def query_code(number: str, *, key: str) -> str:
    """The six digits that open the progress page of this case.

    Derived from the installation's secret, so that they are stored nowhere and a repeated submission shows the same.
    """
    digest = hmac.new(key.encode(), f"query-code:{number}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
