"""Pages about partners that other views lead to."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from citong.identity import facade as identity

LEFT: Final = "left_partner"


def left_by_partner(request: HttpRequest, visit: identity.PartnerVisit) -> HttpResponse:
    """Whoever signed out here may still be signed in at the partner: say so, and offer to sign out there too."""
    request.session[LEFT] = visit.session_id
    return render(request, "portal/partners/left.html", {"partner": visit.partner})
