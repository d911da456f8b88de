"""A session is over: the sites that were entered from it are told, and what they hold of it ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.refs import ref

from ..models import PartnerLink, PartnerVisit, SeenAssertion, SiteConsent, SiteGrant, SiteToken, SiteVisit
from ..rules.openid import Scope

ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=15)
# Tokens that are long over are of no use to anybody; the grant stays, for the account of what happened.
KEPT_AFTER_END = timedelta(days=7)


@transaction.atomic
def end_visits(session_id: str, *, by: Actor, at: datetime) -> None:
    """The session is over, for whatever reason: sites are told soon, and tokens that were bound to it end now.

    What somebody allowed a site to do while they are away goes on (OpenID Connect Back-Channel Logout 1.0, 2.7).
    """
    # First the grants: a code that is being exchanged is waited for, and its visit is then seen below.
    bound = Q(code_used_at=None) | ~Q(scopes__contains=[Scope.OFFLINE.value])
    grants = SiteGrant.objects.filter(bound, session_id=session_id, revoked_at=None)
    ended = grants.update(revoked_at=at, revoked_because="signed out")
    visits = SiteVisit.objects.filter(session_id=session_id, ended_at=None)
    told = visits.exclude(site__logout_uri="").filter(site__revoked_at=None).values_list("pk", flat=True)
    SiteVisit.objects.filter(pk__in=list(told)).update(ended_at=at, due_at=at)
    SiteVisit.objects.filter(session_id=session_id, ended_at=None).update(ended_at=at)
    PartnerVisit.objects.filter(session_id=session_id, ended_at=None).update(ended_at=at)
    if ended or told:
        audit.record("identity.sites_left", subject=f"session:{session_id}", by=by, at=at, grants=ended)


def forget_elsewhere(account_id: int, *, at: datetime) -> None:
    """The account was closed: sites hold nothing of it any more, and partners' names for it are nobody's."""
    held = SiteGrant.objects.filter(account=account_id, revoked_at=None)
    held.update(revoked_at=at, revoked_because="account closed")
    SiteConsent.objects.filter(account=account_id, withdrawn_at=None).update(withdrawn_at=at)
    PartnerLink.objects.filter(account=account_id, ended_at=None).update(ended_at=at)
    PartnerVisit.objects.filter(account=account_id).update(id_token="")


@transaction.atomic
def record_told(visit_id: int, *, at: datetime) -> None:
    """The site has confirmed that the session is over there too."""
    SiteVisit.objects.filter(pk=visit_id).update(told_at=at, due_at=None, trouble="", attempts=F("attempts") + 1)
    audit.record("identity.site_told", subject=ref("visit", visit_id), by=SYSTEM, at=at)


@transaction.atomic
def record_not_told(visit_id: int, *, reason: str, at: datetime) -> None:
    """The site did not confirm: it is told again later, each time after twice as long, and then no more."""
    visit = SiteVisit.objects.select_for_update(of=("self",)).get(pk=visit_id)
    visit.attempts += 1
    visit.trouble = reason[:200]
    visit.due_at = None if visit.attempts >= ATTEMPTS else at + FIRST_WAIT * 2 ** (visit.attempts - 1)
    visit.save(update_fields=["attempts", "trouble", "due_at"])


@transaction.atomic
def clear_what_is_over(*, at: datetime) -> None:
    """Tokens and used statements that have been over for a while are taken away."""
    SiteToken.objects.filter(expires_at__lt=at - KEPT_AFTER_END).delete()
    SeenAssertion.objects.filter(expires_at__lt=at).delete()
