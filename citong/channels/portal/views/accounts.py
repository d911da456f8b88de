"""Signing up, signing in, signing out, and getting in again."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from citong.channels.kit.browsers import browser_of
from citong.channels.kit.devices import sender_of
from citong.channels.kit.entering import enter, leave, session_name
from citong.channels.kit.guards import anyone
from citong.channels.kit.limiting import limited
from citong.channels.kit.questioning import asks_when_abused
from citong.identity import facade as identity
from citong.kernel.errors import Refusal
from citong.notices import facade as notices

from .. import forms
from ..applicants import SOMEBODY
from ..partner_pages import left_by_partner
from ..telephone import Steps, led_on, status_of, two_steps, wanted

SIGN_UP: Final = Steps(identity.Purpose.SIGN_UP, "phone", forms.Mobile, forms.SignUp, "portal/accounts/sign_up.html")
SIGN_UP_ENTERPRISE: Final = Steps(
    identity.Purpose.SIGN_UP, "phone", forms.Mobile, forms.SignUpEnterprise, "portal/accounts/sign_up_enterprise.html"
)
BY_CODE: Final = Steps(
    identity.Purpose.SIGN_IN, "login", forms.Login, forms.SignInByCode, "portal/accounts/by_code.html"
)
RECOVERY: Final = Steps(identity.Purpose.RECOVER, "login", forms.Login, forms.Recovery, "portal/accounts/recover.html")


@anyone
@sensitive_post_parameters("password")
@asks_when_abused
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show that an account is yours; afterwards you are where you wanted to be."""
    form = forms.SignIn(request.POST or None)
    form.initial["login"] = request.GET.get("login_hint", "")
    refusal = None
    if form.is_valid():
        try:
            account = identity.sign_in(**form.cleaned_data, sender=sender_of(request), at=timezone.now())
        except Refusal as refused:
            refusal = refused
        else:
            enter(request, account, means=identity.Means.PASSWORD)
            return led_on(request)
    context = {"form": form, "refusal": refusal, "next": wanted(request)}
    return render(request, "portal/accounts/sign_in.html", context, status=status_of(form, refusal))


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; nobody who comes after you at this screen can go on in your name."""
    visit = identity.visit_by_partner(session_name(request))
    leave(request)
    messages.success(request, "您已经退出。")
    return left_by_partner(request, visit) if visit else redirect("portal:home")


@anyone
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Sign in with a code on the telephone."""

    def act(typed: dict[str, Any]) -> HttpResponse:  # Any: values of forms
        account = identity.sign_in_by_code(**typed, browser=browser_of(request), at=timezone.now())
        enter(request, account, means=identity.Means.PHONE_CODE)
        return led_on(request)

    return two_steps(request, BY_CODE, act, by=SOMEBODY)


@anyone
@sensitive_post_parameters("code", "password")
def recover(request: HttpRequest) -> HttpResponse:
    """Set a password anew; all sessions end, and this one begins."""

    def act(typed: dict[str, Any]) -> HttpResponse:  # Any: values of forms
        account = identity.recover(**typed, browser=browser_of(request), by=SOMEBODY, at=timezone.now())
        enter(request, account, means=identity.Means.PHONE_CODE)
        messages.success(request, "密码设好了，已经登录。别处的登录都已退出。")
        return led_on(request)

    return two_steps(request, RECOVERY, act, by=SOMEBODY)


@anyone
@sensitive_post_parameters("code", "password")
@limited("sign_up")
def sign_up(request: HttpRequest) -> HttpResponse:
    """A person opens an account and is signed in."""
    return two_steps(request, SIGN_UP, _opening(request, identity.sign_up), by=SOMEBODY)


@anyone
@sensitive_post_parameters("code", "password")
@limited("sign_up")
def sign_up_enterprise(request: HttpRequest) -> HttpResponse:
    """An enterprise opens an account and its handler is signed in."""
    return two_steps(request, SIGN_UP_ENTERPRISE, _opening(request, identity.sign_up_enterprise), by=SOMEBODY)


def _opening(request: HttpRequest, verb: Callable[..., identity.Account]) -> Callable[[dict[str, Any]], HttpResponse]:
    # Any: values of forms; two verbs with parameters of their own, both giving an account
    def act(typed: dict[str, Any]) -> HttpResponse:
        shown = {name: typed.pop(name) for name in ("phone", "code", "password", "agreement")}
        opening = identity.Opening(**shown, browser=browser_of(request))
        account = verb(opening, **typed, by=SOMEBODY, at=timezone.now())
        enter(request, account, means=identity.Means.PHONE_CODE)
        messages.success(request, "注册成功，已经登录。")
        return led_on(request)

    return act


@anyone
def demo_telephone(request: HttpRequest) -> HttpResponse:
    """In a demonstration: the text messages that nobody's telephone received."""
    if not settings.DEMO:
        raise Http404
    number = request.GET.get("to", "")
    context = {"number": number, "carried": notices.carried_in_simulation(to=number)}
    return render(request, "portal/accounts/demo_telephone.html", context)
