"""A partner that speaks OpenID Connect. Nothing it says is believed before all was checked (Core 1.0, 3.1.3.7)."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from citong.kernel.crypto import new_token, same
from citong.kernel.errors import Unavailable

from ..ports import Assertion, Departure, Ending, Manner, PartnerTerms
from ..rules.openid import SKEW, challenge_of, token_hash
from ..rules.sites import check_address
from .outbound import declined, mistrusted, outbound, read_json, with_query

# Never none, and never an algorithm whose key is the secret that we share with the partner.
ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
PROMPTS: Final = {Manner.USUAL: {}, Manner.ANEW: {"prompt": "login"}, Manner.SILENTLY: {"prompt": "none"}}
DISCOVERY: Final = "/.well-known/openid-configuration"
# What our words are in a partner's claims, unless its registration says otherwise.
CLAIMS: Final = {
    "level": "acr",
    "name": "name",
    "id_type": "id_type",
    "id_number": "id_number",
    "phone": "phone_number",
    "enterprise_name": "legal_person.name",
    "credit_code": "legal_person.credit_code",
    "legal_representative": "legal_person.legal_representative",
}
Claims = dict[str, Any]  # Any: claims are JSON


class OidcProvider:
    """Authorization code with PKCE, state and nonce."""

    def depart(self, partner: PartnerTerms, *, back_to: str, manner: Manner) -> Departure:
        """Where to lead somebody."""
        with outbound() as http:
            metadata = _metadata(http, partner)
        state, nonce, verifier = new_token(), new_token(), secrets.token_urlsafe(48)
        asked = {
            "response_type": "code",
            "client_id": partner.client_id,
            "redirect_uri": back_to,
            "scope": partner.scopes or "openid",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
            **PROMPTS[manner],
        }
        address = with_query(_endpoint(metadata, "authorization_endpoint"), asked)
        return Departure(address, state, nonce, verifier, back_to, manner.value)

    def arrive(
        self, partner: PartnerTerms, *, departure: Departure, answer: Mapping[str, str], at: datetime
    ) -> Assertion:
        """Fetch and check what the partner says of whoever came back."""
        if not same(answer.get("state", ""), departure.state):
            raise mistrusted("state")
        with outbound() as http:
            metadata = _metadata(http, partner)
            _refuse_mix_up(answer, metadata, partner)
            if answer.get("error") or not answer.get("code"):
                raise declined()
            tokens = _tokens(http, metadata, partner, departure=departure, code=answer["code"])
            claims = _read(http, metadata, partner, token=tokens["id_token"], at=at)
            _refuse_strange(claims, partner, tokens=tokens, nonce=departure.nonce)
            claims |= _userinfo(http, metadata, access_token=tokens["access_token"], subject=str(claims["sub"]))
        return _assertion(claims, partner, id_token=tokens["id_token"])

    def end_told(self, partner: PartnerTerms, *, told: Mapping[str, str], at: datetime) -> Ending:
        """Check a logout token (Back-Channel Logout 1.0, 2.6)."""
        with outbound() as http:
            metadata = _metadata(http, partner)
            claims = _read(http, metadata, partner, token=told.get("logout_token", ""), at=at)
        events, subject, session = claims.get("events"), claims.get("sub", ""), claims.get("sid", "")
        is_one = isinstance(events, dict) and isinstance(events.get(LOGOUT_EVENT), dict) and "nonce" not in claims
        name = claims.get("jti")
        if not is_one or not isinstance(name, str) or not name or not (subject or session):
            raise mistrusted("logout token")
        return Ending(str(subject), str(session), name, _moment(claims["exp"]))

    def leave(self, partner: PartnerTerms, *, id_token: str, back_to: str) -> str:
        """Where somebody signs out of the partner too (RP-Initiated Logout 1.0)."""
        with outbound() as http:
            metadata = _metadata(http, partner)
        if "end_session_endpoint" not in metadata:
            return ""
        asked = {"id_token_hint": id_token, "client_id": partner.client_id, "post_logout_redirect_uri": back_to}
        return with_query(_endpoint(metadata, "end_session_endpoint"), asked)


def _metadata(http: httpx.Client, partner: PartnerTerms) -> Claims:
    status, metadata = read_json(http, http.build_request("GET", partner.address.rstrip("/") + DISCOVERY))
    if status != 200:
        raise Unavailable(f"discovery answered {status}")
    if metadata.get("issuer") != partner.address:
        raise mistrusted("issuer of the metadata")
    return metadata


def _endpoint(metadata: Claims, name: str) -> str:
    address = metadata.get(name)
    if not isinstance(address, str) or check_address(address):
        raise mistrusted(name)
    return address


def _refuse_mix_up(answer: Mapping[str, str], metadata: Claims, partner: PartnerTerms) -> None:
    """RFC 9207: the answer says whose it is, so that one partner's code never goes to another."""
    is_promised = metadata.get("authorization_response_iss_parameter_supported") is True
    if ("iss" in answer or is_promised) and answer.get("iss") != partner.address:
        raise mistrusted("iss of the answer")


