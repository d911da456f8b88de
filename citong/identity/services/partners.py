"""Partners are added, changed, and no longer offered."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ..errors import NoSuchPartner
from ..models import Assurance, Partner, Protocol
from ..rules import partners as rules
from ..rules import sites
from ..rules.permissions import P
from .permission import refuse_unless
from .refusing import refuse_faults


@dataclass(frozen=True)
class PartnerAgreement:
    """What was agreed with a partner."""

    name: str
    protocol: str
    address: str
    client_id: str = ""
    scopes: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    trusted_up_to: int = Assurance.REAL_NAME.value
    is_offered: bool = True


@transaction.atomic
def add_partner(code: str, *, agreement: PartnerAgreement, secret: str, by: Actor, at: datetime) -> Partner:
    """People may sign in here through a partner; how far its word goes is decided with it."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    _refuse_faulty(agreement, code=code)
    added, is_new = Partner.objects.get_or_create(
        code=code, defaults={**asdict(agreement), "secret": secret, "added_at": at}
    )
    if not is_new:
        refuse_faults(code="这个代号已经有了。")
    _record("identity.partner_added", added, by=by, at=at)
    return added


@transaction.atomic
def change_partner(
    partner_id: int, *, agreement: PartnerAgreement, secret: str | None, by: Actor, at: datetime
) -> Partner:
    """What was agreed with a partner changes; without a new secret the former stays."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    changed = Partner.objects.select_for_update(of=("self",)).filter(pk=partner_id).first()
    if changed is None:
        raise NoSuchPartner("找不到这个登录入口。")
    _refuse_faulty(agreement, code=changed.code)
    if agreement.address != changed.address or agreement.protocol != changed.protocol:
        # Names that people have there would suddenly be somebody else's word.
        refuse_faults(address="地址和协议不能改：那边的账号是按它认的。换了地方就是另一个入口，请另外添加。")
    for name, value in asdict(agreement).items():
        setattr(changed, name, value)
    if secret:
        changed.secret = secret
    changed.save()
    _record("identity.partner_changed", changed, by=by, at=at)
    return changed


def _refuse_faulty(agreement: PartnerAgreement, *, code: str) -> None:
    is_oidc = agreement.protocol == Protocol.OIDC
    is_level = agreement.trusted_up_to in Assurance.values
    refuse_faults(
        code=rules.check_partner_code(code),
        name=sites.check_site_name(agreement.name),
        protocol=None if agreement.protocol in Protocol.values else "没有这种协议。",
        address=sites.check_address(agreement.address),
        client_id=None if agreement.client_id or not is_oidc else "请填写对方分配的编号（client_id）。",
        scopes=None if "openid" in agreement.scopes.split() or not is_oidc else "里面要有 openid。",
        claims=rules.check_claims(agreement.claims),
        levels=rules.check_levels(agreement.levels),
        trusted_up_to=None if is_level else "没有这个等级。",
    )


def _record(action: str, partner: Partner, *, by: Actor, at: datetime) -> None:
    trusted = {"address": partner.address, "trusted_up_to": partner.trusted_up_to, "is_offered": partner.is_offered}
    audit.record(action, subject=ref("partner", partner.pk), by=by, at=at, **trusted)
