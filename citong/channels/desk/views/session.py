"""Coming to the desk and leaving it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from citong.channels.kit.devices import sender_of
from citong.channels.kit.entering import enter, leave
from citong.channels.kit.guards import anyone
from citong.channels.kit.places import place_wanted
from citong.channels.kit.questioning import asks_when_abused
from citong.identity import facade as identity

from ..forms import SignIn
from ..screens import sent

NOT_STAFF = "这里是工作人员的入口。您的账号请从大厅首页登录。"


@anyone
@sensitive_post_parameters("password")
@asks_when_abused
def sign_in(request: HttpRequest) -> HttpResponse:
    """Staff number and password; then on to where the person wanted to go."""
    place = place_wanted(request, otherwise=resolve_url("desk:work"))
    form = SignIn(sent(request))
    if form.is_valid():
        try:
            account = identity.sign_in(**form.cleaned_data, sender=sender_of(request), at=timezone.now())
        except identity.SignInRefused as refusal:
            form.add_error(None, f"{refusal.message}{refusal.details['remedy']}")
        else:
            if identity.is_staff(account):
                enter(request, account, means=identity.Means.PASSWORD)
                return redirect(place)
            form.add_error(None, NOT_STAFF)
    status = 422 if form.errors else 200
    return render(request, "desk/session/sign_in.html", {"form": form, "place": place}, status=status)


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The desk is left; whoever comes next signs in."""
    leave(request)
    return redirect("desk:sign_in")
