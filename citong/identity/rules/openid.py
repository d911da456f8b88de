"""What a site may ask for when somebody signs in there with their account here (OpenID Connect Core, RFC 6749, 9700).

Only the authorization code with PKCE (RFC 7636, S256) is spoken; what is older and weaker is refused.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from citong.kernel.crypto import same

from ..errors import SignOnFault
from .means import Means

CODE_LIVES: Final = timedelta(seconds=60)
ACCESS_LIVES: Final = timedelta(minutes=10)
REFRESH_LIVES: Final = timedelta(days=30)
ID_TOKEN_LIVES: Final = timedelta(minutes=10)
LOGOUT_TOKEN_LIVES: Final = timedelta(minutes=2)
# How far the clocks of two sites may be apart.
SKEW: Final = timedelta(seconds=60)
LEVEL: Final = "urn:citong:assurance:{}"
LONGEST: Final = 500
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_UNSUPPORTED: Final = {"request": "request_not_supported", "request_uri": "request_uri_not_supported"}
_PROMPTS: Final = frozenset({"none", "login", "consent", "select_account"})


class Scope(StrEnum):
    """What a site may ask to learn or to keep."""

    OPENID = "openid"
    PROFILE = "profile"
    PHONE = "phone"
    ID_DOCUMENT = "id_document"
    LEGAL_PERSON = "legal_person"
    OFFLINE = "offline_access"


# What a person reads when they are asked; the bare name of an account in that sector needs no consent.
SCOPE_WORDS: Final[Mapping[Scope, str]] = {
    Scope.PROFILE: "您的姓名",
    Scope.PHONE: "您的手机号",
    Scope.ID_DOCUMENT: "您的证件种类和证件号码",
    Scope.LEGAL_PERSON: "单位的名称、统一社会信用代码、法定代表人，以及您是经办人",
    Scope.OFFLINE: "您不在的时候也能读取上面这些内容，最长 30 天",
}
# RFC 8176, where it has a word.
_METHODS: Final[Mapping[Means, tuple[str, ...]]] = {
    Means.PASSWORD: ("pwd",),
    Means.PHONE_CODE: ("sms",),
    Means.PASSKEY: ("pop", "user"),
    Means.ONE_TIME_CODE: ("pwd", "otp", "mfa"),
    Means.CERTIFICATE: ("pop", "sc"),
    Means.BUSINESS_LICENCE: ("pop",),
    Means.PARTNER: ("fed",),
    Means.RECOVERY_CODE: ("otp",),
}


@dataclass(frozen=True)
class SignOnRequest:
    """A sign-in that a site asks for."""

    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    state: str = ""
    nonce: str = ""
    prompts: frozenset[str] = frozenset()
    max_age: int | None = None
    login_hint: str = ""
    id_token_hint: str = ""

    @property
    def discloses(self) -> tuple[str, ...]:
        """Of the scopes those that need a person's consent."""
        return tuple(scope for scope in self.scopes if scope != Scope.OPENID)

    def wants_new_sign_in(self, *, entered_at: datetime, at: datetime) -> bool:
        """Whether whoever is signed in has to show once more who they are."""
        is_old = self.max_age is not None and at - entered_at > timedelta(seconds=self.max_age)
        return is_old or bool(self.prompts & {"login", "select_account"})


def read_request(asked: Mapping[str, str], *, redirect_uri: str, allowed: Iterable[str]) -> SignOnRequest:
    """The request, if it is one that we answer; the faults told here go back to the site."""
    for name, error in _UNSUPPORTED.items():
        if asked.get(name):
            raise SignOnFault(error, f"{name} is not supported")
    if asked.get("response_type") != "code":
        raise SignOnFault("unsupported_response_type", "response_type must be code")
    if asked.get("response_mode", "query") != "query":
        raise SignOnFault("invalid_request", "response_mode must be query")
    if asked.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(asked.get("code_challenge", "")):
        raise SignOnFault("invalid_request", "code_challenge with code_challenge_method S256 is required")
    return SignOnRequest(
        redirect_uri=redirect_uri,
        scopes=_scopes(asked.get("scope", ""), allowed=frozenset(allowed)),
        challenge=asked["code_challenge"],
        state=_short(asked, "state"),
        nonce=_short(asked, "nonce"),
        prompts=_prompts(asked.get("prompt", "")),
        max_age=_seconds(asked.get("max_age")),
        login_hint=asked.get("login_hint", "")[:40],
        id_token_hint=asked.get("id_token_hint", ""),
    )


def verifier_fits(verifier: str, *, challenge: str) -> bool:
    """RFC 7636, 4.6: whoever fetches the tokens is who asked for them."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    return same(challenge_of(verifier), challenge)


def challenge_of(verifier: str) -> str:
    """What is told in advance of a secret that is shown later."""
    return half_of(sha256(verifier.encode()).digest())


def half_of(digest: bytes) -> str:
    """Bytes as URLs and tokens have them."""
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """OpenID Connect Core, 3.1.3.6: binds an access token to the ID token beside it. All our algorithms use SHA-256."""
    return half_of(sha256(token.encode()).digest()[:16])


def level_name(assurance: int) -> str:
    """How a level of our scale is called in tokens."""
    return LEVEL.format(assurance)


def methods_of(means: Means) -> list[str]:
    """How the means of a sign-in are called in tokens."""
    return list(_METHODS[means])


def _scopes(text: str, *, allowed: frozenset[str]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(text.split()))
    if Scope.OPENID not in asked:
        raise SignOnFault("invalid_scope", "scope must contain openid")
    # RFC 6749, 3.3 would let us leave some out in silence; a site is better off knowing.
    if set(asked) - allowed:
        raise SignOnFault("invalid_scope", "a scope is unknown or not allowed for this site")
    return asked


def _prompts(text: str) -> frozenset[str]:
    prompts = frozenset(text.split())
    if prompts - _PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise SignOnFault("invalid_request", "prompt makes no sense")
    return prompts


def _seconds(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise SignOnFault("invalid_request", "max_age must be a number of seconds")
    return int(text)


def _short(asked: Mapping[str, str], name: str) -> str:
    value = asked.get(name, "")
    if len(value) > LONGEST:
        raise SignOnFault("invalid_request", f"{name} is too long")
    return value
