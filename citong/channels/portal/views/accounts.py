"""Signing up, signing in, signing out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from citong.channels.kit.devices import sender_of
from citong.channels.kit.entering import enter, leave
from citong.channels.kit.guards import anyone
from citong.channels.kit.limiting import limited
from citong.channels.kit.places import place_wanted
from citong.channels.kit.questioning import asks_when_abused
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput, Refusal

from .. import forms
from ..applicants import SOMEBODY


@anyone
@sensitive_post_parameters("password")
@asks_when_abused
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show that an account is yours; afterwards you are where you wanted to be."""
    form = forms.SignIn(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            account = identity.sign_in(**form.cleaned_data, sender=sender_of(request), at=timezone.now())
        except Refusal as refused:
            refusal = refused
        else:
            enter(request, account, means=identity.Means.PASSWORD)
            return redirect(_wanted(request))
    context = {"form": form, "refusal": refusal, "next": _wanted(request)}
    return render(request, "portal/accounts/sign_in.html", context, status=_status(form, refusal))


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; nobody who comes after you at this screen can go on in your name."""
    leave(request)
    messages.success(request, "您已经退出。")
    return redirect("portal:home")


@anyone
@sensitive_post_parameters("password")
@limited("sign_up")
def sign_up(request: HttpRequest) -> HttpResponse:
    """A person opens an account and is signed in."""
    return _opened(request, forms.SignUp, identity.sign_up, "portal/accounts/sign_up.html")


@anyone
@sensitive_post_parameters("password")
@limited("sign_up")
def sign_up_enterprise(request: HttpRequest) -> HttpResponse:
    """An enterprise opens an account and its handler is signed in."""
    screen = "portal/accounts/sign_up_enterprise.html"
    return _opened(request, forms.SignUpEnterprise, identity.sign_up_enterprise, screen)


def _opened(request: HttpRequest, kind: type[Form], verb: Callable[..., Any], screen: str) -> HttpResponse:
    # Any: two verbs with parameters of their own, both giving an account
    form = kind(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            account = verb(**form.cleaned_data, by=SOMEBODY, at=timezone.now())
        except InvalidInput as invalid:
            for name, fault in invalid.faults.items():
                form.add_error(name, fault)
        except Refusal as refused:
            refusal = refused
        else:
            enter(request, account, means=identity.Means.PASSWORD)
            messages.success(request, "注册成功，已经登录。")
            return redirect(_wanted(request))
    context = {"form": form, "refusal": refusal, "next": _wanted(request)}
    return render(request, screen, context, status=_status(form, refusal))


def _status(form: Form, refusal: Refusal | None) -> int:
    if refusal:
        return refusal.status
    return 422 if form.errors else 200


def _wanted(request: HttpRequest) -> str:
    return place_wanted(request, otherwise=resolve_url("portal:space"))
