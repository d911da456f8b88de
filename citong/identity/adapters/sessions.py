"""Where Django keeps sessions: in our own table, so that one query finds the session and everything that limits it.

The key stands in the browser's cookie and nowhere else; the table knows it by a digest. A session that is over, for
whatever reason, is over at the very next request.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..rules.means import session_id
from ..rules.sessions import SEEN_EVERY, Ended, ending

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ..models import Session


class SessionStore(SessionBase):
    """A session of a browser."""

    row: "Session | None" = None
    if TYPE_CHECKING:
        # What Django's base has and the stubs leave out.
        def _get_new_session_key(self) -> str: ...
        def _get_session(self, no_load: bool = False) -> dict[str, Any]: ...

    def load(self) -> dict[str, Any]:  # Any: whatever is kept in a session
        """What the session holds; nothing when it is over."""
        now = timezone.now()
        self.row = self._row()
        if self.row is None or not self._lasts(self.row, now=now):
            self._session_key = None
            self.row = None
            return {}
        return dict(self.decode(self.row.content))

    def exists(self, session_key: str) -> bool:
        """Whether there is, or was, a session of this key."""
        return _sessions().filter(key_digest=session_id(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Keep what the session holds. One that has ended meanwhile does not come to life again by that."""
        if self.session_key is None:
            self.create()
            return
        content = self._get_session(no_load=must_create)
        kept = {"content": self.encode(content), "account_id": content.get(SESSION_KEY)}
        if must_create:
            self.row = self._begin(kept)
        elif not self._own().filter(ended_at=None).update(**kept):
            raise UpdateError

    def settle(self) -> None:
        """Write down now what the session holds, for a verb that goes on with its row."""
        self.save()

    def delete(self, session_key: str | None = None) -> None:
        """The session is over: somebody left, or takes on another name."""
        key = session_key or self.session_key
        if key is None:
            return
        found = _sessions().filter(key_digest=session_id(key))
        found.filter(account=None).delete()
        found.filter(ended_at=None).update(ended_at=timezone.now(), ended_why=Ended.LEFT, content="")

    def cycle_key(self) -> None:
        """The same session under a new key: whoever knew the old one knows nothing."""
        if self.session_key is None or self.row is None or self.row.account_id is None:
            super().cycle_key()
            return
        before, self._session_key = session_id(self.session_key), self._get_new_session_key()
        _sessions().filter(key_digest=before, ended_at=None).update(key_digest=session_id(self._session_key))
        self.modified = True

    @classmethod
    def clear_expired(cls) -> None:
        """Nothing to do: a job ends what is over (jobs.py)."""

    def _begin(self, kept: dict[str, Any]) -> "Session":
        now, digest = timezone.now(), session_id(str(self.session_key))
        begun = {
            "session_id": digest,
            "key_digest": digest,
            "opened_at": now,
            "seen_at": now,
            "confirmed_at": now,
            "idle": settings.SESSION_LENGTHS["public"]["idle"],
            "ends_at": now + settings.SESSION_LENGTHS["public"]["whole"],
        }
        try:
            with transaction.atomic():
                return _sessions().create(**begun, **kept)
        except IntegrityError as error:
            raise CreateError from error

    def _row(self) -> "Session | None":
        return self._own().first() if self.session_key else None

    def _own(self) -> "QuerySet[Session]":
        return _sessions().filter(key_digest=session_id(str(self.session_key))).order_by("pk")

    def _lasts(self, row: "Session", *, now: datetime) -> bool:
        if row.ended_at is not None or ending(seen_at=row.seen_at, idle=row.idle, ends_at=row.ends_at, at=now):
            return False
        if now - row.seen_at >= SEEN_EVERY:
            _sessions().filter(pk=row.pk, ended_at=None).update(seen_at=now)
        return True


def _sessions() -> "QuerySet[Session]":
    return apps.get_model("identity", "Session")._default_manager.all()
