"""Passkeys in a browser: asked for by a script, sent like any form."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.identity import facade as identity
from citong.kernel.errors import Refusal

from ..confirming import freshly_signed_in
from ..entering import enter, enter_with_second, who_is_half_way
from ..guards import anyone
from ..limiting import limited
from ..places import place_wanted
from . import asking
from .forms import NewPasskey, Shown
from .holders import holder_at, welcome
from .places import at_the_door, frame_of, home_of, place_of, sign_in_of


@anyone
@require_POST
def ask_to_make(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    holder = holder_at(request)
    if holder is None:
        raise identity.PasskeyRefused("请先登录，再添加通行密钥。")
    return JsonResponse(asking.ask_to_make(request, holder.account_id))


@anyone
@require_POST
@limited("passkey")
def ask_to_use(request: HttpRequest) -> HttpResponse:
    """What the browser needs to show a passkey: of whoever is half-way or signed in, or of whoever comes."""
    half_way = who_is_half_way(request)
    account_id = request.user.pk if request.user.is_authenticated else half_way.account_id if half_way else None
    return JsonResponse(asking.ask_to_use(request, account_id))


@anyone
@freshly_signed_in
def add(request: HttpRequest) -> HttpResponse:
    """A passkey is made and given a name."""
    holder = holder_at(request)
    if holder is None:
        return redirect(sign_in_of(request))
    form, refusal = NewPasskey(request.POST if "credential" in request.POST else None), None
    if form.is_valid():
        try:
            identity.add_passkey(
                holder.account_id,
                place=place_of(request),
                state=asking.state_asked(request, "make"),
                answer=asking.as_json(form.cleaned_data["credential"]),
                name=form.cleaned_data["name"],
                by=holder.actor,
                at=timezone.now(),
            )
            return welcome(request, holder, second=identity.Means.PASSKEY)
        except Refusal as refused:
            refusal = refused
    context = {
        "shell": frame_of(request),
        "form": form,
        "refusal": refusal,
        "options": at_the_door(request, "ask_to_make"),
        "next": place_wanted(request, otherwise=home_of(request)),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "kit/door/passkey.html", context, status=status)


@anyone
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """Somebody signs in with a passkey, or shows it as their second factor."""
    form = Shown(request.POST)
    wanted = place_wanted(request, otherwise=home_of(request))
    if not form.is_valid():
        raise identity.PasskeyRefused("没有收到通行密钥。", remedy="请再试一次，或者换一种登录方式。")
    half_way = who_is_half_way(request)
    account = asking.account_shown(request, form.cleaned_data["credential"])
    if half_way is None:
        enter(request, account, means=identity.Means.PASSKEY)
        return redirect(wanted)
    if half_way.account_id != account.pk:
        raise identity.PasskeyRefused("这是别的账号的通行密钥。", remedy="请用您自己的通行密钥，或者换一种方式。")
    enter_with_second(request, second=identity.Means.PASSKEY)
    return redirect(wanted)
