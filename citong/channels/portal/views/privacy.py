"""What of one's own is kept here: who has looked at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from citong.channels.kit.guards import signed_in
from citong.identity import facade as identity

from ..looks import line_of
from ..paging import edge_of

SIZE = 20


@signed_in
def looks(request: HttpRequest) -> HttpResponse:
    """谁查看过我的信息: who, when, in what, what for and under which rule; officials have nothing of their own here."""
    if not request.user.is_authenticated or identity.is_staff(request.user):
        return render(request, "portal/my/looks.html", {"lines": [], "is_first": True, "next": ""})
    before = edge_of(request, "before")
    found = identity.looks_at(request.user, before=before, size=SIZE + 1)
    context = {
        "lines": [line_of(each) for each in found[:SIZE]],
        "is_first": before is None,
        "next": f"?before={found[SIZE - 1].pk}" if len(found) > SIZE else "",
    }
    return render(request, "portal/my/looks.html", context)
