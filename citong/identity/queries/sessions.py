"""Questions about stays in the hall, and about who came to its door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from ..models import Account, OneTimeSecret, Passkey, RecoveryCode, Session, SignIn
from ..rules.means import STRONG, Means
from ..rules.sessions import ending


@dataclass(frozen=True)
class Factors:
    """By what an account can be opened beside its password."""

    one_time_codes: bool
    passkeys: Sequence[Passkey]
    recovery_codes_left: int

    @property
    def has_second(self) -> bool:
        """Whether there is a second factor to ask for."""
        return self.one_time_codes or bool(self.passkeys)


def sessions_of(account_id: int, *, at: datetime) -> list[Session]:
    """The account's sessions that last, the one seen last first."""
    found = Session.objects.filter(account=account_id, ended_at=None).order_by("-seen_at", "pk")
    return [each for each in found if not ending(seen_at=each.seen_at, idle=each.idle, ends_at=each.ends_at, at=at)]


def sign_ins_of(account_id: int, *, before: int | None = None, size: int = 20) -> list[SignIn]:
    """Who came to the account's door, newest first; `before` is the last line of the page before."""
    return _page(SignIn.objects.filter(account=account_id), before=before, size=size)


def sign_ins(
    *, outcome: str = "", account_id: int | None = None, since: date | None = None, before: int | None = None, size: int
) -> list[SignIn]:
    """For whoever audits: all who came to the door, newest first."""
    found = SignIn.objects.select_related("account__person", "account__enterprise", "account__staff__department")
    if outcome:
        found = found.filter(outcome=outcome)
    if account_id is not None:
        found = found.filter(account=account_id)
    if since is not None:
        found = found.filter(at__date__gte=since)
    return _page(found, before=before, size=size)


def session_ended_at(session_id: str) -> datetime | None:
    """When a session was over; None while it lasts, or when it was forgotten."""
    return Session.objects.filter(pk=session_id).values_list("ended_at", flat=True).first()


def sign_in_line(sign_in_id: int) -> SignIn:
    """One line of the book at the door."""
    return SignIn.objects.get(pk=sign_in_id)


def _page(found: QuerySet[SignIn], *, before: int | None, size: int) -> list[SignIn]:
    page = found if before is None else found.filter(pk__lt=before)
    return list(page.order_by("-pk")[:size])


def factors_of(account_id: int) -> Factors:
    """By what the account can be opened beside its password."""
    return Factors(
        one_time_codes=OneTimeSecret.objects.filter(account=account_id, confirmed_at__isnull=False).exists(),
        passkeys=list(Passkey.objects.filter(account=account_id).order_by("pk")),
        recovery_codes_left=RecoveryCode.objects.filter(account=account_id, used_at=None).count(),
    )


def asks_for_second(account: Account, *, means: Means, on: date) -> bool:
    """Whether something must be shown beside this: where there is a second factor, and of officials always."""
    if means in STRONG:
        return False
    demanded = settings.SECOND_FACTOR_FROM
    if account.staff_id is not None and demanded is not None and on >= demanded:
        return True
    is_set_up = OneTimeSecret.objects.filter(account=account.pk, confirmed_at__isnull=False).exists()
    return is_set_up or Passkey.objects.filter(account=account.pk).exists()


def account_by_login(login: str) -> Account | None:
    """The account of this login, for administrators."""
    return Account.objects.joined().filter(login=login).first()
