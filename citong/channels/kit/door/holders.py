"""Whose door it is: somebody's who is signed in, or, to set up a first factor, somebody's who is half-way."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import Actor

from ..entering import enter_with_second, who_is_half_way
from ..places import place_wanted
from .places import at_the_door, frame_of, home_of


@dataclass(frozen=True)
class Holder:
    """Whose factors they are, and whether a new one also lets them in."""

    account_id: int
    is_half_way: bool

    @property
    def actor(self) -> Actor:
        """As whom they act at the door."""
        return Actor(id=f"account:{self.account_id}", channel="sign_in")


def holder_of(request: HttpRequest) -> Holder:
    """Who is signed in; a guard has seen to it that somebody is."""
    return Holder(int(request.user.pk or 0), is_half_way=False)


def holder_at(request: HttpRequest) -> Holder | None:
    """Who may set up a factor here. Half-way only who has none: else a password alone could add a key of its own."""
    if request.user.is_authenticated:
        return holder_of(request)
    half_way = who_is_half_way(request)
    if half_way is None or identity.factors_of(half_way.account_id).has_second:
        return None
    return Holder(half_way.account_id, is_half_way=True)


def welcome(request: HttpRequest, holder: Holder, *, second: identity.Means) -> HttpResponse:
    """The factor is set up: in, if that was the way in; and the first time with codes to write down."""
    wanted = place_wanted(request, otherwise=home_of(request))
    if holder.is_half_way:
        enter_with_second(request, second=second)
    messages.success(request, "设置好了，以后登录要用到它。")
    if identity.factors_of(holder.account_id).recovery_codes_left:
        return redirect(wanted if holder.is_half_way else at_the_door(request, "security"))
    codes = identity.new_recovery_codes(holder.account_id, by=holder.actor, at=timezone.now())
    after = wanted if holder.is_half_way else at_the_door(request, "security")
    return render(request, "kit/door/recovery.html", {"shell": frame_of(request), "codes": codes, "next": after})
