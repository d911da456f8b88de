"""Before what cannot be taken back: is it still the same person? What they sent is not lost, and goes on at once."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal

from .devices import sender_of
from .door.asking import account_shown
from .door.places import at_the_door, frame_of
from .entering import session_name, stay
from .repeating import CONFIRMS, repeatable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
_ASKED = 401


def freshly_signed_in(view: View[P]) -> View[P]:
    """What is sent here asks, once in settings.CONFIRM_MINUTES, for the password, a code or a passkey.

    It is worn inside a guard: who may do this at all is asked first.
    """

    @wraps(view)
    def confirmed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        answer = _asked(request) if request.method == "POST" else None
        return view(request, *args, **kwargs) if answer is None else answer

    return confirmed


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody has shown not long ago that it is them."""
    row, minutes = stay(request).row, settings.CONFIRM_MINUTES
    return not minutes or (row is not None and timezone.now() - row.confirmed_at < timedelta(minutes=minutes))


def _asked(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated or is_fresh(request):
        return None
    refusal = None
    if any(request.POST.get(name) for name in CONFIRMS):
        try:
            _confirm(request, request.user)
        except Refusal as refused:
            refusal = refused
        else:
            return None
    factors = identity.factors_of(request.user.pk)
    context = {
        "shell": frame_of(request),
        "sent": repeatable(request),
        "refusal": refusal,
        "factors": factors,
        "options": at_the_door(request, "ask_to_use"),
    }
    return render(request, "kit/door/confirm.html", context, status=_ASKED)


def _confirm(request: HttpRequest, account: identity.Account) -> None:
    """Whatever was shown is looked at; the session goes on under a new key."""
    by, now = Actor(id=identity.account_ref(account), channel="sign_in"), timezone.now()
    means = _shown(request, account, by=by)
    identity.mark_confirmed(session_name(request), means=means, by=by, at=now)
    row = stay(request).row
    if row is not None:
        row.confirmed_at = now
    request.session.cycle_key()


def _shown(request: HttpRequest, account: identity.Account, *, by: Actor) -> identity.Means:
    now, sender = timezone.now(), sender_of(request)
    if credential := request.POST.get("confirm_passkey"):
        if account_shown(request, credential).pk != account.pk:
            raise identity.PasskeyRefused("这是别的账号的通行密钥。", remedy="请用您自己的通行密钥。")
        return identity.Means.PASSKEY
    if code := request.POST.get("confirm_code"):
        return identity.check_code(account.pk, code=code, sender=sender, by=by, at=now)
    password = request.POST.get("confirm_password", "")
    return identity.confirm_by_password(account.pk, password=password, sender=sender, by=by, at=now)
