"""Standing in for somebody who is away: handed over for whole days, within the department, and never passed on."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from citong.kernel import audit
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.errors import InvalidInput
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref

from ..errors import (
    AlreadyHandedOver,
    CannotHandOver,
    NoSuchStaff,
    NoSuchSubstitution,
    NotYoursToHandOver,
    SubstitutionOver,
)
from ..models import Post, Staff, SubstitutedPost, Substitution
from ..queries.structure import place, posts_held
from ..rules import P

LONGEST = timedelta(days=366)


@transaction.atomic
def hand_over(
    staff_id: int,
    *,
    to: int,
    post_ids: Collection[int],
    first_on: date,
    last_on: date,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Substitution:
    """A colleague takes care of these posts from the first day to the last; without posts named, of all of them.

    Whoever is away loses nothing: both can act meanwhile. The two members of staff are locked first, so that two
    hand-overs made at once see one another.
    """
    absent, substitute = _both(staff_id, to)
    _refuse_strangers(absent, by=by)
    _refuse_days(first_on, last_on, today=timezone.localdate(at))
    posts = _posts(absent, post_ids, on=first_on)
    _refuse_substitute(absent, substitute, first_on=first_on, last_on=last_on)
    _refuse_overlap(absent, posts, first_on=first_on, last_on=last_on)
    substitution = Substitution.objects.create(
        absent=absent,
        substitute=substitute,
        department_id=absent.department_id,
        valid_from=first_on,
        valid_to=last_on + timedelta(days=1),
        planned_to=last_on + timedelta(days=1),
        reason=reason.strip(),
        set_at=at,
        set_by=by.id,
        set_by_name=by.name,
    )
    SubstitutedPost.objects.bulk_create(SubstitutedPost(substitution=substitution, post=post) for post in posts)
    _record("handed_over", substitution, by=by, at=at, posts=[post.pk for post in posts])
    return substitution


@transaction.atomic
def end_hand_over(substitution_id: int, *, by: Actor, at: datetime) -> Substitution:
    """It ends now: whoever was away is back, or somebody else is to stand in."""
    substitution = (
        Substitution.objects.select_for_update(of=("self",)).select_related("absent").filter(pk=substitution_id).first()
    )
    if substitution is None or not _may_see(substitution.absent, by=by):
        raise NoSuchSubstitution("找不到这次代办安排。")
    _refuse_strangers(substitution.absent, by=by)
    today = timezone.localdate(at)
    if substitution.valid_to <= max(today, substitution.valid_from):
        raise SubstitutionOver("这次代办已经结束了。", remedy="请刷新页面看看现在的安排。")
    substitution.valid_to = max(today, substitution.valid_from)
    substitution.ended_at, substitution.ended_by_name = at, by.name
    substitution.save(update_fields=["valid_to", "ended_at", "ended_by_name"])
    _record("hand_over_ended", substitution, by=by, at=at)
    return substitution


def _both(absent_id: int, substitute_id: int) -> tuple[Staff, Staff]:
    if absent_id == substitute_id:
        raise CannotHandOver("不能交给自己代办。", remedy="请选一位同事。")
    wanted = Staff.objects.select_for_update(of=("self",)).filter(pk__in=[absent_id, substitute_id])
    found = {each.pk: each for each in wanted.order_by("pk")}
    if found.keys() != {absent_id, substitute_id}:
        raise NoSuchStaff("找不到这位工作人员。")
    return found[absent_id], found[substitute_id]


def _may_see(absent: Staff, *, by: Actor) -> bool:
    return by.channel == SYSTEM.channel or by.staff == absent.pk or by.department == absent.department_id


def _refuse_strangers(absent: Staff, *, by: Actor) -> None:
    """Their own work, or that of their department's people for those who lead or administer it."""
    leads = has_permission(by, P.HAND_OVER_FOR_OTHERS, on=place(absent.department_id))
    if by.channel != SYSTEM.channel and by.staff != absent.pk and not leads:
        raise NotYoursToHandOver(
            "只能安排自己的工作由谁代办。", remedy="别人的，由本单位负责人或者管理员安排。", contact="本单位负责人"
        )


def _refuse_days(first_on: date, last_on: date, *, today: date) -> None:
    faults = {}
    if first_on < today:
        faults["first_on"] = "不能从过去的日子开始。"
    if last_on < first_on:
        faults["last_on"] = "最后一天不能早于第一天。"
    elif last_on - first_on > LONGEST:
        faults["last_on"] = "一次最多安排一年。"
    if faults:
        raise InvalidInput("日期有误。", faults=faults)


def _posts(absent: Staff, post_ids: Collection[int], *, on: date) -> list[Post]:
    own = list(posts_held(absent.pk, on=on))
    wanted = [post for post in own if post.pk in set(post_ids)] if post_ids else own
    if not wanted or len(wanted) < len(set(post_ids)):
        raise CannotHandOver(
            "只能交出自己担任的岗位；替别人代办的岗位不能再转交。", remedy="请请原来的同事另外安排代办。"
        )
    return wanted


def _refuse_substitute(absent: Staff, substitute: Staff, *, first_on: date, last_on: date) -> None:
    """Of the same department, in a post there, and neither of the two in the other's part meanwhile: no chains."""
    if substitute.department_id != absent.department_id:
        raise CannotHandOver("只能交给本单位的同事代办。", remedy="请选一位本单位的同事。")
    if not posts_held(substitute.pk, on=first_on).exists():
        raise CannotHandOver("这位同事那时没有担任岗位，不能代办。", remedy="请选另一位同事。")
    meanwhile = _meanwhile(first_on, last_on)
    if Substitution.objects.filter(meanwhile, absent=substitute).exists():
        raise CannotHandOver("这位同事那几天也不在，工作已经交给别人了。", remedy="请选另一位同事。")
    if Substitution.objects.filter(meanwhile, substitute=absent).exists():
        raise CannotHandOver(
            f"{absent.name}那几天正在替别人代办，代办的工作不能再转交。",
            remedy="请先结束那次代办，或者改由别的同事代办。",
        )


def _refuse_overlap(absent: Staff, posts: Collection[Post], *, first_on: date, last_on: date) -> None:
    taken = SubstitutedPost.objects.select_related("post", "substitution__substitute").filter(
        _meanwhile(first_on, last_on, prefix="substitution__"), substitution__absent=absent, post__in=posts
    )
    if line := taken.order_by("substitution__valid_from", "pk").first():
        earlier = line.substitution
        until = earlier.valid_to - timedelta(days=1)
        raise AlreadyHandedOver(
            f"{line.post.name}从 {earlier.valid_from} 到 {until} 已经交给{earlier.substitute.name}代办。",
            remedy="请先结束那一次，或者换日子、换岗位。",
        )


def _meanwhile(first_on: date, last_on: date, *, prefix: str = "") -> Q:
    return Q((f"{prefix}valid_from__lte", last_on)) & Q((f"{prefix}valid_to__gt", first_on))


def _record(what: str, substitution: Substitution, *, by: Actor, at: datetime, **details: object) -> None:
    audit.record(
        f"organisations.{what}",
        subject=ref("staff", substitution.absent_id),
        by=by,
        at=at,
        substitution=substitution.pk,
        substitute=substitution.substitute_id,
        valid_from=substitution.valid_from.isoformat(),
        valid_to=substitution.valid_to.isoformat(),
        **details,
    )
