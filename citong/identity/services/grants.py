"""Roles are granted and taken back: by somebody else, for a reason, resting on a post."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import AlreadyGranted, CannotGrant, NoSuchGrant, NotToOneself, RolesApart
from ..models import Account, RoleGrant
from ..queries.grants import roles_of
from ..rules.permissions import P
from ..rules.roles import ROLES, Role, clashing
from .permission import refuse_unless
from .rows import locked

ARTICLE = "GB/T 22239-2019 第 8.1.5 条（三员分立）"
ONE_DAY = timedelta(days=1)
LONGEST_REASON = 200


@dataclass(frozen=True)
class Terms:
    """Where a role counts and for how long: a department, or a division, or without either the whole hall."""

    department_id: int | None = None
    division: str = ""
    with_below: bool = False
    first_on: date | None = None  # from today, if not said
    last_on: date | None = None


@transaction.atomic
def grant_role(account_id: int, *, role: str, terms: Terms, reason: str, by: Actor, at: datetime) -> RoleGrant:
    """Somebody may do more, or elsewhere, than their post brings, as long as they hold the post.

    Nobody grants anything to themselves, and nobody gets a role that must not meet one that they have.
    """
    account = locked(account_id)
    refuse_unless(P.GRANT_ROLES, by=by, department_id=_department_of(account))
    if by.id == ref("account", account_id):
        raise NotToOneself("不能给自己授权。", rule=ARTICLE, remedy="请另一位安全管理员核实后授予。")
    today = timezone.localdate(at)
    first_on = terms.first_on or today
    wanted = _wanted(role, terms, reason, first_on=first_on, today=today)
    _refuse_clash(account, wanted, on=first_on)
    _end_what_is_over(account, today=today, at=at)
    place = _place(terms)
    if RoleGrant.objects.filter(account=account, role=role, ended_at=None, **place).exists():
        raise AlreadyGranted(f"已经授予过“{wanted.name}”，范围也一样。", remedy="要改期限的，请先收回再授予。")
    grant = RoleGrant.objects.create(
        account=account,
        role=role,
        post_id=_post_of(account, on=first_on),
        prefix=_prefix(terms),
        valid_from=first_on,
        valid_to=terms.last_on and terms.last_on + ONE_DAY,
        reason=reason.strip(),
        granted_at=at,
        granted_by=by.id,
        granted_by_name=by.name,
        **place,
    )
    _record("role_granted", grant, by=by, at=at)
    return grant


@transaction.atomic
def take_role_back(grant_id: int, *, reason: str, by: Actor, at: datetime) -> RoleGrant:
    """The role counts no more, from this moment on; the row stays as history."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("account").filter(pk=grant_id).first()
    if grant is None:
        raise NoSuchGrant("找不到这项授权。")
    refuse_unless(P.GRANT_ROLES, by=by, department_id=_department_of(grant.account))
    if grant.ended_at is not None:
        raise NoSuchGrant("这项授权已经收回了。", remedy="请刷新页面看看现在的情况。")
    if not reason.strip():
        raise InvalidInput("请写明为什么收回。", faults={"reason": "请写明原因，会留在授权记录里。"})
    _end(grant, why=reason.strip()[:LONGEST_REASON], by=by, at=at)
    return grant


@transaction.atomic
def end_grants_on_post(staff_id: int, *, post_id: int, by: Actor, at: datetime) -> int:
    """Somebody has left a post: what rested on it is over for good, also if they come back to it. Returns how many.

    It has not counted since the post ended; this keeps it from counting again.
    """
    resting = RoleGrant.objects.select_for_update(of=("self",)).filter(
        account__staff=staff_id, post=post_id, ended_at=None
    )
    ended = list(resting.order_by("pk"))
    for grant in ended:
        _end(grant, why="不再担任授权所依据的岗位", by=by, at=at)
    return len(ended)


def _end(grant: RoleGrant, *, why: str, by: Actor, at: datetime) -> None:
    grant.ended_at, grant.ended_by, grant.ended_by_name, grant.ended_why = at, by.id, by.name, why
    grant.save(update_fields=["ended_at", "ended_by", "ended_by_name", "ended_why"])
    _record("role_taken_back", grant, by=by, at=at)


def _department_of(account: Account) -> int:
    if account.staff_id is None:
        raise CannotGrant("角色只能授予工作人员。", remedy="请从人员页面进来。")
    return organisations.staff_member(account.staff_id).department_id


def _wanted(role: str, terms: Terms, reason: str, *, first_on: date, today: date) -> Role:
    found = ROLES.get(role)
    faults = {}
    if found is None or not found.is_granted:
        faults["role"] = "请选一个可以授予的角色。"
    if not reason.strip():
        faults["reason"] = "请写明为什么要授予。"
    elif len(reason.strip()) > LONGEST_REASON:
        faults["reason"] = f"请不要超过 {LONGEST_REASON} 个字。"
    if terms.department_id is not None and terms.division:
        faults["division"] = "单位和区划只能选一种。"
    if first_on < today:
        faults["first_on"] = "不能从过去的日子开始。"
    if terms.last_on is not None and terms.last_on < first_on:
        faults["last_on"] = "最后一天不能早于第一天。"
    if faults or found is None:
        raise InvalidInput("授权还有几处要改。", faults=faults)
    return found


def _post_of(account: Account, *, on: date) -> int:
    """The post on which the grant rests: the first of those that are theirs on that day."""
    posts = organisations.posts_held(account.staff_id or 0, on=on)
    found = posts.values_list("pk", flat=True).first()
    if found is None:
        raise CannotGrant("这位工作人员那时没有担任岗位，不能授予角色。", remedy="请先由系统管理员安排岗位。")
    return found


def _refuse_clash(account: Account, wanted: Role, *, on: date) -> None:
    clash = clashing(wanted, roles_of(account, on=on))
    if clash:
        names = "、".join(f"“{each.name}”" for each in clash)
        raise RolesApart(
            f"“{wanted.name}”不能和{names}由同一个人担任。",
            rule=ARTICLE,
            remedy="请授予另一位工作人员，或者先收回原来的角色、调离原来的岗位。",
        )


def _end_what_is_over(account: Account, *, today: date, at: datetime) -> None:
    over = RoleGrant.objects.filter(account=account, ended_at=None, valid_to__lte=today)
    over.update(ended_at=at, ended_why="到期")


def _place(terms: Terms) -> dict[str, int | str | None]:
    if terms.department_id is not None:
        organisations.department_by_id(terms.department_id)
    return {"department_id": terms.department_id, "division_id": terms.division or None}


def _prefix(terms: Terms) -> str:
    if not terms.division:
        return ""
    return organisations.scope_of_division(terms.division, with_below=terms.with_below).prefix


def _record(what: str, grant: RoleGrant, *, by: Actor, at: datetime) -> None:
    audit.record(
        f"identity.{what}",
        subject=ref("account", grant.account_id),
        by=by,
        at=at,
        grant=grant.pk,
        role=grant.role,
        department=grant.department_id,
        division=grant.division_id,
        prefix=grant.prefix,
    )
