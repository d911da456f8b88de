"""What the pages of single sign-on show and read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from citong.channels.kit.figures import Row
from citong.identity import facade as identity

from .onward import with_query


@dataclass(frozen=True)
class LogoutWish:
    """Who asks for somebody to be signed out, of which session they have our word, and where to lead people then."""

    site: identity.Site | None
    sid: str
    target: str

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Only a site that shows a word of ours gets people sent to it: anybody can name a site."""
        claims = identity.own_statement(asked.get("id_token_hint", ""))
        site = identity.site_of(str(claims["aud"])) if claims else None
        if claims is None or site is None or asked.get("client_id", site.client_id) != site.client_id:
            return cls(None, "", "")
        place, state = asked.get("post_logout_redirect_uri", ""), asked.get("state", "")
        is_registered = place in site.after_logout_uris
        target = with_query(place, {"state": state} if state else {}) if is_registered else ""
        return cls(site, str(claims.get("sid", "")), target)


def what_is_told(account: identity.Account, scopes: Iterable[str]) -> list[Row]:
    """Line by line what a site would learn of this person, the numbers not in full."""
    told = [(scope, identity.claims_of(account, scopes=[scope])) for scope in scopes]
    return [
        Row(identity.SCOPE_WORDS[identity.Scope(scope)], _shown(scope, claims) or "没有登记，不会提供")
        for scope, claims in told
        if scope != identity.Scope.OFFLINE
    ]


def _shown(scope: str, claims: Mapping[str, Any]) -> str:  # Any: claims are JSON
    match scope:
        case identity.Scope.PROFILE:
            return str(claims.get("name", ""))
        case identity.Scope.PHONE:
            return identity.masked_phone(claims.get("phone_number", ""))
        case identity.Scope.ID_DOCUMENT:
            return identity.masked_number(claims.get("id_number", ""))
        case identity.Scope.LEGAL_PERSON:
            told = claims.get("legal_person", {})
            return "\n".join(str(told[name]) for name in ("name", "credit_code") if name in told)
    return ""
