"""Signed statements about people, for other sites; and the keys by which others check them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from citong.kernel import keys
from citong.kernel.crypto import new_token

from ..models import SIGNING_KEYS, SigningAlgorithm, SiteGrant, SiteVisit
from ..rules import openid as rules
from ..rules.means import Means
from .claims import claims_of

LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
# Any: claims are JSON
Claims = dict[str, Any]
_JWK: Final[Mapping[str, type[RSAKey | ECKey]]] = {
    SigningAlgorithm.RS256: RSAKey,
    SigningAlgorithm.ES256: ECKey,
}


def issuer() -> str:
    """Under which name this hall makes statements: the address at which it is reached."""
    return str(settings.HALL_ADDRESS)


def public_keys() -> Claims:
    """Every key that may have signed something still good, and those announced to sign next."""
    listed = [
        {**_jwk(algorithm, key).as_dict(private=False), "use": "sig", "alg": algorithm.value}
        for algorithm, purpose in SIGNING_KEYS.items()
        for key in keys.usable(purpose)
    ]
    return {"keys": listed}


def id_token(grant: SiteGrant, *, access_token: str, at: datetime) -> str:
    """What a site learns at a sign-in: who by name for that site, how and when they showed it, how sure we are."""
    claims: Claims = {
        **_about(grant.site.client_id, at=at),
        "exp": _seconds(at + rules.ID_TOKEN_LIVES),
        "sub": grant.subject,
        "sid": grant.session_id,
        "auth_time": _seconds(grant.entered_at),
        "acr": rules.level_name(grant.account.assurance),
        "amr": rules.methods_of(Means(grant.means)),
        "at_hash": rules.token_hash(access_token),
    }
    if grant.nonce:
        claims["nonce"] = grant.nonce
    return _signed(claims, algorithm=grant.site.algorithm, kind="JWT")


def logout_token(visit: SiteVisit, *, at: datetime) -> str:
    """What a site is told when the session is over (OpenID Connect Back-Channel Logout 1.0, 2.4)."""
    claims: Claims = {
        **_about(visit.site.client_id, at=at),
        "exp": _seconds(at + rules.LOGOUT_TOKEN_LIVES),
        "jti": new_token(size=16),
        "sub": visit.subject,
        "sid": visit.session_id,
        "events": {LOGOUT_EVENT: {}},
    }
    return _signed(claims, algorithm=visit.site.algorithm, kind="logout+jwt")


def userinfo_of(grant: SiteGrant) -> Claims:
    """What a site may read about whoever signed in there, within what they consented to."""
    return {"sub": grant.subject, **claims_of(grant.account, scopes=grant.scopes)}


def own_statement(token: str) -> Claims | None:
    """The claims of an ID token of ours, however old; None for anything else. Good for a hint, and nothing more."""
    try:
        read = jwt.decode(token, KeySet.import_key_set(_public_key_set()), algorithms=[*SigningAlgorithm.values])
    except (JoseError, ValueError):
        return None
    is_ours = read.claims.get("iss") == issuer() and read.header.get("typ") == "JWT" and "events" not in read.claims
    return read.claims if is_ours else None


def _public_key_set() -> Any:  # Any: joserfc's own type of a key set is a TypedDict of its own
    return public_keys()


def _about(client_id: str, *, at: datetime) -> Claims:
    return {"iss": issuer(), "aud": client_id, "iat": _seconds(at)}


def _signed(claims: Claims, *, algorithm: str, kind: str) -> str:
    chosen = SigningAlgorithm(algorithm)
    key = _jwk(chosen, keys.active(SIGNING_KEYS[chosen]))
    return jwt.encode({"alg": algorithm, "kid": key.kid, "typ": kind}, claims, key, algorithms=[algorithm])


def _jwk(algorithm: SigningAlgorithm, key: keys.Key) -> RSAKey | ECKey:
    return _read(algorithm, key.number, key.material)


# Reading a private key and checking it takes longer than signing with it.
@lru_cache(maxsize=16)
def _read(algorithm: SigningAlgorithm, number: int, material: bytes) -> RSAKey | ECKey:
    return _JWK[algorithm].import_key(material, {"kid": f"{algorithm.value.lower()}-{number}"})


def _seconds(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp())
