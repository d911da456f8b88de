"""Sites are let in, changed, and let go."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token, token_digest
from citong.kernel.errors import Refusal
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import NoSuchSite
from ..models import SigningAlgorithm, Site, SiteGrant, SiteProof
from ..rules import sites as rules
from ..rules.permissions import P
from .permission import refuse_unless
from .refusing import refuse_faults


@dataclass(frozen=True)
class SiteTerms:
    """What is written down about a site."""

    name: str
    purpose: str
    contact: str
    redirect_uris: list[str]
    scopes: list[str]
    after_logout_uris: list[str] = field(default_factory=list)
    logout_uri: str = ""
    public_keys: dict[str, Any] = field(default_factory=dict)  # Any: a JSON Web Key Set
    algorithm: str = SigningAlgorithm.RS256.value


@transaction.atomic
def register_site(
    terms: SiteTerms, *, proof: str, department_id: int | None = None, by: Actor, at: datetime
) -> tuple[Site, str]:
    """A site is let in; its secret is told once, and kept only as a digest. Sites that need none get none."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    _refuse_faulty(terms, proof=proof)
    secret = new_token() if proof == SiteProof.SECRET else ""
    site = Site.objects.create(
        **asdict(terms),
        client_id=new_token(size=12),
        proof=proof,
        secret_digest=token_digest(secret) if secret else "",
        sector=rules.sector_of(terms.redirect_uris),
        department=None if department_id is None else organisations.department_by_id(department_id),
        registered_at=at,
    )
    audit.record("identity.site_registered", subject=ref("site", site.pk), by=by, at=at, **_accountable(terms))
    return site, secret


@transaction.atomic
def change_site(site_id: int, *, terms: SiteTerms, by: Actor, at: datetime) -> Site:
    """What is written about a site changes; the host stays, because people are known there by their name for it."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    site = _locked(site_id)
    _refuse_faulty(terms, proof=site.proof)
    if rules.sector_of(terms.redirect_uris) != site.sector:
        refuse_faults(redirect_uris=f"回调地址要留在 {site.sector}。换了域名就是另一个网站，请另外登记。")
    for name, value in asdict(terms).items():
        setattr(site, name, value)
    site.save(update_fields=[*asdict(terms)])
    audit.record("identity.site_changed", subject=ref("site", site_id), by=by, at=at, **_accountable(terms))
    return site


@transaction.atomic
def renew_site_secret(site_id: int, *, by: Actor, at: datetime) -> str:
    """The site gets another secret, told once; the former is worth nothing from now on."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    site = _locked(site_id)
    if site.proof != SiteProof.SECRET:
        raise Refusal("这个网站不用密码。", remedy="用密钥的网站，请在修改登记里换公钥。")
    secret = new_token()
    site.secret_digest = token_digest(secret)
    site.save(update_fields=["secret_digest"])
    audit.record("identity.site_secret_renewed", subject=ref("site", site_id), by=by, at=at)
    return secret


@transaction.atomic
def revoke_site(site_id: int, *, by: Actor, at: datetime) -> None:
    """Nobody signs in there with us any more, and every token that it holds is worth nothing from now on."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    site = _locked(site_id)
    site.revoked_at = at
    site.save(update_fields=["revoked_at"])
    SiteGrant.objects.filter(site=site, revoked_at=None).update(revoked_at=at, revoked_because="site revoked")
    audit.record("identity.site_revoked", subject=ref("site", site_id), by=by, at=at)


def _locked(site_id: int) -> Site:
    site = Site.objects.select_for_update(of=("self",)).filter(pk=site_id, revoked_at=None).first()
    if site is None:
        raise NoSuchSite("找不到这个网站，或者已经停用。")
    return site


def _refuse_faulty(terms: SiteTerms, *, proof: str) -> None:
    refuse_faults(
        name=rules.check_site_name(terms.name),
        purpose=rules.check_line(terms.purpose, longest=200, what="用途"),
        contact=rules.check_line(terms.contact, longest=100, what="联系方式"),
        redirect_uris=rules.check_redirects(terms.redirect_uris),
        after_logout_uris=rules.check_after_logout(terms.after_logout_uris),
        logout_uri=rules.check_address(terms.logout_uri) if terms.logout_uri else None,
        scopes=rules.check_scopes(terms.scopes),
        public_keys=rules.check_public_keys(terms.public_keys) if proof == SiteProof.KEY else None,
        algorithm=None if terms.algorithm in SigningAlgorithm.values else "没有这种签名算法。",
        proof=None if proof in SiteProof.values else "没有这种证明方式。",
    )


def _accountable(terms: SiteTerms) -> Mapping[str, object]:
    """What an auditor wants to know later: where codes were led, and what could be asked."""
    return {"redirect_uris": terms.redirect_uris, "logout_uri": terms.logout_uri, "scopes": terms.scopes}
