"""Passkeys between two requests: what was asked is remembered in the session, and good for one answer."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from citong.identity import facade as identity

from ..devices import sender_of
from .places import place_of

_ASKED = "passkey"
_PATIENCE = timedelta(minutes=5)
# Any: what browsers and the verbs exchange is JSON.
Json = Mapping[str, Any]


def ask_to_make(request: HttpRequest, account_id: int) -> Json:
    """What the browser is asked, to make a passkey."""
    asked, state = identity.passkey_asked_for(identity.account(account_id), place=place_of(request))
    _remember(request, "make", state)
    return asked


def ask_to_use(request: HttpRequest, account_id: int | None) -> Json:
    """What the browser is asked, to show a passkey."""
    asked, state = identity.passkey_question(account_id, place=place_of(request))
    _remember(request, "use", state)
    return asked


def state_asked(request: HttpRequest, purpose: str) -> Json:
    """What was asked in this session, once; asked for another purpose, or too long ago, it was not."""
    asked = request.session.pop(_ASKED, None)
    if asked is None or asked["purpose"] != purpose or timezone.now().timestamp() > asked["until"]:
        raise identity.PasskeyRefused("这一次验证已经过期。", remedy="请再按一次按钮。")
    state: Json = asked["state"]
    return state


def account_shown(request: HttpRequest, credential: str) -> identity.Account:
    """The account whose passkey was shown in answer to what was asked."""
    state = state_asked(request, "use")
    return identity.use_passkey(
        place=place_of(request),
        state=state,
        answer=as_json(credential),
        sender=sender_of(request),
        at=timezone.now(),
    )


def as_json(text: str) -> Json:
    """What the browser sent; what is no JSON object says nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(request: HttpRequest, purpose: str, state: Json) -> None:
    until = (timezone.now() + _PATIENCE).timestamp()
    request.session[_ASKED] = {"purpose": purpose, "state": dict(state), "until": until}
