"""The person before the screen, as an applicant: for themselves, or for whom they act."""

from django.http import HttpRequest

from citong.channels.kit.actors import actor_of
from citong.channels.kit.for_whom import actor_chosen, mandate_chosen
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.errors import NotPermitted

CHANNEL = "portal"
# Whoever is not signed in yet: signing up, for instance.
SOMEBODY = Actor(id="anonymous", channel=CHANNEL, name="访客")
_KEPT = "_citong_acting"


def actor_before(request: HttpRequest) -> Actor:
    """As whom they act here: for themselves, or for another whom they chose; asked once for each request."""
    kept: Actor | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = actor_chosen(request, channel=CHANNEL) or self_before(request)
        setattr(request, _KEPT, kept)
    return kept


def self_before(request: HttpRequest) -> Actor:
    """As themselves, whomever they act for: with their own account."""
    return actor_of(request, channel=CHANNEL)


def account_before(request: HttpRequest) -> identity.Account:
    """The account that is signed in."""
    if not request.user.is_authenticated:
        raise NotPermitted("请先登录，再办这件事。")
    return request.user


def party_before(request: HttpRequest) -> identity.Party:
    """For whom they apply; officials do not apply with the account of their work, but may help others to."""
    chosen = mandate_chosen(request)
    if chosen is not None and actor_before(request).on_behalf_of:
        return identity.party_under(chosen, account=account_before(request))
    return identity.party_of(account_before(request))
