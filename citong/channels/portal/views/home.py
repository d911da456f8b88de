"""The front of the hall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import anyone
from citong.organisations import facade as organisations

from ..forms import Enquiry

OFTEN = 6
FEWEST = 3


@anyone
def front(request: HttpRequest) -> HttpResponse:
    """Search first; then what many people need, where to ask, and what happens in life."""
    often = catalogue.popular(cases.items_filed_lately(size=OFTEN))
    events = catalogue.events()
    context = {
        "often": often if len(often) >= FEWEST else catalogue.page(online_only=True, size=OFTEN).rows,
        "is_often": len(often) >= FEWEST,
        "life_events": [each for each in events if each.topic.kind == catalogue.Topic.Kind.LIFE_EVENT],
        "business_events": [each for each in events if each.topic.kind == catalogue.Topic.Kind.BUSINESS_EVENT],
        "packages": list(catalogue.packages()[:OFTEN]),
        "items": catalogue.items_by_audience(),
        "halls": list(organisations.halls().prefetch_related(None)),
        "enquiry": Enquiry(),
    }
    return render(request, "portal/home/front.html", context)
