"""Single sign-on, as other sites' programs speak to us (OpenID Connect): keys, tokens, what they are good for."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from citong.channels.kit.limiting import count_wrong_token
from citong.identity import facade as identity
from citong.kernel.limits import TooOften

# Keys change seldom, and a new one is announced in advance.
KEYS_KEPT_SECONDS: Final = 60
_REALM: Final = 'realm="citong"'
Endpoint = Callable[[HttpRequest], HttpResponse]


def speaks_oauth(view: Endpoint) -> Endpoint:
    """What is refused is told as RFC 6749, 5.2 has it."""

    @wraps(view)
    def spoken(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except identity.SignOnFault as fault:
            return _counted(request, fault)

    return spoken


def only(*methods: str) -> Callable[[Endpoint], Endpoint]:
    """Other methods are refused."""

    def around(view: Endpoint) -> Endpoint:
        @wraps(view)
        def asked(request: HttpRequest) -> HttpResponse:
            if request.method not in methods:
                return JsonResponse({"error": "invalid_request"}, status=405, headers={"Allow": ", ".join(methods)})
            return view(request)

        return asked

    return around


@only("GET", "HEAD")
def discovery(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """What we speak and where (OpenID Connect Discovery 1.0)."""
    return _public(
        {
            "issuer": identity.issuer(),
            **{name: address_of(view) for name, view in _ENDPOINTS.items()},
            "scopes_supported": [scope.value for scope in identity.Scope],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": [*identity.SigningAlgorithm.values],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt", "none"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": [identity.level_name(level) for level in identity.Assurance.values],
            "claims_supported": _CLAIMS,
            "ui_locales_supported": ["zh-CN"],
            "claims_parameter_supported": False,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
            "authorization_response_iss_parameter_supported": True,
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }
    )


@only("GET", "HEAD")
def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """The public halves of the keys that sign our tokens."""
    return _public(identity.public_keys())


@only("POST")
@speaks_oauth
def token(request: HttpRequest) -> HttpResponse:
    """A site exchanges its code, or goes on with a refresh token."""
    sent, at = _sent(request), timezone.now()
    site = _site_asking(request, sent)
    by = identity.actor_for_site(site)
    match sent.get("grant_type"):
        case "authorization_code":
            code, back, verifier = (sent.get(name, "") for name in ("code", "redirect_uri", "code_verifier"))
            given = identity.exchange_code(site, code=code, redirect_uri=back, verifier=verifier, by=by, at=at)
        case "refresh_token":
            old, scope = sent.get("refresh_token", ""), sent.get("scope", "")
            given = identity.refresh_tokens(site, refresh_token=old, scope=scope, by=by, at=at)
        case _:
            raise identity.SignOnFault("unsupported_grant_type", "authorization_code or refresh_token")
    return JsonResponse(
        {
            "access_token": given.access_token,
            "token_type": "Bearer",
            "expires_in": given.seconds,
            "scope": " ".join(given.grant.scopes),
            "id_token": identity.id_token(given.grant, access_token=given.access_token, at=at),
            **({"refresh_token": given.refresh_token} if given.refresh_token else {}),
        }
    )


@only("GET", "POST")
def userinfo(request: HttpRequest) -> HttpResponse:
    """What a site may read about whoever signed in there."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if not shown and request.method == "POST":
        scheme, shown = "Bearer", str(request.POST.get("access_token", ""))
    if scheme.lower() != "bearer" or not shown:
        return _unknown(f"Bearer {_REALM}")
    at = timezone.now()
    found = identity.living_token(shown, kind="access", at=at)
    if found is None:
        return _unknown(f'Bearer {_REALM}, error="invalid_token"')
    by = identity.actor_for_site(found.grant.site)
    return JsonResponse(identity.tell_site(found.grant, by=by, at=at))


