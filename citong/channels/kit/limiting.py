"""How often a sender may ask for what costs something: accounts, codes, questions to an authenticator."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from citong.kernel import limits
from citong.kernel.limits import Quota, TooOften

from .devices import sender_of

P = ParamSpec("P")
ONCE_A_DAY: Final = Quota("once_a_day", most=1, every=timedelta(days=1))
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
# Wide enough for a hall's own machines and an office behind one address.
QUOTAS: Final = {
    "sign_up": Quota("sign_up.of_sender", most=60, every=timedelta(minutes=2)),
    "token": Quota("token.of_sender", most=60, every=timedelta(seconds=10)),
    "sign_on": Quota("sign_on.of_sender", most=120, every=timedelta(seconds=2)),
    "search": Quota("search.of_sender", most=240, every=timedelta(milliseconds=500)),
    "suggest": Quota("suggest.of_sender", most=600, every=timedelta(milliseconds=100)),
    "passkey": Quota("passkey.of_sender", most=120, every=timedelta(seconds=2)),
}


def limited(what: str, *, methods: frozenset[str] = frozenset({"POST"})) -> Callable[[View[P]], View[P]]:
    """What is sent here is counted for its sender."""

    def limit(view: View[P]) -> View[P]:
        @wraps(view)
        def counted(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in methods:
                count(request, what)
            return view(request, *args, **kwargs)

        return counted

    return limit


def limited_reading(what: str) -> Callable[[View[P]], View[P]]:
    """Reading this costs the hall something: it is counted for its sender, too."""
    return limited(what, methods=frozenset({"GET", "HEAD", "POST"}))


def is_first_today(request: HttpRequest, what: str, *, at: datetime) -> bool:
    """Whether this network says this for the first time within a day; only a digest of both is kept."""
    return not limits.take(ONCE_A_DAY, f"{sender_of(request).network} {what}", at=at)


def count_wrong_token(request: HttpRequest) -> None:
    """A token that nobody has costs its sender one of so many; a right one is never counted."""
    count(request, "token")


def count(request: HttpRequest, what: str) -> None:
    """One more of these from whoever sends this; refused when it is one too many."""
    network = sender_of(request).network
    if network:
        refuse_while(limits.take(QUOTAS[what], network, at=timezone.now()))


def refuse_while(wait: timedelta) -> None:
    """Say how long to wait."""
    if wait:
        minutes = -(-int(wait.total_seconds()) // 60)
        raise TooOften(
            "从您这个网络来的请求太多了，这一次没有接受。",
            remedy=f"请过 {max(minutes, 1)} 分钟再试。",
            wait_seconds=round(wait.total_seconds()),
        )
