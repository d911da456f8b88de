"""Half-way in: the second factor is shown, or, the first time, set up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from citong.identity import facade as identity
from citong.kernel.errors import Refusal

from ..devices import sender_of
from ..entering import HalfWay, enter_with_second, who_is_half_way
from ..guards import anyone
from ..places import place_wanted
from .forms import Code
from .places import at_the_door, frame_of, home_of, sign_in_of


@anyone
@sensitive_post_parameters("code")
def second(request: HttpRequest) -> HttpResponse:
    """The code of an authenticator, a passkey, or a code from paper; whoever has none yet is led to set one up."""
    half_way = who_is_half_way(request)
    if half_way is None:
        return redirect(sign_in_of(request))
    factors = identity.factors_of(half_way.account_id)
    form, refusal = Code(request.POST or None), None
    if form.is_valid():
        try:
            return _entered(request, half_way, code=form.cleaned_data["code"])
        except Refusal as refused:
            refusal = refused
    context = {
        "shell": frame_of(request),
        "form": form,
        "refusal": refusal,
        "factors": factors,
        "next": place_wanted(request, otherwise=home_of(request)),
    }
    screen = "kit/door/second.html" if factors.has_second else "kit/door/first_time.html"
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, screen, context, status=status)


def _entered(request: HttpRequest, half_way: HalfWay, *, code: str) -> HttpResponse:
    sender, now = sender_of(request), timezone.now()
    means = identity.check_code(half_way.account_id, code=code, sender=sender, by=half_way.actor, at=now)
    account = enter_with_second(request, second=means)
    if means == identity.Means.RECOVERY_CODE and not identity.factors_of(account.pk).recovery_codes_left:
        return redirect(at_the_door(request, "security"))
    return redirect(place_wanted(request, otherwise=home_of(request)))
