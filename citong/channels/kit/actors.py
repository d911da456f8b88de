"""Who is before the screen, as the domain wants to know it."""

from django.http import HttpRequest
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import NotPermitted

_KEPT = "_citong_actor"


def actor_of(request: HttpRequest, *, channel: str) -> Actor:
    """The person signed in, as an actor of this channel; looked up once for each request."""
    kept: Actor | None = getattr(request, _KEPT, None)
    if kept is not None and kept.channel == channel:
        return kept
    if not request.user.is_authenticated:
        raise NotPermitted("请先登录，再办这件事。")
    actor = identity.actor_for(request.user, channel=channel, on=timezone.localdate())
    setattr(request, _KEPT, actor)
    return actor
