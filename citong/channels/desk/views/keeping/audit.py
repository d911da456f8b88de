"""The audit, for those who read it."""

from django.http import HttpRequest, HttpResponse

from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel import audit
from citong.kernel.permissions import P

from ...pages import SIZE, address, before_in
from ...screens import show

readers = permitted(P.READ_AUDIT)


@readers
def entries(request: HttpRequest) -> HttpResponse:
    """What was done and read, newest first; of one person, or about one thing, if asked."""
    asked = {name: request.GET.get(name, "").strip() for name in ("actor", "subject")}
    found = list(audit.entries(**asked, before=before_in(request.GET), size=SIZE + 1))
    names = identity.names_of({each.actor for each in found})
    context = {
        **asked,
        "lines": [(each, names.get(each.actor, each.actor)) for each in found[:SIZE]],
        "next_url": address("desk:audit", **asked, before=found[SIZE - 1].pk) if len(found) > SIZE else "",
    }
    return show(request, "desk/keeping/audit.html", context)
