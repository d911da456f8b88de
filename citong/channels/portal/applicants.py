"""The person before the screen, as an applicant."""

from django.http import HttpRequest

from citong.channels.kit.actors import actor_of
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import NotPermitted

CHANNEL = "portal"
# Whoever is not signed in yet: signing up, for instance.
SOMEBODY = Actor(id="anonymous", channel=CHANNEL, name="访客")


def actor_before(request: HttpRequest) -> Actor:
    """As whom they act here."""
    return actor_of(request, channel=CHANNEL)


def account_before(request: HttpRequest) -> identity.Account:
    """The account that is signed in."""
    if not request.user.is_authenticated:
        raise NotPermitted("请先登录，再办这件事。")
    return request.user


def party_before(request: HttpRequest) -> identity.Party:
    """For whom they apply; officials do not apply with the account of their work."""
    return identity.party_of(account_before(request))
