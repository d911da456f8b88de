"""A session is opened, confirmed, and ended: by its owner, by an administrator, by the clock."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.outbox import publish
from citong.kernel.refs import ref

from ..errors import NoSuchSession, NotYourAccount
from ..facts import SessionEnded, SignedInElsewhere
from ..models import Account, Session, SignIn
from ..rules.means import Means
from ..rules.permissions import P
from ..rules.senders import Sender
from ..rules.sessions import Ended
from .doorkeeping import knows
from .permission import refuse_unless_somewhere
from .record import write_down
from .rows import locked


@transaction.atomic
def open_session(
    session_id: str, *, means: Means, second: Means | None, sender: Sender, by: Actor, at: datetime
) -> Session:
    """Somebody is let in; their session says how, from where, and how long it may last.

    With a device that the account has not been seen with, its owner is told.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("account").get(pk=session_id)
    account: Account | None = session.account
    if account is None or ref("account", account.pk) != by.id:
        raise NotYourAccount("只能为自己的账号登录。")
    length = settings.SESSION_LENGTHS["public" if account.staff_id is None else "staff"]
    session.means, session.second = means, second or ""
    session.address, session.browser = sender.address, sender.browser
    session.opened_at = session.seen_at = session.confirmed_at = at
    session.idle, session.ends_at = length["idle"], at + length["whole"]
    session.save()
    is_new = not knows(account, sender) and _was_here_before(account.pk)
    line = write_down(account.pk, outcome=SignIn.Outcome.IN, means=means, sender=sender, at=at, is_new_device=is_new)
    audit.record("identity.session_opened", subject=by.id, by=by, at=at, session=session_id, means=means)
    if is_new:
        publish(SignedInElsewhere(account_id=account.pk, sign_in_id=line.pk))
    return session


def _was_here_before(account_id: int) -> bool:
    return SignIn.objects.filter(account=account_id, outcome=SignIn.Outcome.IN).exists()


@transaction.atomic
def leave_session(session_id: str, *, by: Actor, at: datetime) -> None:
    """Somebody leaves; whoever relies on this session elsewhere is told. Leaving twice is leaving."""
    session = Session.objects.filter(pk=session_id, ended_at=None, account__isnull=False).first()
    if session is not None and ref("account", session.account_id or 0) == by.id:
        _end([session], why=Ended.LEFT, at=at)
        audit.record("identity.session_left", subject=by.id, by=by, at=at, session=session_id)


@transaction.atomic
def end_session(session_id: str, *, by: Actor, at: datetime) -> None:
    """Somebody ends a session of their own, here or on another device."""
    session = Session.objects.filter(pk=session_id, ended_at=None, account__isnull=False).first()
    if session is None or ref("account", session.account_id or 0) != by.id:
        raise NoSuchSession("这台设备已经退出了。")
    _end([session], why=Ended.SENT_AWAY, at=at)
    audit.record("identity.session_ended", subject=by.id, by=by, at=at, session=session_id)


@transaction.atomic
def end_other_sessions(account_id: int, *, but: str, by: Actor, at: datetime) -> int:
    """Somebody ends every session of theirs but this one; returns how many."""
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能退出自己的设备。")
    return end_all(account_id, but=but, by=by, at=at)


@transaction.atomic
def end_sessions_of(account_id: int, *, by: Actor, at: datetime) -> int:
    """An administrator ends every session of somebody who has left, or whose device was lost; returns how many."""
    refuse_unless_somewhere(P.KEEP_ACCOUNTS, by=by)
    locked(account_id)
    return end_all(account_id, but="", why=Ended.BY_ADMINISTRATOR, by=by, at=at)


@transaction.atomic
def end_all(account_id: int, *, but: str = "", by: Actor, at: datetime, why: Ended = Ended.ACCOUNT) -> int:
    """Every session of the account but one is over."""
    found = Session.objects.filter(account=account_id, ended_at=None).exclude(pk=but)
    ended = _end(found.order_by("pk"), why=why, at=at)
    if ended:
        audit.record("identity.sessions_ended", subject=ref("account", account_id), by=by, at=at, count=ended)
    return ended


@transaction.atomic
def end_by_partner(session_ids: Iterable[str], *, by: Actor, at: datetime) -> int:
    """Sessions that were opened on a partner's word are over because it says so; returns how many."""
    found = Session.objects.filter(pk__in=list(session_ids), ended_at=None, account__isnull=False)
    ended = _end(sessions := list(found.order_by("pk")), why=Ended.BY_PARTNER, at=at)
    for session in sessions:
        subject = ref("account", session.account_id or 0)
        audit.record("identity.session_ended", subject=subject, by=by, at=at, session=session.pk)
    return ended


@transaction.atomic
def end_what_is_over(*, at: datetime, limit: int) -> int:
    """Sessions whose time is up are marked as ended, and told; returns how many. Nobody could use them any more."""
    over = Q(ends_at__lte=at) | Q(seen_at__lte=at - F("idle"))
    found = list(
        Session.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(over, ended_at=None)
        .order_by("pk")[:limit]
    )
    Session.objects.filter(pk__in=[each.pk for each in found], account=None).delete()
    stays = [each for each in found if each.account_id is not None]
    _end([each for each in stays if each.ends_at <= at], why=Ended.TOO_LONG, at=at)
    _end([each for each in stays if each.ends_at > at], why=Ended.IDLE, at=at)
    return len(found)


def forget_ended(*, before: datetime) -> None:
    """Sessions that ended long ago are forgotten; the book at the door keeps that somebody came."""
    Session.objects.filter(ended_at__lt=before).delete()


def _end(sessions: Iterable[Session], *, why: Ended, at: datetime) -> int:
    """Each session once, whoever is faster; what follows elsewhere is told."""
    ended = 0
    for session in sessions:
        if Session.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at, ended_why=why, content=""):
            publish(SessionEnded(session_id=session.pk, account_id=session.account_id or 0, why=why))
            ended += 1
    return ended
