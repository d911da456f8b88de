"""What the hall says about itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from citong.channels.kit.guards import anyone
from citong.identity import facade as identity

ROBOTS = "User-agent: *\nDisallow: /my/\nDisallow: /apply/\nDisallow: /progress/\nDisallow: /desk/\n"


@anyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """Who can use the hall, and whom to tell when somebody cannot."""
    return render(request, "portal/about/accessibility.html")


@anyone
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, for how long, and what they can ask for."""
    return render(request, "portal/about/privacy.html")


@anyone
def agreement(request: HttpRequest) -> HttpResponse:
    """What whoever opens an account agrees to."""
    return render(request, "portal/about/agreement.html", {"version": identity.AGREEMENT})


@anyone
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django gives it
    """Guides may be found by search engines; people's own pages may not."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
