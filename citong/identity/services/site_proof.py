"""A site shows that it is itself, before it is given or told anything."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from django.db import IntegrityError, transaction
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from citong.kernel.crypto import same, sm3_hex, token_digest

from ..errors import SignOnFault
from ..models import SeenAssertion, Site, SiteProof
from ..queries.sites import site_of
from ..rules.openid import SKEW

BY_KEY: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
_LONGEST_LIFE: Final = timedelta(minutes=10)
_LONGEST: Final = 8000


@dataclass(frozen=True)
class Shown:
    """What a request shows of whom it comes from."""

    client_id: str = ""
    secret: str = ""
    assertion: str = ""
    assertion_type: str = ""


def recognise_site(shown: Shown, *, audiences: list[str], at: datetime) -> Site:
    """The site that shows this. It is held to the one way that it was registered with."""
    site = site_of(shown.client_id or _claimed_in(shown.assertion))
    if site is None or not _PROOFS[SiteProof(site.proof)](site, shown, audiences, at):
        raise SignOnFault("invalid_client", "client authentication failed")
    return site


def _by_secret(site: Site, shown: Shown, _audiences: list[str], _at: datetime) -> bool:
    return bool(shown.secret) and not shown.assertion and same(token_digest(shown.secret), site.secret_digest)


def _by_nothing(_site: Site, shown: Shown, _audiences: list[str], _at: datetime) -> bool:
    return not shown.secret and not shown.assertion


def _by_key(site: Site, shown: Shown, audiences: list[str], at: datetime) -> bool:
    """RFC 7523, 3: made by the site, about itself, for us, short-lived, and used once."""
    if shown.secret or shown.assertion_type != BY_KEY or len(shown.assertion) > _LONGEST:
        return False
    claims = _verified(site, shown.assertion)
    if claims is None or claims.get("iss") != site.client_id or claims.get("sub") != site.client_id:
        return False
    meant_for = claims.get("aud")
    if not set(audiences) & set(meant_for if isinstance(meant_for, list) else [meant_for]):
        return False
    expires_at = _moment(claims.get("exp"))
    if expires_at is None or not at - SKEW < expires_at < at + _LONGEST_LIFE + SKEW:
        return False
    name = claims.get("jti")
    return isinstance(name, str) and bool(name) and use_once(site.client_id, name=name, until=expires_at + SKEW)


_PROOFS: Final = {SiteProof.SECRET: _by_secret, SiteProof.KEY: _by_key, SiteProof.PUBLIC: _by_nothing}


def use_once(issuer: str, *, name: str, until: datetime) -> bool:
    """Whether a statement is used for the first time; of two at once, one is first."""
    try:
        with transaction.atomic():
            SeenAssertion.objects.create(issuer=issuer[:200], name=sm3_hex(name.encode()), expires_at=until)
    except IntegrityError:
        return False
    return True


def _verified(site: Site, assertion: str) -> dict[str, Any] | None:  # Any: claims are JSON
    try:
        keys = KeySet.import_key_set({"keys": site.public_keys["keys"]})
        return jwt.decode(assertion, keys, algorithms=_ALGORITHMS).claims
    except (JoseError, ValueError):
        return None


def _claimed_in(assertion: str) -> str:
    """Who an assertion says it comes from: only to find the key by which it is then checked."""
    if not assertion or len(assertion) > _LONGEST:
        return ""
    claimed = unverified_claims(assertion).get("sub")
    return claimed if isinstance(claimed, str) else ""


def unverified_claims(token: str) -> dict[str, Any]:  # Any: claims are JSON
    """What a token says before anybody has looked at its signature."""
    try:
        claims = msgspec.json.decode(urlsafe_b64decode(token.split(".")[1] + "=="))
    except (ValueError, IndexError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)
