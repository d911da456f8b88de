"""Questions about partners, and what partners themselves are asked; the latter call the outside world."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from citong.kernel.ports import adapter

from ..errors import NoSuchPartner
from ..models import Partner, PartnerVisit
from ..ports import Assertion, Departure, Ending, IdentityProvider, Manner, PartnerTerms


@dataclass(frozen=True)
class WayIn:
    """A partner, as the sign-in page offers it."""

    code: str
    name: str


def partners() -> Sequence[Partner]:
    """Every partner, in the order in which they were added."""
    return list(Partner.objects.order_by("id"))


def partner(partner_id: int) -> Partner:
    """One partner, for administrators."""
    found = Partner.objects.filter(pk=partner_id).first()
    if found is None:
        raise NoSuchPartner("找不到这个登录入口。")
    return found


def partners_offered() -> Sequence[WayIn]:
    """Through whom people may sign in today."""
    offered = Partner.objects.filter(is_offered=True).order_by("id").values_list("code", "name")
    return [WayIn(code, name) for code, name in offered]


def partner_called(code: str) -> Partner:
    """The partner of this code, if people may sign in through it."""
    found = Partner.objects.filter(code=code, is_offered=True).first()
    if found is None:
        raise NoSuchPartner("没有这个登录入口，或者已经停用。", remedy="请用本站的账号登录。")
    return found


def departure_to(a_partner: Partner, *, back_to: str, manner: Manner) -> Departure:
    """Where to lead somebody who wants to sign in through the partner."""
    return _spoken_to(a_partner).depart(_terms(a_partner), back_to=back_to, manner=manner)


def assertion_from(
    a_partner: Partner, *, departure: Mapping[str, str], answer: Mapping[str, str], at: datetime
) -> Assertion:
    """What the partner says of whoever came back; `departure` is what was remembered of their leaving."""
    return _spoken_to(a_partner).arrive(_terms(a_partner), departure=Departure(**departure), answer=answer, at=at)


def remembered(departure: Departure) -> dict[str, str]:
    """What a browser's session keeps of a departure."""
    return asdict(departure)


def ending_told_by(a_partner: Partner, *, told: Mapping[str, str], at: datetime) -> Ending:
    """What the partner says is over."""
    return _spoken_to(a_partner).end_told(_terms(a_partner), told=told, at=at)


def visit_by_partner(session_id: str) -> PartnerVisit | None:
    """The partner on whose word this session was opened, if it was."""
    return PartnerVisit.objects.select_related("partner").filter(session_id=session_id).first()


def leaving_partner(visit: PartnerVisit, *, back_to: str) -> str:
    """Where somebody who signed out here can sign out of the partner too; empty when there is no such place."""
    way = _spoken_to(visit.partner)
    return way.leave(_terms(visit.partner), id_token=visit.id_token, back_to=back_to)


def _spoken_to(a_partner: Partner) -> IdentityProvider:
    spoken: IdentityProvider = adapter(f"identity.partner_{a_partner.protocol}")
    return spoken


def _terms(a_partner: Partner) -> PartnerTerms:
    return PartnerTerms(
        code=a_partner.code,
        address=a_partner.address,
        client_id=a_partner.client_id,
        secret=a_partner.secret,
        scopes=a_partner.scopes,
        claims=a_partner.claims,
    )
