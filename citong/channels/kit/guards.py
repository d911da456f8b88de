"""Who may see a screen. Every view wears exactly one of these; a test walks all addresses and fails on one without."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode

from citong.identity import facade as identity
from citong.kernel.errors import NotFound, NotPermitted
from citong.kernel.permissions import has_permission

from .actors import actor_of
from .door.places import at_the_door, is_at_desk
from .entering import who_is_half_way
from .repeating import repeatable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
# What may stand between a view and its answer: None lets it through.
Check = Callable[[HttpRequest], HttpResponseBase | None]

_PORTAL_SIGN_IN, _DESK_SIGN_IN, _AGREEING = "portal:sign_in", "desk:sign_in", "portal:accept"


def anyone(view: View[P]) -> View[P]:
    """Everybody may see this."""
    return _guarded(view, name="anyone", check=_nothing)


def signed_in(view: View[P]) -> View[P]:
    """Anybody whom we know: a citizen, an enterprise, or an official."""
    return _guarded(view, name="signed_in", check=lambda request: _unless_known(request) or _unless_agreed(request))


def entering(view: View[P]) -> View[P]:
    """Whoever is signed in, also before they have accepted the service agreement; nothing but that is done there."""
    return _guarded(view, name="entering", check=_unless_known)


def own_door(view: View[P]) -> View[P]:
    """Whoever is signed in, before their own door; on the side of the office, officials."""

    def check(request: HttpRequest) -> HttpResponseBase | None:
        if is_at_desk(request):
            return _unless_staff(request)
        return _unless_known(request) or _unless_agreed(request)

    return _guarded(view, name="own_door", check=check)


def staff_only(view: View[P]) -> View[P]:
    """Officials; to citizens the desk looks as if it were not there."""
    return _guarded(view, name="staff_only", check=_unless_staff)


def permitted(*permissions: str) -> Callable[[View[P]], View[P]]:
    """Officials who have one of these permissions anywhere; the verb or the question behind the view asks where."""

    def check(request: HttpRequest) -> HttpResponseBase | None:
        answer = _unless_staff(request)
        viewer = None if answer else actor_of(request, channel="desk")
        if viewer and not any(has_permission(viewer, each) for each in permissions):
            raise NotPermitted(
                "您的角色没有这项权限。",
                remedy="如果工作需要，请本单位管理员给您加上相应的岗位，或者请安全管理员授予角色。",
                contact="本单位管理员",
            )
        return answer

    def guard(view: View[P]) -> View[P]:
        return _guarded(view, name="permitted:" + ",".join(sorted(permissions)), check=check)

    return guard


def _guarded(view: View[P], *, name: str, check: Check) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        answer = check(request)
        return view(request, *args, **kwargs) if answer is None else answer

    wearer: Any = guarded  # A function may carry attributes, but its type cannot say so.
    wearer.guard = name
    return guarded


def _nothing(_request: HttpRequest) -> None:
    """Nobody is asked anything."""


def _unless_staff(request: HttpRequest) -> HttpResponseBase | None:
    answer = _unless_known(request, sign_in=_DESK_SIGN_IN)
    if answer is None and (not request.user.is_authenticated or not identity.is_staff(request.user)):
        raise NotFound("没有找到这个页面。")
    return answer


def _unless_agreed(request: HttpRequest) -> HttpResponseBase | None:
    """Somebody whose account was opened for them accepts the service agreement before anything else."""
    if not request.user.is_authenticated or not identity.has_to_agree(request.user):
        return None
    there = f"{resolve_url(_AGREEING)}?{urlencode({'next': _place(request)})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": there})
    return HttpResponse(status=302, headers={"Location": there})


def _unless_known(request: HttpRequest, *, sign_in: str = _PORTAL_SIGN_IN) -> HttpResponseBase | None:
    if request.user.is_authenticated:
        return None
    if who_is_half_way(request):
        # One thing was shown, and another must be: never in here without it.
        there = f"{at_the_door(request, 'second')}?{urlencode({'next': _place(request)})}"
        return HttpResponse(status=302, headers={"Location": there})
    if request.method == "POST":
        return _sign_in_again(request, sign_in=sign_in)
    address = f"{resolve_url(sign_in)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponse(status=302, headers={"Location": address})


def _place(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else ""


def _sign_in_again(request: HttpRequest, *, sign_in: str) -> HttpResponse:
    """What was sent is not lost: it is offered again, to be sent once the person has signed in."""
    context = {"sign_in_url": resolve_url(sign_in), "sent": repeatable(request)}
    return render(request, "kit/sign_in_again.html", context, status=401)
