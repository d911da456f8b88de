"""Where a page of a list goes on, as its address says it; what cannot be read is taken for the first page."""

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

SIZE = 20
AFTER = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{1,18})")
BEFORE = re.compile(r"[0-9]{1,18}")


def after_in(asked: Mapping[str, str]) -> tuple[date, int] | None:
    """The due date and the id of the last row of the page before."""
    found = AFTER.fullmatch(asked.get("after", ""))
    if not found:
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None


def before_in(asked: Mapping[str, str]) -> int | None:
    """The id of the last row of the page before."""
    text = asked.get("before", "")
    return int(text) if BEFORE.fullmatch(text) else None


def address(name: str, **said: object) -> str:
    """The address of a screen with what it is asked for; what is empty is left out."""
    query = urlencode({key: value for key, value in said.items() if value})
    return f"{reverse(name)}?{query}" if query else reverse(name)
