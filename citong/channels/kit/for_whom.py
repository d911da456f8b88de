"""为谁办事: for whom whoever is signed in acts in this browser: for themselves, or for another under a mandate."""

from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import Actor

_MANDATE: Final = "mandate"


def mandate_chosen(request: HttpRequest) -> int | None:
    """Under which mandate they act; None while they act for themselves."""
    chosen = request.session.get(_MANDATE) if request.user.is_authenticated else None
    return int(chosen) if chosen is not None else None


def act_under(request: HttpRequest, mandate_id: int) -> Actor:
    """From now on this browser acts for another; refused when the mandate does not hold."""
    acting = _acting(request, mandate_id, channel="portal")
    request.session[_MANDATE] = mandate_id
    return acting


def act_for_oneself(request: HttpRequest) -> None:
    """From now on this browser acts for whoever is signed in."""
    request.session.pop(_MANDATE, None)


def actor_chosen(request: HttpRequest, *, channel: str) -> Actor | None:
    """As whom they act for another; None for themselves. Once the mandate is over they are refused, and themselves
    again."""
    chosen = mandate_chosen(request)
    if chosen is None:
        return None
    try:
        return _acting(request, chosen, channel=channel)
    except identity.MandateIsOver:
        act_for_oneself(request)
        raise


def whom_in_words(request: HttpRequest) -> tuple[str, str]:
    """For the frame of every page: whom they act for, and as what; ("", "") for themselves."""
    chosen = mandate_chosen(request)
    if chosen is None or not request.user.is_authenticated:
        return "", ""
    held = identity.mandates_held(request.user, on=timezone.localdate())
    found = next((each for each in held if each.pk == chosen), None)
    if found is None or found.principal is None:
        return "", ""
    return identity.display_name(found.principal), identity.MANDATE_KIND_NAMES[identity.MandateKind(found.kind)]


def _acting(request: HttpRequest, mandate_id: int, *, channel: str) -> Actor:
    if not request.user.is_authenticated:
        raise identity.MandateIsOver("请先登录。")
    return identity.actor_under(mandate_id, account=request.user, channel=channel, at=timezone.now())
