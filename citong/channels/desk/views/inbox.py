"""What an official was told: of emergency looks into cases, and of sign-ins to their account from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.channels.kit.guards import staff_only
from citong.notices import facade as notices

from ..pages import SIZE, address, before_in
from ..screens import official, show


@staff_only
def messages(request: HttpRequest) -> HttpResponse:
    """Everything that this official was told, newest first."""
    before = before_in(request.GET)
    found = notices.inbox(official(request).id, after=before, size=SIZE + 1)
    context = {
        "notices": found[:SIZE],
        "first_url": address("desk:messages") if before else "",
        "next_url": address("desk:messages", before=found[SIZE - 1].pk) if len(found) > SIZE else "",
    }
    return show(request, "desk/messages/list.html", context)


@staff_only
def message(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One message; opening it is reading it."""
    notice = notices.mark_read(notice_id, by=official(request), at=timezone.now())
    return show(request, "desk/messages/message.html", {"notice": notice})
