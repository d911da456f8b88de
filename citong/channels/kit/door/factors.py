"""Setting up and giving up what is asked beside the password."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from citong.identity import facade as identity
from citong.kernel.errors import Refusal

from ..confirming import freshly_signed_in
from ..guards import anyone, own_door
from ..places import place_wanted
from .forms import Code
from .holders import Holder, holder_at, holder_of, welcome
from .places import at_the_door, frame_of, home_of, sign_in_of


@anyone
@sensitive_post_parameters("code")
@freshly_signed_in
def add_codes(request: HttpRequest) -> HttpResponse:
    """An authenticator takes over a secret, by its QR code or typed, and shows with a first code that it has it."""
    holder = holder_at(request)
    if holder is None:
        return redirect(sign_in_of(request))
    form, refusal = Code(request.POST if "code" in request.POST else None), None
    if form.is_valid():
        try:
            return _added(request, holder, code=form.cleaned_data["code"])
        except Refusal as refused:
            refusal = refused
    status = refusal.status if refusal else 422 if form.errors else 200
    context = {**_secret_for(request, holder), "form": form, "refusal": refusal}
    return render(request, "kit/door/codes.html", context, status=status)


def _added(request: HttpRequest, holder: Holder, *, code: str) -> HttpResponse:
    account_id, by, now = holder.account_id, holder.actor, timezone.now()
    identity.confirm_one_time_codes(account_id, code=code, by=by, at=now)
    return welcome(request, holder, second=identity.Means.ONE_TIME_CODE)


def _secret_for(request: HttpRequest, holder: Holder) -> dict[str, object]:
    secret = identity.begin_one_time_codes(holder.account_id, by=holder.actor, at=timezone.now())
    login = identity.account(holder.account_id).login
    address = identity.authenticator_address(secret, issuer=settings.HALL_NAME, account=login)
    return {
        "shell": frame_of(request),
        "picture": segno.make(address).svg_data_uri(scale=5, border=2),
        "address": address,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "next": place_wanted(request, otherwise=home_of(request)),
    }


@own_door
@require_POST
@freshly_signed_in
def renew_recovery(request: HttpRequest) -> HttpResponse:
    """Ten new codes on paper."""
    holder = holder_of(request)
    codes = identity.new_recovery_codes(holder.account_id, by=holder.actor, at=timezone.now())
    context = {"shell": frame_of(request), "codes": codes, "next": at_the_door(request, "security")}
    return render(request, "kit/door/recovery.html", context)


@own_door
@require_POST
@freshly_signed_in
def drop_codes(request: HttpRequest) -> HttpResponse:
    """The authenticator is asked no more."""
    holder = holder_of(request)
    identity.drop_one_time_codes(holder.account_id, by=holder.actor, at=timezone.now())
    messages.success(request, "动态验证码已经停用。")
    return redirect(at_the_door(request, "security"))


@own_door
@require_POST
@freshly_signed_in
def drop_passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """A passkey opens nothing any more."""
    identity.drop_passkey(passkey_id, by=holder_of(request).actor, at=timezone.now())
    messages.success(request, "通行密钥已经删除。手机、电脑里的那一份，也可以在它的设置里删掉。")
    return redirect(at_the_door(request, "security"))