@only("POST")
@speaks_oauth
def introspect(request: HttpRequest) -> HttpResponse:
    """What one of a site's own tokens is good for (RFC 7662); of others' nothing is told."""
    sent = _sent(request)
    site = _site_asking(request, sent)
    if site.proof == identity.SiteProof.PUBLIC:
        raise identity.SignOnFault("invalid_client", "client authentication is required")
    found = identity.token_told(sent.get("token", ""), site_id=site.pk, at=timezone.now())
    if found is None:
        return JsonResponse({"active": False})
    return JsonResponse(
        {
            "active": True,
            "client_id": site.client_id,
            "iss": identity.issuer(),
            "sub": found.grant.subject,
            "scope": " ".join(found.grant.scopes),
            "token_type": "Bearer" if found.kind == "access" else "refresh_token",
            "iat": int(found.issued_at.timestamp()),
            "exp": int(found.expires_at.timestamp()),
        }
    )


@only("POST")
@speaks_oauth
def revoke(request: HttpRequest) -> HttpResponse:
    """A site gives a token back (RFC 7009); the answer is the same whether it was known."""
    sent = _sent(request)
    site = _site_asking(request, sent)
    by, at = identity.actor_for_site(site), timezone.now()
    identity.revoke_site_token(site, token=sent.get("token", ""), by=by, at=at)
    return HttpResponse(status=200)


def address_of(name: str) -> str:
    """The address by which others know one of our views."""
    return identity.issuer() + reverse(name)


def _site_asking(request: HttpRequest, sent: Mapping[str, str]) -> identity.Site:
    client_id, secret = _basic(request)
    if client_id and sent.get("client_id", client_id) != client_id:
        raise identity.SignOnFault("invalid_client", "two clients are named")
    if "client_secret" in sent:
        raise identity.SignOnFault("invalid_client", "client_secret_post is not supported, use client_secret_basic")
    shown = identity.Shown(
        client_id=client_id or sent.get("client_id", ""),
        secret=secret,
        assertion=sent.get("client_assertion", ""),
        assertion_type=sent.get("client_assertion_type", ""),
    )
    audiences = [identity.issuer(), address_of("openid:token")]
    return identity.recognise_site(shown, audiences=audiences, at=timezone.now())


def _basic(request: HttpRequest) -> tuple[str, str]:
    """Name and secret from the header; both are form-encoded within it (RFC 6749, 2.3.1)."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def _sent(request: HttpRequest) -> Mapping[str, str]:
    """The form; whoever sends a thing twice does not know what they want (RFC 6749, 3.2)."""
    if any(len(values) > 1 for _, values in request.POST.lists()):
        raise identity.SignOnFault("invalid_request", "a parameter is repeated")
    return {name: str(value) for name, value in request.POST.items() if "\0" not in str(value)}


def _counted(request: HttpRequest, fault: identity.SignOnFault) -> HttpResponse:
    """Whoever shows what no site has shown does so only so often."""
    try:
        if fault.error == "invalid_client":
            count_wrong_token(request)
    except TooOften as refusal:
        said = {"error": "temporarily_unavailable", "error_description": "too many attempts"}
        return JsonResponse(said, status=refusal.status, headers={"Retry-After": str(refusal.details["wait_seconds"])})
    return _fault(fault)


def _fault(fault: identity.SignOnFault) -> HttpResponse:
    said = {"error": fault.error, "error_description": fault.description}
    if fault.error == "invalid_client":
        return JsonResponse(said, status=401, headers={"WWW-Authenticate": f"Basic {_REALM}"})
    return JsonResponse(said, status=fault.status)


def _unknown(challenge: str) -> HttpResponse:
    return JsonResponse({"error": "invalid_token"}, status=401, headers={"WWW-Authenticate": challenge})


def _public(content: dict[str, Any]) -> HttpResponse:  # Any: JSON
    kept = {"Cache-Control": f"public, max-age={KEYS_KEPT_SECONDS}", "Access-Control-Allow-Origin": "*"}
    return JsonResponse(content, headers={**kept, "Cross-Origin-Resource-Policy": "cross-origin"})


_ENDPOINTS: Final = {
    "authorization_endpoint": "portal:authorize",
    "token_endpoint": "openid:token",
    "userinfo_endpoint": "openid:userinfo",
    "jwks_uri": "openid:keys",
    "introspection_endpoint": "openid:introspect",
    "revocation_endpoint": "openid:revoke",
    "end_session_endpoint": "portal:site_logout",
}
_CLAIMS: Final = [
    "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash", "assurance",
    "name", "kind", "department", "phone_number", "id_type", "id_number", "legal_person",
]  # fmt: skip
