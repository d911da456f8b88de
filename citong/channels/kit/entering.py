"""The one way into a session and the one way out of it, whatever was shown at the door.

Where something more must be shown, such as an official's second factor, `enter` lets nobody in yet: the session
remembers who is half-way, and the guards lead there first. So no way of signing in can forget it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.contrib import auth
from django.http import HttpRequest
from django.utils import timezone

from citong.identity import facade as identity
from citong.kernel.actors import Actor

from .devices import remember, sender_of

_BACKEND = "citong.identity.adapters.passwords.PasswordBackend"
_HALF_WAY = "half_way"
# So long somebody may look for their telephone before they begin anew.
_PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class HalfWay:
    """Somebody who has shown one thing and has to show another."""

    account_id: int
    means: identity.Means
    partner_visit: int | None

    @property
    def actor(self) -> Actor:
        """As whom they act at the door, and nowhere else."""
        return Actor(id=f"account:{self.account_id}", channel="sign_in")


def enter(
    request: HttpRequest, account: identity.Account, *, means: identity.Means, partner_visit: int | None = None
) -> None:
    """From now on the browser acts for this account; or, where more must be shown, will after that.

    `partner_visit` is the partner's word on which they are let in: the session will end on its word too.
    """
    now = timezone.now()
    if identity.asks_for_second(account, means=means, on=timezone.localdate(now)):
        _end_stay(request, at=now)
        request.session.flush()
        request.session[_HALF_WAY] = {
            "account": account.pk,
            "means": means.value,
            "until": (now + _PATIENCE).timestamp(),
            "partner_visit": partner_visit,
        }
        request.user = auth.models.AnonymousUser()
        return
    _open(request, account, means=means, second=None, partner_visit=partner_visit, at=now)


def enter_with_second(request: HttpRequest, *, second: identity.Means) -> identity.Account:
    """The second thing was shown too: the session is opened."""
    half_way = who_is_half_way(request)
    assert half_way is not None  # noqa: S101 - the views of the door have asked
    account = identity.account(half_way.account_id)
    visit = half_way.partner_visit
    _open(request, account, means=half_way.means, second=second, partner_visit=visit, at=timezone.now())
    return account


def who_is_half_way(request: HttpRequest) -> HalfWay | None:
    """Who has shown one thing here, not long ago, and has to show another."""
    said = request.session.get(_HALF_WAY)
    if said is None or timezone.now().timestamp() > said["until"]:
        return None
    return HalfWay(said["account"], identity.Means(said["means"]), said["partner_visit"])


def leave(request: HttpRequest) -> None:
    """The session ends; whoever comes to this screen next is nobody."""
    _end_stay(request, at=timezone.now())
    auth.logout(request)


def stay(request: HttpRequest) -> identity.SessionStore:
    """The session as the hall keeps it, with its row."""
    return cast(identity.SessionStore, request.session)


def stay_of(request: HttpRequest) -> identity.Stay | None:
    """The stay of whoever is signed in here, as other sites are told of it; None for nobody."""
    row = stay(request).row if request.user.is_authenticated else None
    if row is None:
        return None
    means = identity.Means(row.means or identity.Means.PASSWORD)
    return identity.Stay(row.session_id, means=means, entered_at=row.opened_at)


def session_name(request: HttpRequest) -> str:
    """The name of this session that may be told outside; it stays when the key changes. "" without one."""
    store = stay(request)
    store.get(auth.SESSION_KEY)
    return store.row.session_id if store.row else ""


def _end_stay(request: HttpRequest, *, at: datetime) -> None:
    """Whoever was signed in here has left."""
    if request.user.is_authenticated:
        by = Actor(id=identity.account_ref(request.user), channel="sign_in")
        identity.leave_session(session_name(request), by=by, at=at)


def _open(
    request: HttpRequest,
    account: identity.Account,
    *,
    means: identity.Means,
    second: identity.Means | None,
    partner_visit: int | None,
    at: datetime,
) -> None:
    # A new session under a new key, whoever was here before and whatever they had put into the old one.
    _end_stay(request, at=at)
    request.session.flush()
    auth.login(request, account, backend=_BACKEND)
    stay(request).settle()
    by = Actor(id=identity.account_ref(account), channel="sign_in")
    sender = sender_of(request)
    store = stay(request)
    store.row = identity.open_session(session_name(request), means=means, second=second, sender=sender, by=by, at=at)
    if partner_visit is not None:
        identity.bind_partner_visit(partner_visit, session_id=store.row.session_id, by=by, at=at)
    remember(request, account)
