"""Things that people want done as one: finding them, and reading what they take."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import anyone
from citong.organisations import facade as organisations

from .. import guides, packages


@anyone
def browse(request: HttpRequest) -> HttpResponse:
    """All packages that are offered."""
    return render(request, "portal/packages/browse.html", {"packages": list(catalogue.packages())})


@anyone
def guide(request: HttpRequest, package: str) -> HttpResponse:
    """All about one package; what is shown follows the situation that the address names."""
    version = catalogue.package(package)
    definition = catalogue.package_definition_of(version)
    versions = catalogue.members_in_force(definition)
    troubles = catalogue.package_troubles(package)
    if troubles:
        context = {"version": version, "definition": definition, "troubles": troubles, "versions": versions.values()}
        return render(request, "portal/packages/closed.html", context)
    found = packages.occasion(definition, versions, given=request.GET.dict())
    needs = packages.needs(found)
    calendar, today = organisations.work_calendar(), timezone.localdate()
    context = {
        "version": version,
        "definition": definition,
        "situation": found.situation,
        "is_settled": found.is_settled,
        "facts": packages.facts(found, today=today, calendar=calendar),
        "questions": guides.situation_fields(found.whole, situation=found.situation),
        "parts": packages.parts(found),
        "schedule": packages.schedule(found),
        "needs": needs,
        "needs_in_words": guides.needs_in_words(needs),
    }
    return render(request, "portal/packages/guide.html", context)
