"""Work by the clock: proofs run out, codes and tokens are forgotten, sessions end and sites are told of it; lists of
certificates stay fresh."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from citong.kernel.actors import SYSTEM
from citong.kernel.errors import Unavailable
from citong.kernel.jobs import job
from citong.kernel.ports import adapter

from .ports import LogoutCarrier
from .queries.accounts import holds_post
from .queries.certificates import staff_with_certificates
from .queries.mandates import mandates_over, offers_over
from .queries.proofs import accounts_with_proofs_over
from .queries.sites import visits_to_be_told
from .queries.tokens import logout_token
from .services.assurance import let_proofs_run_out
from .services.authorities import renew_lists
from .services.certificates import revoke_certificates_of_staff
from .services.exports import forget_exports
from .services.mandates import let_mandate_run_out
from .services.phone_codes import forget_old_codes
from .services.sessions import end_what_is_over, forget_ended
from .services.signing import forget_old_challenges
from .services.site_logout import clear_what_is_over, record_not_told, record_told

logger = logging.getLogger(__name__)

BATCH = 500
# Each site is called while the others wait.
CALLS = 20
# Cybersecurity Act (网络安全法), art. 21 (3): logs are kept for at least six months.
REMEMBERED = timedelta(days=200)


@job(every=timedelta(hours=1))
def let_old_proofs_run_out(now: datetime) -> None:
    """An account whose document has run out is worth less from the next day on."""
    for account_id in accounts_with_proofs_over(at=now, limit=BATCH):
        let_proofs_run_out(account_id, by=SYSTEM, at=now)


@job(every=timedelta(hours=1))
def end_mandates_that_are_over(now: datetime) -> None:
    """Mandates stop counting on their day by themselves; this tells the two, and closes what nobody answered."""
    for mandate_id in [*mandates_over(on=timezone.localdate(now), limit=BATCH), *offers_over(at=now, limit=BATCH)]:
        let_mandate_run_out(mandate_id, by=SYSTEM, at=now)


@job(every=timedelta(days=1))
def forget_codes(now: datetime) -> None:
    """What is no longer needed about codes is erased."""
    forget_old_codes(by=SYSTEM, at=now)


@job(every=timedelta(minutes=5))
def end_sessions_that_are_over(now: datetime) -> None:
    """What nobody can use any more is marked as ended, so that whoever relies on it is told."""
    while end_what_is_over(at=now, limit=BATCH) == BATCH:
        pass


@job(every=timedelta(days=1))
def forget_old_sessions(now: datetime) -> None:
    """Sessions that ended half a year ago."""
    forget_ended(before=now - REMEMBERED)


@job(every=timedelta(seconds=1))
def tell_sites_of_ended_sessions(now: datetime) -> None:
    """Each site is told by itself: one that is silent keeps no other waiting for more than its own turn."""
    carrier: LogoutCarrier = adapter("identity.logout_carrier")
    for visit in visits_to_be_told(at=now, limit=CALLS):
        try:
            carrier.tell(visit.site.logout_uri, logout_token=logout_token(visit, at=now))
        except Unavailable as silence:
            record_not_told(visit.pk, reason=str(silence), at=now)
            logger.warning("site was not told of an ended session", extra={"visit": visit.pk})
        else:
            record_told(visit.pk, at=now)


@job(every=timedelta(hours=1))
def clear_tokens(now: datetime) -> None:
    """The tables of tokens hold what is good, and a week of what was."""
    clear_what_is_over(at=now)


@job(every=timedelta(minutes=10))
def renew_lists_of_revoked(now: datetime) -> None:
    """Whoever relies on our lists always finds one that holds."""
    renew_lists(by=SYSTEM, at=now)


@job(every=timedelta(hours=1))
def revoke_certificates_of_who_has_left(now: datetime) -> None:
    """An end of a post that was written down beforehand has come: whoever holds none signs nothing more."""
    for staff_id in staff_with_certificates():
        if not holds_post(staff_id, on=timezone.localdate(now)):
            revoke_certificates_of_staff(staff_id, by=SYSTEM, at=now)


@job(every=timedelta(minutes=10))
def forget_what_nobody_signed(now: datetime) -> None:
    """Texts whose five minutes are over go."""
    forget_old_challenges(by=SYSTEM, at=now)


@job(every=timedelta(hours=1))
def forget_old_exports(now: datetime) -> None:
    """Copies of people's data are kept for a week and no longer."""
    forget_exports(by=SYSTEM, at=now)