def _tokens(
    http: httpx.Client, metadata: Claims, partner: PartnerTerms, *, departure: Departure, code: str
) -> dict[str, str]:
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": departure.back_to,
        "code_verifier": departure.verifier,
        "client_id": partner.client_id,
    }
    request = http.build_request("POST", _endpoint(metadata, "token_endpoint"), data=sent)
    if partner.secret:
        request = next(httpx.BasicAuth(*map(_quoted, (partner.client_id, partner.secret))).auth_flow(request))
    status, tokens = read_json(http, request)
    if status != 200 or str(tokens.get("token_type", "")).lower() != "bearer":
        raise mistrusted("token answer")
    if not all(isinstance(tokens.get(name), str) for name in ("id_token", "access_token")):
        raise mistrusted("token answer")
    return {name: tokens[name] for name in ("id_token", "access_token")}


def _read(http: httpx.Client, metadata: Claims, partner: PartnerTerms, *, token: str, at: datetime) -> Claims:
    """The claims of a token that the partner has signed for us, and that is good now."""
    status, listed = read_json(http, http.build_request("GET", _endpoint(metadata, "jwks_uri")))
    if status != 200:
        raise Unavailable(f"keys answered {status}")
    try:
        keys = KeySet.import_key_set({"keys": listed["keys"]})
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError, KeyError, TypeError) as fault:
        raise mistrusted("signature") from fault
    meant_for = claims.get("aud")
    audiences = meant_for if isinstance(meant_for, list) else [meant_for]
    if claims.get("iss") != partner.address or partner.client_id not in audiences:
        raise mistrusted("iss or aud")
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != partner.client_id:
        raise mistrusted("azp")
    if not _moment(claims.get("iat")) - SKEW <= at <= _moment(claims.get("exp")) + SKEW:
        raise mistrusted("time")
    return claims


def _refuse_strange(claims: Claims, partner: PartnerTerms, *, tokens: Mapping[str, str], nonce: str) -> None:
    if not isinstance(claims.get("nonce"), str) or not same(claims["nonce"], nonce):
        raise mistrusted("nonce")
    if "at_hash" in claims and claims["at_hash"] != token_hash(tokens["access_token"]):
        raise mistrusted("at_hash")
    if not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255 or "events" in claims:
        raise mistrusted(f"sub of {partner.code}")


def _userinfo(http: httpx.Client, metadata: Claims, *, access_token: str, subject: str) -> Claims:
    """What else the partner tells; about the same person, or not at all (Core 1.0, 5.3.4)."""
    if "userinfo_endpoint" not in metadata:
        return {}
    headers = {"Authorization": f"Bearer {access_token}"}
    status, told = read_json(http, http.build_request("GET", _endpoint(metadata, "userinfo_endpoint"), headers=headers))
    if status != 200 or told.get("sub") != subject:
        raise mistrusted("userinfo")
    return told


def _assertion(claims: Claims, partner: PartnerTerms, *, id_token: str) -> Assertion:
    told = {name: _claim(claims, partner.claims.get(name, usual)) for name, usual in CLAIMS.items()}
    session = claims.get("sid", "")
    return Assertion(subject=claims["sub"], session=str(session), id_token=id_token, **told)


def _claim(claims: Claims, path: str) -> str:
    found: object = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def _moment(seconds: object) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < 4e9:
        raise mistrusted("time")
    return datetime.fromtimestamp(seconds, tz=UTC)


def _quoted(text: str) -> str:
    """RFC 6749, 2.3.1: both halves are form-encoded before they are joined."""
    return urlencode({"": text})[1:]
