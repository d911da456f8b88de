"""A site, as its program speaks to our single sign-on; by hand, so that it can also speak wrongly."""

from base64 import b64encode
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from joserfc import jwt
from joserfc.jwk import KeySet

from citong.identity import facade as identity
from citong.identity.rules.openid import challenge_of
from tests.factories.sites import BACK, VERIFIER


def asking(site: identity.Site, **changes: str | None) -> dict[str, str]:
    """The questions of a sign-in; None leaves one out."""
    usual = {
        "client_id": site.client_id,
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid profile",
        "state": "st",
        "nonce": "no",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: text for name, text in {**usual, **changes}.items() if text is not None}


def answer_of(answer: HttpResponseBase) -> dict[str, str]:
    """What an answer tells the site, when it leads back there."""
    address = answer.headers.get("Location") or answer.headers["Refresh"].partition("url=")[2]
    assert address.startswith(BACK), address
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def consenting(client: Client, site: identity.Site, **changes: str | None) -> dict[str, str]:
    """Ask, consent where it is wanted, and give what the site is told."""
    address = consenting_at(client, f"/oidc/authorize?{urlencode(asking(site, **changes))}")
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def consenting_at(client: Client, address: str) -> str:
    """Follow a site's request, consent where it is wanted, and give the address that leads back there."""
    answer = client.get(address)
    if answer.status_code == 200:
        page = client.post(address.replace("/oidc/authorize", "/oidc/consent/", 1), {"answer": "allow"})
        answer = client.get(page.headers["Refresh"].partition("url=")[2])
    assert answer.headers["Location"].startswith(BACK)
    return answer.headers["Location"]


def basic(site: identity.Site, secret: str) -> dict[str, str]:
    """How a site shows its secret."""
    both = f"{quote_plus(site.client_id)}:{quote_plus(secret)}".encode()
    return {"Authorization": f"Basic {b64encode(both).decode()}"}


def exchange(site: identity.Site, secret: str, code: str, **changes: str | None) -> Any:  # Any: Django's test response
    """Exchange a code."""
    usual = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    sent = {name: text for name, text in {**usual, **changes}.items() if text is not None}
    return Client().post("/oidc/token", sent, headers=basic(site, secret))


def refresh(site: identity.Site, secret: str, token: str, **more: str) -> Any:  # Any: Django's test response
    """Go on with a refresh token."""
    sent = {"grant_type": "refresh_token", "refresh_token": token, **more}
    return Client().post("/oidc/token", sent, headers=basic(site, secret))


def userinfo(token: str) -> Any:  # Any: Django's test response
    """What a token tells of its person."""
    return Client().get("/oidc/userinfo", headers={"Authorization": f"Bearer {token}"})


def read(token: str) -> jwt.Token:
    """A token, its signature checked with the keys that we publish."""
    keys = KeySet.import_key_set(Client().get("/oidc/keys").json())
    return jwt.decode(token, keys, algorithms=["RS256", "ES256"])
