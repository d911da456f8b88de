"""Somebody signs in at a site: they consent, the site gets a code, fetches tokens, renews them, and gives them back.

The grant is the root: it is locked first, so that of two who use one code or one token at once, one is first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token, same, token_digest
from citong.kernel.refs import ref

from ..errors import NoSuchConsent, NotYourAccount, SignOnFault
from ..models import Site, SiteConsent, SiteGrant, SiteSubject, SiteToken, SiteVisit, TokenKind
from ..queries.claims import Claims
from ..queries.parties import party_of
from ..queries.sites import is_consented
from ..queries.tokens import userinfo_of
from ..rules import openid as rules
from ..rules.accesses import LookPurpose, Seen
from ..rules.means import Means
from ..rules.openid import Scope
from .accesses import Look, note_looks
from .rows import locked

REUSED = "reused"
# Scopes by which something is read; the others say how.
TELLING = frozenset(rules.SCOPE_WORDS) - {Scope.OFFLINE}


@dataclass(frozen=True)
class Stay:
    """The stay of somebody who is signed in here: by what name, since when, and what they showed."""

    session_id: str
    means: Means
    entered_at: datetime
    second: Means | None = None


@dataclass(frozen=True)
class Tokens:
    """What a site is given for its code; the tokens are told once, and kept only as digests."""

    grant: SiteGrant
    access_token: str
    refresh_token: str
    seconds: int = int(rules.ACCESS_LIVES.total_seconds())


@transaction.atomic
def give_consent(site_id: int, *, account_id: int, scopes: Iterable[str], by: Actor, at: datetime) -> None:
    """Somebody allows a site to learn this of them, besides what they allowed before."""
    _refuse_others(account_id, by=by)
    locked(account_id)
    given, _ = SiteConsent.objects.get_or_create(
        account_id=account_id, site_id=site_id, withdrawn_at=None, defaults={"scopes": [], "given_at": at}
    )
    given.scopes = sorted({*given.scopes, *scopes} - {Scope.OPENID})
    given.given_at = at
    given.save(update_fields=["scopes", "given_at"])
    audit.record(
        "identity.consent_given", subject=ref("account", account_id), by=by, at=at, site=site_id, scopes=given.scopes
    )


@transaction.atomic
def withdraw_consent(consent_id: int, *, by: Actor, at: datetime) -> None:
    """Somebody takes back what they allowed a site; what it holds is worth nothing from now on."""
    consent = SiteConsent.objects.select_for_update(of=("self",)).filter(pk=consent_id, withdrawn_at=None).first()
    if consent is None or by.id != ref("account", consent.account_id):
        raise NoSuchConsent("找不到这项授权，或者已经取消了。")
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    in_force = SiteGrant.objects.filter(account=consent.account_id, site=consent.site_id, revoked_at=None)
    in_force.update(revoked_at=at, revoked_because="consent withdrawn")
    audit.record("identity.consent_withdrawn", subject=by.id, by=by, at=at, site=consent.site_id)


@transaction.atomic
def grant_code(
    site: Site, *, account_id: int, request: rules.SignOnRequest, session: Stay, by: Actor, at: datetime
) -> str:
    """The site may fetch tokens for somebody who is signed in and has consented; its code is good for a minute."""
    _refuse_others(account_id, by=by)
    if not is_consented(account_id, site_id=site.pk, scopes=request.scopes):
        raise SignOnFault("consent_required", "the person has not consented")
    code = new_token()
    grant = SiteGrant.objects.create(
        site=site,
        account_id=account_id,
        subject=_subject(site, account_id),
        scopes=list(request.scopes),
        redirect_uri=request.redirect_uri,
        challenge=request.challenge,
        nonce=request.nonce,
        means=session.means.value,
        second=session.second.value if session.second else "",
        session_id=session.session_id,
        entered_at=session.entered_at,
        code_digest=token_digest(code),
        granted_at=at,
    )
    audit.record("identity.site_entered", subject=ref("account", account_id), by=by, at=at, site=site.pk, to=grant.pk)
    return code


def exchange_code(site: Site, *, code: str, redirect_uri: str, verifier: str, by: Actor, at: datetime) -> Tokens:
    """The site fetches its tokens. A code that comes twice was stolen: all that came of it ends (RFC 9700, 4.5)."""
    with transaction.atomic():
        grant = _locked_by_code(site, code)
        fault = grant and _fault_of_code(grant, redirect_uri=redirect_uri, verifier=verifier, at=at)
        if grant and fault:
            _end(grant, because=fault, by=by, at=at)
        if grant and not fault:
            grant.code_used_at = at
            grant.save(update_fields=["code_used_at"])
            _begin_visit(grant, at=at)
            return _issue(grant, at=at)
    raise SignOnFault("invalid_grant", "the code is unknown, used, expired or not for this request")


def refresh_tokens(site: Site, *, refresh_token: str, scope: str, by: Actor, at: datetime) -> Tokens:
    """The site goes on with new tokens; a refresh token that comes twice was stolen: all that came of it ends."""
    with transaction.atomic():
        token = _locked_refresh_token(site, refresh_token, at=at)
        if token and token.used_at is not None:
            _end(token.grant, because=REUSED, by=by, at=at)
        elif token:
            _refuse_more(scope, granted=token.grant.scopes)
            token.used_at = at
            token.save(update_fields=["used_at"])
            return _issue(token.grant, at=at)
    raise SignOnFault("invalid_grant", "the refresh token is unknown, used, expired or revoked")


@transaction.atomic
def tell_site(grant: SiteGrant, *, by: Actor, at: datetime) -> Claims:
    """The site reads what it may of whoever signed in there; they see that it did (Personal Information Protection
    Law, arts 23 and 45)."""
    if grant.account.person_id is not None:
        party = party_of(grant.account)
        fields = [rules.SCOPE_WORDS[Scope(scope)] for scope in grant.scopes if scope in TELLING]
        look = Look(
            id_type=party.id_type,
            id_number=party.id_number,
            about=ref("site", grant.site_id),
            number="",
            seen=Seen.BY_SITE,
            purpose=LookPurpose.CONSENT,
            fields=fields,
        )
        note_looks([look], by=by, at=at)
    return userinfo_of(grant)


@transaction.atomic
def revoke_site_token(site: Site, *, token: str, by: Actor, at: datetime) -> None:
    """The site gives a token back, and with it all of the same sign-in (RFC 7009); others' are left."""
    found = SiteToken.objects.filter(digest=token_digest(token), grant__site=site).first()
    if found is not None:
        grant = SiteGrant.objects.select_for_update(of=("self",)).get(pk=found.grant_id)
        _end(grant, because="given back", by=by, at=at)


