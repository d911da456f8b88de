"""Signing in through a partner: away, back again, and out on its word."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from citong.channels.kit.entering import enter
from citong.channels.kit.guards import anyone
from citong.channels.kit.places import place_wanted
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import Refusal, Unavailable

from ..partner_pages import LEFT

# Departures that a browser's session remembers: several windows may be under way, and one is used once.
_AWAY: Final = "away"
_MOST_AWAY: Final = 5
_PATIENCE_SECONDS: Final = 900


@anyone
@require_GET
def depart(request: HttpRequest, partner: str) -> HttpResponse:
    """To the partner, to show there who one is."""
    found = identity.partner_called(partner)
    back_to = identity.issuer() + reverse("portal:partner_back", args=[partner])
    place = place_wanted(request, otherwise=resolve_url("portal:space"))
    try:
        departure = identity.departure_to(found, back_to=back_to, manner=_manner(request))
    except Unavailable:
        return _silent(request, found, place=place)
    away = {
        **identity.remembered(departure),
        "partner": partner,
        "next": place,
        "since": int(timezone.now().timestamp()),
    }
    kept = list(request.session.get(_AWAY, []))[1 - _MOST_AWAY :]
    request.session[_AWAY] = [*kept, away]
    return HttpResponse(status=302, headers={"Location": departure.address, "Cache-Control": "no-store"})


@anyone
@csrf_exempt
def back(request: HttpRequest, partner: str) -> HttpResponse:
    """Back from the partner with its answer; or the partner itself, which tells that a session is over there."""
    found = identity.partner_called(partner)
    if request.method == "POST":
        return _ended(request, found)
    answer, at = {name: str(text) for name, text in request.GET.items()}, timezone.now()
    away = _taken(request, partner, state=answer.get("state", ""))
    if away is None:
        return _lost(request, found)
    place = away.pop("next")
    try:
        assertion = identity.assertion_from(found, departure=away, answer=answer, at=at)
        account = identity.sign_in_by_partner(found, assertion=assertion, at=at)
    except Unavailable:
        return _silent(request, found, place=place)
    except Refusal as refusal:
        if isinstance(refusal, identity.PartnerDeclined) and away["manner"] == identity.Manner.SILENTLY:
            return redirect(place)
        return _trouble(request, found, refusal, place=place)
    _enter(request, found, account, assertion)
    return redirect(place)


@anyone
@require_GET
def leave(request: HttpRequest, partner: str) -> HttpResponse:
    """After signing out here: sign out of the partner too."""
    identity.partner_called(partner)
    visit = identity.visit_by_partner(request.session.get(LEFT, ""))
    home = identity.issuer() + resolve_url("portal:home")
    address = identity.leaving_partner(visit, back_to=home) if visit is not None else ""
    return HttpResponse(status=302, headers={"Location": address or home, "Cache-Control": "no-store"})


def _manner(request: HttpRequest) -> identity.Manner:
    asked = (manner for manner in identity.Manner if manner.value in request.GET)
    return next(asked, identity.Manner.USUAL)


def _enter(
    request: HttpRequest, partner: identity.Partner, account: identity.Account, assertion: identity.Assertion
) -> None:
    by, at = Actor(id=identity.account_ref(account), channel="sign_in"), timezone.now()
    visit = identity.begin_partner_visit(partner, account_id=account.pk, assertion=assertion, by=by, at=at)
    enter(request, account, means=identity.Means.PARTNER, partner_visit=visit.pk)


def _ended(request: HttpRequest, partner: identity.Partner) -> HttpResponse:
    """The answers that Back-Channel Logout 1.0, 2.8 asks for; to a program, not to a person."""
    told, at = {name: str(text) for name, text in request.POST.items()}, timezone.now()
    try:
        ending = identity.ending_told_by(partner, told=told, at=at)
        identity.end_on_partners_word(partner, ending=ending, at=at)
    except Refusal:
        return JsonResponse({"error": "invalid_request"}, status=400, headers={"Cache-Control": "no-store"})
    except Unavailable:
        return JsonResponse({"error": "temporarily_unavailable"}, status=503, headers={"Cache-Control": "no-store"})
    return HttpResponse(status=200, headers={"Cache-Control": "no-store"})


def _taken(request: HttpRequest, code: str, *, state: str) -> dict[str, Any] | None:
    """The departure that this answer belongs to, which is good for one return to the same partner."""
    kept = list(request.session.get(_AWAY, []))
    found = next((each for each in kept if state and each["state"] == state and each["partner"] == code), None)
    if found is None:
        return None
    request.session[_AWAY] = [each for each in kept if each is not found]
    is_stale = int(timezone.now().timestamp()) - found["since"] > _PATIENCE_SECONDS
    return None if is_stale else {name: text for name, text in found.items() if name not in {"partner", "since"}}


def _lost(request: HttpRequest, partner: identity.Partner) -> HttpResponse:
    """An answer that nobody in this browser asked for: stale, used, or sent by somebody else."""
    return _trouble(
        request,
        partner,
        identity.PartnerRefused(
            "这次登录没有完成：停留太久，或者不是从本站的登录页开始的。", remedy="请从头再登录一次。"
        ),
    )


def _silent(request: HttpRequest, partner: identity.Partner, *, place: str) -> HttpResponse:
    remedy = "请过几分钟再试，或者用本站的账号登录。您填过的内容不会丢。"
    refusal = identity.PartnerRefused(f"“{partner.name}”现在没有回应。", remedy=remedy)
    return _trouble(request, partner, refusal, place=place, status=503)


def _trouble(
    request: HttpRequest, partner: identity.Partner, refusal: Refusal, *, place: str = "", status: int = 0
) -> HttpResponse:
    """Why it did not work, and the ways on, which still lead to where the person was going."""
    context = {"partner": partner, "refusal": refusal, "next": place}
    return render(request, "portal/partners/trouble.html", context, status=status or refusal.status)
