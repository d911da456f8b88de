"""账号安全: where one is signed in, by what one signs in, and who came to one's door."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.identity import facade as identity

from ..confirming import freshly_signed_in
from ..entering import leave, session_name
from ..guards import own_door
from .holders import holder_of
from .places import at_the_door, frame_of
from .words import line_of, stay_of

SIZE = 20
LATEST = 5


@own_door
def security(request: HttpRequest) -> HttpResponse:
    """Everything about one's own door on one page."""
    mine, now = holder_of(request).account_id, timezone.now()
    here = session_name(request)
    context = {
        "shell": frame_of(request),
        "stays": [stay_of(each, here=here) for each in identity.sessions_of(mine, at=now)],
        "factors": identity.factors_of(mine),
        "lines": [line_of(each) for each in identity.sign_ins_of(mine, size=LATEST)],
    }
    return render(request, "kit/door/security.html", context)


@own_door
def record(request: HttpRequest) -> HttpResponse:
    """Every sign-in to one's account, and every try."""
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    found = identity.sign_ins_of(holder_of(request).account_id, before=before, size=SIZE + 1)
    context = {
        "shell": frame_of(request),
        "lines": [line_of(each) for each in found[:SIZE]],
        "next": f"?before={found[SIZE - 1].pk}" if len(found) > SIZE else "",
    }
    return render(request, "kit/door/record.html", context)


@own_door
@require_POST
@freshly_signed_in
def end(request: HttpRequest, session_id: str) -> HttpResponse:
    """One of one's devices is signed out; if it is this one, one has left."""
    if session_id == session_name(request):
        leave(request)
        return redirect(at_the_door(request, "security"))
    identity.end_session(session_id, by=holder_of(request).actor, at=timezone.now())
    messages.success(request, "那台设备已经退出。")
    return redirect(at_the_door(request, "security"))


@own_door
@require_POST
@freshly_signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    """Everywhere but here."""
    here, holder = session_name(request), holder_of(request)
    ended = identity.end_other_sessions(holder.account_id, but=here, by=holder.actor, at=timezone.now())
    messages.success(request, f"别的设备都退出了，一共 {ended} 台。")
    return redirect(at_the_door(request, "security"))