def _refuse_others(account_id: int, *, by: Actor) -> None:
    if by.id != ref("account", account_id):
        raise NotYourAccount("只能用自己的账号登录别的网站。")


def _subject(site: Site, account_id: int) -> str:
    known, _ = SiteSubject.objects.get_or_create(
        sector=site.sector, account_id=account_id, defaults={"subject": new_token()}
    )
    return known.subject


def _locked_by_code(site: Site, code: str) -> SiteGrant | None:
    """The grant, unless the code is another site's: that one is not ended by whoever found its code."""
    grants = SiteGrant.objects.select_for_update(of=("self",)).select_related("account")
    found = grants.filter(code_digest=token_digest(code), site=site).first()
    if found is not None:
        found.site = site
    return found


def _fault_of_code(grant: SiteGrant, *, redirect_uri: str, verifier: str, at: datetime) -> str:
    """What is wrong; empty when nothing is."""
    if grant.code_used_at is not None:
        return REUSED
    if grant.revoked_at is not None or not grant.account.is_active:
        return "ended before"
    if at > grant.granted_at + rules.CODE_LIVES:
        return "stale"
    if not same(redirect_uri, grant.redirect_uri):
        return "redirect_uri"
    return "" if rules.verifier_fits(verifier, challenge=grant.challenge) else "verifier"


def _locked_refresh_token(site: Site, refresh_token: str, *, at: datetime) -> SiteToken | None:
    """The token and its grant, locked in one statement: whoever had to wait sees both as they have become."""
    rows = SiteToken.objects.select_for_update(of=("self", "grant")).select_related("grant__account")
    found = rows.filter(
        digest=token_digest(refresh_token),
        kind=TokenKind.REFRESH,
        expires_at__gt=at,
        grant__site=site,
        grant__revoked_at=None,
        grant__account__is_active=True,
    ).first()
    if found is not None:
        found.grant.site = site
    return found


def _refuse_more(scope: str, *, granted: Iterable[str]) -> None:
    if set(scope.split()) - set(granted):
        raise SignOnFault("invalid_scope", "scope exceeds what was granted")


def _issue(grant: SiteGrant, *, at: datetime) -> Tokens:
    access, refresh = new_token(), ""
    rows = [(TokenKind.ACCESS, access, at + rules.ACCESS_LIVES)]
    # However often it is renewed, the whole ends when it was said to.
    ends_at = grant.granted_at + rules.REFRESH_LIVES
    if Scope.OFFLINE in grant.scopes and ends_at > at:
        refresh = new_token()
        rows.append((TokenKind.REFRESH, refresh, ends_at))
    SiteToken.objects.bulk_create(
        SiteToken(grant=grant, kind=kind, digest=token_digest(token), issued_at=at, expires_at=until)
        for kind, token, until in rows
    )
    return Tokens(grant, access, refresh)


def _begin_visit(grant: SiteGrant, *, at: datetime) -> None:
    known = {"account": grant.account, "subject": grant.subject, "begun_at": at}
    SiteVisit.objects.get_or_create(session_id=grant.session_id, site=grant.site, defaults=known)


def _end(grant: SiteGrant, *, because: str, by: Actor, at: datetime) -> None:
    if grant.revoked_at is None:
        grant.revoked_at, grant.revoked_because = at, because
        grant.save(update_fields=["revoked_at", "revoked_because"])
    audit.record("identity.site_grant_ended", subject=ref("grant", grant.pk), by=by, at=at, because=because)
