"""Questions about sites: which there are, what people allowed them, what their tokens are good for."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from citong.kernel.actors import Actor
from citong.kernel.crypto import token_digest
from citong.kernel.refs import ref

from ..errors import NoSuchSite, SiteUnknown
from ..models import Site, SiteConsent, SiteSubject, SiteToken, SiteVisit, TokenKind
from ..rules.openid import Scope


def sites() -> Sequence[Site]:
    """Every site that was let in, the last first; those let go at the end."""
    return list(Site.objects.select_related("department").order_by("revoked_at", "-id"))


def site(site_id: int) -> Site:
    """One site, also one that was let go."""
    found = Site.objects.select_related("department").filter(pk=site_id).first()
    if found is None:
        raise NoSuchSite("找不到这个网站。")
    return found


def site_asking(client_id: str, *, redirect_uri: str) -> Site:
    """The site that wants somebody to sign in, if the address it wants them led back to is one of its own.

    The address is compared character by character (RFC 9700, 2.1): any freedom here is a way to lead codes astray.
    """
    found = Site.objects.filter(client_id=client_id, revoked_at=None).first() if "\0" not in client_id else None
    if found is None or redirect_uri not in found.redirect_uris:
        raise SiteUnknown(
            "不认识要您登录的这个网站，或者它要的返回地址没有登记过。",
            remedy="为了安全，没有带您过去。请从正规入口重新打开那个网站；还不行，请联系那个网站。",
        )
    return found


def site_of(client_id: str) -> Site | None:
    """The site with this id, unless it was let go."""
    return Site.objects.filter(client_id=client_id, revoked_at=None).first() if "\0" not in client_id else None


def actor_for_site(a_site: Site) -> Actor:
    """As whom a site acts."""
    return Actor(id=ref("site", a_site.pk), channel="openid", name=a_site.name)


def consents_of(account_id: int) -> Sequence[SiteConsent]:
    """The sites that somebody allowed to learn something, the last first."""
    in_force = SiteConsent.objects.filter(account=account_id, withdrawn_at=None)
    return list(in_force.select_related("site").order_by("-given_at", "-id"))


def is_consented(account_id: int, *, site_id: int, scopes: Iterable[str]) -> bool:
    """Whether somebody has already allowed the site all of this."""
    given = SiteConsent.objects.filter(account=account_id, site=site_id, withdrawn_at=None).first()
    return set(scopes) - {Scope.OPENID} <= set(given.scopes if given else ())


def is_known_as(account_id: int, *, sector: str, subject: str) -> bool:
    """Whether sites of this sector know the account by this name."""
    return SiteSubject.objects.filter(account=account_id, sector=sector, subject=subject).exists()


def living_token(token: str, *, kind: str, at: datetime) -> SiteToken | None:
    """The token, if it is still good: for its site, its person, and its time."""
    found = (
        SiteToken.objects.select_related(
            "grant__site", "grant__account__person", "grant__account__enterprise", "grant__account__staff__department"
        )
        .filter(digest=token_digest(token), kind=kind, used_at=None, expires_at__gt=at)
        .filter(grant__revoked_at=None, grant__site__revoked_at=None, grant__account__is_active=True)
    )
    return found.first()


def token_told(token: str, *, site_id: int, at: datetime) -> SiteToken | None:
    """A token of this very site, of either kind, if it is still good (RFC 7662); others' look like unknown ones."""
    kinds = (TokenKind.ACCESS, TokenKind.REFRESH)
    found = next((each for kind in kinds if (each := living_token(token, kind=kind, at=at))), None)
    return found if found is not None and found.grant.site_id == site_id else None


def visits_to_be_told(*, at: datetime, limit: int) -> Sequence[SiteVisit]:
    """Ended sessions of which a site has not been told yet, and whose turn has come."""
    due = SiteVisit.objects.filter(due_at__lte=at).select_related("site").order_by("due_at", "id")
    return list(due[:limit])


def visits_never_told(*, limit: int) -> Sequence[SiteVisit]:
    """For operators: ended sessions of which a site could not be told, and is not tried any more."""
    untold = SiteVisit.objects.filter(ended_at__isnull=False, told_at=None, due_at=None).exclude(trouble="")
    return list(untold.select_related("site").order_by("-ended_at", "-id")[:limit])
