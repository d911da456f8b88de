"""Questions about roles: who holds which, since when, by whom, and whether it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from citong.organisations import facade as organisations

from ..errors import NoSuchGrant
from ..models import Account, RoleGrant
from ..rules.roles import ROLES, Role, clashing
from ..rules.standing import roles_brought


@dataclass(frozen=True)
class Holding:
    """A grant as it stands on a day; `resting_because` names the roles of posts with which it must not meet."""

    grant: RoleGrant
    role: Role
    counts: bool
    resting_because: tuple[Role, ...] = ()


def roles_of(an_account: Account, *, on: date) -> list[Role]:
    """The roles that somebody holds on this day or has been promised for later: of their own posts, and granted."""
    if an_account.staff_id is None:
        return []
    duties = [post.duty for post in organisations.posts_held(an_account.staff_id, on=on)]
    later = Q(valid_to=None) | Q(valid_to__gt=on)
    promised = RoleGrant.objects.filter(later, account=an_account, ended_at=None).values_list("role", flat=True)
    return [*roles_brought(duties), *(ROLES[role] for role in promised.order_by("pk") if role in ROLES)]


def holdings_of(an_account: Account, *, on: date) -> list[Holding]:
    """Everything that somebody was ever granted, newest first, and whether it counts on this day."""
    if an_account.staff_id is None:
        return []
    standing = organisations.standing_of(an_account.staff_id, on=on)
    own, brought = standing.posts - standing.in_for.keys(), roles_brought(standing.duties)
    return [_holding(grant, own=own, brought=brought, on=on) for grant in _grants().filter(account=an_account)]


def _holding(grant: RoleGrant, *, own: Iterable[int], brought: list[Role], on: date) -> Holding:
    role = ROLES[grant.role]
    in_time = grant.valid_from <= on and (grant.valid_to is None or on < grant.valid_to)
    counts = grant.ended_at is None and in_time and grant.post_id in set(own)
    clash = tuple(clashing(role, brought)) if counts else ()
    return Holding(grant, role, counts=counts and not clash, resting_because=clash)


def role_grant(grant_id: int) -> RoleGrant:
    """A grant with its holder."""
    found = _grants().filter(pk=grant_id).first()
    if found is None:
        raise NoSuchGrant("找不到这项授权。")
    return found


def holders_of(role: str, *, on: date) -> QuerySet[RoleGrant]:
    """Who was granted this role and may use it on this day, by staff number."""
    return (
        _grants()
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), role=role, ended_at=None, valid_from__lte=on)
        .order_by("account__staff__number", "pk")
    )


def grants_in(account_ids: Iterable[int], *, on: date) -> dict[int, list[Role]]:
    """The roles that these accounts were granted and whose time it is, by account; one query."""
    found: dict[int, list[Role]] = {}
    current = RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), account__in=list(account_ids), ended_at=None, valid_from__lte=on
    )
    for grant in current.order_by("pk"):
        found.setdefault(grant.account_id, []).append(ROLES[grant.role])
    return found


def _grants() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.select_related("account__staff__department", "post", "department", "division").order_by(
        "-pk"
    )
