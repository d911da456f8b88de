"""How this hall calls others: with patience that ends, following nobody elsewhere, reading only so much."""

import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import msgspec
from django.conf import settings

from citong.kernel.errors import Unavailable

from ..errors import PartnerDeclined, PartnerRefused
from ..rules.sites import check_address

PATIENCE: Final = httpx.Timeout(5.0)
# An answer that comes drop by drop is given up too.
WHOLE_SECONDS: Final = 10
MOST_BYTES: Final = 256 * 1024


def outbound() -> httpx.Client:
    """A client for one conversation. No proxy is taken from the environment, no redirect is followed."""
    return httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)


def mistrusted(what: str) -> PartnerRefused:
    """What came from the partner, or seemed to, does not hold."""
    return PartnerRefused(
        "对方发来的登录结果核对不上，没有让您登录。",
        remedy="请回到登录页，从头再登录一次。还不行，可以用本站的账号登录，或者打 12345。",
        fault=what,
    )


def declined() -> PartnerDeclined:
    """Whoever was led to the partner came back without its word."""
    return PartnerDeclined("对方没有让您登录。", remedy="请再试一次，或者用本站的账号登录。")


def with_query(address: str, asked: Mapping[str, str]) -> str:
    """The address with these questions added to its own."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def may_be_called(address: str) -> bool:
    """Whether this hall calls there: others by TLS only, and its own machine only where everything is made up.

    Addresses come from registrations and from what partners say of themselves; none of them may reach what listens
    beside the hall.
    """
    return check_address(address) is None and (address.startswith("https:") or bool(settings.DEMO))


def read(http: httpx.Client, request: httpx.Request) -> tuple[int, bytes]:
    """Status and body; a body without end, or no answer at all, is silence."""
    if not may_be_called(str(request.url.join("/"))):
        raise Unavailable("the address is not one that is called")
    try:
        answer = http.send(request, stream=True)
        try:
            body = _body(answer)
        finally:
            answer.close()
    except httpx.HTTPError as fault:
        raise Unavailable(type(fault).__name__) from fault
    if answer.status_code >= 500:
        raise Unavailable(f"answered {answer.status_code}")
    return answer.status_code, body


def _body(answer: httpx.Response) -> bytes:
    body, until = b"", time.monotonic() + WHOLE_SECONDS
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MOST_BYTES or time.monotonic() > until:
            raise Unavailable("the answer takes too long")
    return body


def read_json(http: httpx.Client, request: httpx.Request) -> tuple[int, dict[str, Any]]:
    """The same of an object in JSON; anything else is silence too."""
    status, body = read(http, request)
    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError as fault:
        raise Unavailable("the answer is no JSON") from fault
    if not isinstance(found, dict):
        raise Unavailable("the answer is no object")
    return status, found
