"""Partners as administrators add them, and people who sign in through them."""

from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from tests.partners.cas import CasSite
from tests.partners.oidc import SECRET, Platform


def agree(code: str, **changes: Any) -> identity.Partner:
    """A partner is added."""
    agreement = identity.PartnerAgreement(**{"name": "省网上办事大厅", **changes})
    return identity.add_partner(code, agreement=agreement, secret=SECRET, by=SYSTEM, at=timezone.now())


def place_of(address: str) -> str:
    """The same address, as a test client asks for it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def goes_through(client: Client, partner: Platform | CasSite, *, code: str = "fujian", query: str = "") -> Any:
    """Leave, sign in there, come back."""
    left = client.get(f"/sign-in/with/{code}/{query}")
    return client.get(place_of(partner.sign_in(left.headers["Location"])))


def accepts(client: Client) -> None:
    """Whoever came in for the first time accepts the service agreement."""
    client.post("/sign-in/agreement/", {"agreement": "on"})
