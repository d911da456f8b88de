"""Which browser asks, and from which address."""

from typing import Final

from django.http import HttpRequest

from citong.kernel.crypto import new_token

_BROWSER: Final = "browser"


def browser_of(request: HttpRequest) -> str:
    """What only this browser's session knows: a code that was asked for here is worth nothing elsewhere."""
    known = request.session.get(_BROWSER)
    if not isinstance(known, str):
        known = request.session[_BROWSER] = new_token()
    return known


def sender_of(request: HttpRequest) -> str:
    """The address from which somebody asks."""
    return str(request.META.get("REMOTE_ADDR", ""))
