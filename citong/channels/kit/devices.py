"""Which sender a request comes from, and by what a device is recognised."""

import secrets
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from citong.identity import facade as identity

_YEAR_SECONDS: Final = 365 * 24 * 3600
# A device remembers this many accounts that have signed in with it.
_MOST_PROOFS: Final = 8
_KNOWN: Final = "_citong_known"


def sender_of(request: HttpRequest) -> identity.Sender:
    """Who sends this, as far as the network and the browser tell."""
    address = address_of(request)
    device, proofs = _remembered(request)
    return identity.Sender(
        network=identity.network_of(address),
        address=identity.shortened(address),
        browser=identity.browser_in_words(request.headers.get("User-Agent", "")),
        device=device,
        proofs=frozenset(proofs),
    )


def address_of(request: HttpRequest) -> str:
    """The address of the sender: of the connection, or, behind proxies of ours, the last that is none of them."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    address = str(request.META.get("REMOTE_ADDR") or "")
    while hops and _is_trusted(address):
        address = hops.pop()
    return address


def remember(request: HttpRequest, account: identity.Account) -> None:
    """This device has signed in to the account; its cookie goes out with the answer."""
    device, proofs = _remembered(request)
    device = device or secrets.token_urlsafe(16)
    proof = identity.proof_for(account, device=device)
    kept = [proof, *(each for each in proofs if each != proof)][:_MOST_PROOFS]
    setattr(request, _KNOWN, ".".join([device, *kept]))


class RememberDevice:
    """Middleware: the cookie of a device that has just signed in; and nobody keeps a page of somebody signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        cookie = getattr(request, _KNOWN, "")
        if cookie:
            response.set_cookie(
                settings.DEVICE_COOKIE_NAME,
                cookie,
                max_age=_YEAR_SECONDS,
                secure=settings.BEHIND_TLS,
                httponly=True,
                samesite="Lax",
            )
        return response


def _remembered(request: HttpRequest) -> tuple[str, list[str]]:
    device, *proofs = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")[:500].split(".")
    return device[:40], proofs[:_MOST_PROOFS]


def _is_trusted(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        # A proxy on this machine may speak through a socket that has no address.
        return address == "" and "unix" in settings.TRUSTED_PROXIES
    return any(found in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES if proxy != "unix")
